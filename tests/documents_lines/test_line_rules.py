"""Lines that sites print around an article, and sentences that only look like them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from transforms.documents.lines import rules
from transforms.documents.lines.rules import match_rule
from transforms.lexicon.yaml_data import read_yaml

RULES = Path(rules.__file__).with_name("line_rules.yaml")

with (Path(__file__).parent / "line_rules.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
CASES = [(row["line"], row["rule"] or None) for row in ROWS]


@pytest.mark.parametrize(("line", "rule"), CASES)
def test_rule_of_a_line(line: str, rule: str | None) -> None:
    found = match_rule(line)
    assert (found.name if found else None) == rule


def test_every_rule_takes_a_line() -> None:
    names = [rule["name"] for rule in read_yaml(RULES)]
    assert {name for name in names if name not in {rule for _, rule in CASES}} == set()


def test_every_rule_leaves_a_line_that_looks_like_its_own() -> None:
    """`near`: the rule that a line of the news has a word in common with, and that must not take it."""
    near = {row["near"] for row in ROWS if row["near"]}
    assert near == {rule["name"] for rule in read_yaml(RULES)}
    assert not [row for row in ROWS if row["near"] and row["rule"]]
