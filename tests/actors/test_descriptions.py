"""Definite descriptions, unnamed groups and pronouns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.language.parsed_document import ParsedDocument

CASES = yaml.safe_load((Path(__file__).parent / "descriptions.yaml").read_text(encoding="utf-8"))
PAIRS = [(c["text"], phrase, names) for c in CASES for phrase, names in c["refers"].items()]


@pytest.mark.parametrize(("text", "phrase", "names"), PAIRS, ids=[p[1] for p in PAIRS])
def test_description_refers_to_its_actors(
    parse: Callable[..., ParsedDocument], text: str, phrase: str, names: list[str]
) -> None:
    found = find_actors(parse(text))
    got = {found.actor_by_key[m.actor_id].name for m in found.mentions if m.text == phrase}
    assert got == set(names)


def test_it_stays_unresolved(parse: Callable[..., ParsedDocument]) -> None:
    found = find_actors(parse("Samsung sold its plant. It will keep the patents."))
    assert not [m for m in found.mentions if m.kind == "pronoun" and m.text.lower() in {"it", "its"}]


def test_rows_hold_exact_slices_and_known_actors(parse: Callable[..., ParsedDocument]) -> None:
    text = 'TUNIS (AFP) — Tunisia’s president, Kaïs Saïed, told reporters: "We stay."\nHe left for Algiers.'
    found = find_actors(parse(text))
    keys = {a.entity_key for a in found.actors}
    rows: list[Any] = [*found.mentions, *found.roles]
    assert rows
    assert all(text[r.char_start : r.char_end] == r.text and r.actor_id in keys for r in rows)
    assert len({m.mention_id for m in found.mentions}) == len(found.mentions)
