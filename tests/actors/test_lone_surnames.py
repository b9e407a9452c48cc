"""Lone surnames that the language model misses or takes for bodies, and lone words that are no persons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.identity import NameRecord
from transforms.actors.find import find_actors
from transforms.actors.identity.resolve import resolve_identities
from transforms.actors.names.lone_words import find_lone_words
from transforms.actors.words import list_words
from transforms.language.parsed_document import ParsedDocument

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("lone_surnames.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_lone_words(parse: Callable[..., ParsedDocument], case: dict[str, Any]) -> None:
    actors = find_actors(parse(case["text"])).actors
    persons = {a.name for a in actors if a.type == "person" and a.is_named}
    assert persons >= set(case.get("persons", ()))
    assert not persons & set(case.get("others", ()))


def test_words_of_the_tables_are_not_asked_for(parse: Callable[..., ParsedDocument]) -> None:
    words = list_words(parse("Germany and Parliament met Vogelsang on Monday in Leipzig."))
    assert "Germany" not in {words.text[i] for i in find_lone_words(words, [])}
    assert "Monday" not in {words.text[i] for i in find_lone_words(words, [])}


@pytest.mark.parametrize(
    ("full", "short", "is_one"),
    [
        ("Salim al-Rawandi", "Al-Rawandi", True),
        ("Piet van Dorselaer", "Van Dorselaer", True),
        ("Piet Dorselaer", "van Dorselaer", False),
        ("Salim Rawandi", "al-Rawandi", True),
    ],
)
def test_surnames_with_small_words(full: str, short: str, is_one: bool) -> None:
    records = [_make_record(full), _make_record(short)]
    first, second = resolve_identities(records)
    assert (first.actor_id == second.actor_id) == is_one
    assert second.link_method == ("story" if is_one else None)


def _make_record(name: str) -> NameRecord:
    return NameRecord(name, "person", None, None, None, (name,), None, None, 1, 1, ("s1",), ("Post",))
