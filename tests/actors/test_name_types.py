"""What kind of actor a name is that no table has, by all that the document says of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from training.name_types.marked_pages import exchange_names, read_pages, unmark
from transforms.actors.find import find_actors
from transforms.actors.names.type_evidence import softmax
from transforms.language.parsed_document import ParsedDocument

KINDS = {"persons": "person", "organisations": "organisation", "locations": "location"}


def read_examples() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("name_types.yaml")
    examples: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return examples


@pytest.mark.parametrize("example", read_examples(), ids=lambda e: e["text"][:30])
def test_types_of_names(parse: Callable[..., ParsedDocument], example: dict[str, Any]) -> None:
    found = find_actors(parse(example["text"], published="2024-05-24"))
    types = {name.lower(): a.type for a in found.actors for name in (a.name, *a.names)}
    for key, kind in KINDS.items():
        for name in example.get(key, ()):
            assert types.get(name.lower()) == kind, types
    assert not {name.lower() for name in example.get("none", ())} & set(types)


def test_the_probability_of_a_type_is_the_confidence(parse: Callable[..., ParsedDocument]) -> None:
    found = find_actors(parse("The singer Ana Hrabalek came. Hrabalek sang for an hour."))
    (singer,) = [a for a in found.actors if a.name == "Ana Hrabalek"]
    assert 0.5 < singer.confidence <= 1


def test_chances_sum_to_one() -> None:
    told = softmax(np.array([[1000.0, 0.0], [0.0, 0.0]]))
    assert told.tolist() == [[1.0, 0.0], [0.5, 0.5]]


def test_marks_are_taken_off_pages() -> None:
    page = unmark("[p Ana Ruiz] left [l Torvika].")
    assert page.text == "Ana Ruiz left Torvika."
    assert page.marks == ((0, 8, "person"), (14, 21, "location"))


def test_a_short_form_follows_its_full_name_when_names_are_dealt_out() -> None:
    pages = ["[p Ana Ruiz] left. [p Ruiz] was sad.", "[p Tom Berg] came. [p Berg] was not."]
    for page in map(unmark, exchange_names(pages, 1)):
        first, second = (page.text[start:end] for start, end, _ in page.marks)
        assert first.split()[1:] == [second]


def test_every_page_has_marked_names() -> None:
    assert all(unmark(page).marks for page in read_pages())
