"""Attacks on regular expressions find the ones that can be kept busy (the benchmark tries all of ours)."""

from __future__ import annotations

import re

import pytest
from attack_patterns import STEEP, attack_pattern
from attack_strings import MISFIT, list_attacks

from flows.sources import record
from flows.sources.formats import mail
from transforms.dates.grammar.grammar import load_grammar
from transforms.documents.decoding import decode
from transforms.documents.html import json_ld
from transforms.documents.kinds import markup_facts
from transforms.documents.lines import captions
from transforms.documents.markdown import text
from transforms.figures.anchoring import ages
from transforms.figures.quantities import masks, quantities, ranges, units

BUSY = (
    captions._BARE_CREDIT,
    captions._SIGNED_CREDIT,
    markup_facts._OG_ARTICLE,
    markup_facts._LINKED_HEADING,
    mail._PREFIX,
    decode._HTML_START,
    text._QUOTE,
    ages.AGED,
    masks.DURATION_WORD,
)
# Two repetitions of the same beside each other, or with something between that may be missing.
CUBIC = (
    record._CUT_MARK,
    json_ld._FIELD_AUTHOR,
    json_ld._FIELD_PUBLISHER,
    text._TABLE_RULE,
    quantities.US_BEHIND,
    ranges.TO,
    units.compile_unit_words(),
    *(rule.pattern for rule in load_grammar().rules if "approx" in rule.names),
)


@pytest.mark.parametrize("pattern", [r"(?:a|aa)+$", r"<!--(?:[^-]|-[^-]|[^>])*-->$"])
def test_expressions_that_backtrack_without_end_are_named(pattern: str) -> None:
    found = attack_pattern(re.compile(pattern), "here", 1500)
    assert found is not None
    assert found.is_steep or found.length < 1500


@pytest.mark.parametrize("pattern", [r"[a-z]+", r"(?>\w+\s?)+:", r"\d{1,4}-\d{1,2}", r"Ann (?:Lee|Roe)"])
def test_expressions_that_stop_early_are_not(pattern: str) -> None:
    found = attack_pattern(re.compile(pattern), "here", 800)
    assert found is None or found.growth <= STEEP


def test_an_attack_repeats_what_is_repeated() -> None:
    attacks = {(attack.start, attack.pump) for attack in list_attacks(re.compile(r"By ([A-Z][a-z]+ )+x"))}
    assert ("By ", "Aa ") in attacks
    assert all(attack.write(50).endswith(MISFIT) for attack in list_attacks(re.compile(r"a+")))
    assert list_attacks(re.compile(r"\d{4}-\d\d")) == []


@pytest.mark.parametrize("pattern", BUSY)
def test_expressions_that_were_kept_busy_are_not_any_more(pattern: re.Pattern[str]) -> None:
    found = attack_pattern(pattern, "here", 1500)
    assert found is None or found.length > 200


@pytest.mark.parametrize("pattern", CUBIC)
def test_expressions_that_took_the_cube_of_the_length_do_not_any_more(pattern: re.Pattern[str]) -> None:
    found = attack_pattern(pattern, "here", 1500)
    assert found is None or found.length > 600
