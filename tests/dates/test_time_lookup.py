"""Which date a word is placed at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.dates.find import find_time_expressions
from transforms.dates.lookup import TimeLookup, is_placing
from transforms.language.parsed_document import ParsedDocument

# Sentence, word, date that places it.
ATTACHMENTS = [
    ("The minister arrived in Minsk on Tuesday and met the president.", "arrived", "Tuesday"),
    ("The minister arrived in Minsk on Tuesday and met the president.", "met", "Tuesday"),
    ("On Monday, officials said they arrested five people.", "arrested", "Monday"),
    ("Putin said on Friday that Russia would withdraw its troops in July.", "said", "Friday"),
    ("Putin said on Friday that Russia would withdraw its troops in July.", "withdraw", "July"),
    ("Exports, which fell 5 percent in 2019, rose in the first quarter of 2020.", "fell", "2019"),
    (
        "Exports, which fell 5 percent in 2019, rose in the first quarter of 2020.",
        "rose",
        "the first quarter of 2020",
    ),
    ("Tuesday's meeting in Geneva ended without agreement.", "meeting", "Tuesday"),
    ("Police arrested a man on March 3 who had killed two people in 2018.", "arrested", "March 3"),
    ("Police arrested a man on March 3 who had killed two people in 2018.", "killed", "2018"),
    ("The talks lasted five hours.", "lasted", None),
    ("The army has recently withdrawn.", "withdrawn", None),
    ("The club meets every Friday.", "meets", None),
]


@pytest.mark.parametrize(("text", "word", "expected"), ATTACHMENTS)
def test_governing(parse: Callable[..., ParsedDocument], text: str, word: str, expected: str | None) -> None:
    parsed = parse(text, "2020-06-10")
    token = next(t for t in parsed.doc if t.text == word)
    found = TimeLookup(find_time_expressions(parsed)).governing(token)
    assert (found.text if found else None) == expected


def test_in_sentence_keeps_every_expression(parse: Callable[..., ParsedDocument]) -> None:
    parsed = parse("They met on Monday for two hours. They meet every year.", "2020-06-10")
    lookup = TimeLookup(find_time_expressions(parsed))
    assert [t.text for t in lookup.in_sentence(0)] == ["Monday", "two hours"]
    assert [t.text for t in lookup.in_sentence(1)] == ["every year"]


def test_placing_excludes_lengths_and_vague_words(parse: Callable[..., ParsedDocument]) -> None:
    rows = find_time_expressions(parse("Recently they met for two hours on Monday.", "2020-06-10"))
    assert [(r.text, is_placing(r)) for r in rows] == [
        ("Recently", False),
        ("two hours", False),
        ("Monday", True),
    ]
