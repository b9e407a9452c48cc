"""The notation of hand-written labels: every field, and what is said of lines that are wrong."""

from __future__ import annotations

from typing import Any

import pytest

from training.check import join_labels
from training.notation import NotationError, locate, read_date, read_line, read_parties, read_texts

SENTENCES = [
    "Ferrymen block Lima pier",
    "On Monday ferrymen blocked a pier, and police beat the ferrymen, a union said.",
    "They want talks with Ana Ruiz.",
]
FIELDS = [
    "31.01.01",
    "PROTEST/obstruct",
    "actual",
    "blocked",
    "A: ferrymen",
    "R: -",
    "P: -",
    "D: -",
    "S: -",
    "K: 1",
]


def _line(**changes: str) -> str:
    """A right line with some fields changed: `f3="beat"` changes the fourth."""
    fields = list(FIELDS)
    for name, value in changes.items():
        fields[int(name[1:])] = value
    return " | ".join(fields)


def _read(**changes: str) -> dict[str, Any]:
    return read_line(_line(**changes), SENTENCES)


def test_a_line_is_an_event() -> None:
    assert _read() == {
        "sentence": 1,
        "type": "PROTEST",
        "mode": "obstruct",
        "status": "actual",
        "trigger": {"span": [19, 26], "text": "blocked"},
        "actors": [{"span": [10, 18], "text": "ferrymen"}],
        "recipients": [],
        "places": [],
        "claimant": [],
        "date": "-",
        "event": 1,
        "unsure": False,
    }


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({"f1": "PROTEST"}, "mode", None),
        ({"f2": "called_for"}, "status", "called_for"),
        ({"f3": "beat"}, "trigger", {"span": [46, 50], "text": "beat"}),
        ({"f4": "A: ferrymen#2"}, "actors", [{"span": [55, 63], "text": "ferrymen"}]),
        ({"f4": "A: =Ana Ruiz"}, "actors", [{"name": "Ana Ruiz"}]),
        ({"f4": "A: ", "f5": "R: a pier"}, "recipients", [{"span": [27, 33], "text": "a pier"}]),
        ({"f6": "P: pier"}, "places", [{"span": [29, 33], "text": "pier"}]),
        ({"f7": "D: Monday"}, "date", "Monday"),
        ({"f7": "D: pub"}, "date", "pub"),
        ({"f7": "D: <Lima"}, "date", "<Lima"),
        ({"f8": "S: a union"}, "claimant", [{"span": [65, 72], "text": "a union"}]),
        ({"f9": "K: 12"}, "event", 12),
        ({"f9": "K: 1 | ?"}, "unsure", True),
        ({"f0": "31.01.00", "f3": "block", "f4": "A: Ferrymen"}, "sentence", 0),
    ],
)
def test_every_field_is_read(changes: dict[str, str], name: str, value: object) -> None:
    assert _read(**changes)[name] == value


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"f9": "K: 1 | !"}, "10 fields are needed"),
        ({"f9": "K: 1 | ? | ?"}, "10 fields are needed"),
        ({"f0": "31.01.03"}, "no such sentence"),
        ({"f0": "31.01.x"}, "no such sentence"),
        ({"f0": "31.01.-1"}, "no such sentence"),
        ({"f0": "31.01.-2"}, "no such sentence"),
        ({"f0": "31"}, "no such sentence"),
        ({"f1": "MARCH"}, "no such type or mode: MARCH"),
        ({"f1": "PROTEST/phone"}, "no such type or mode: PROTEST/phone"),
        ({"f1": "AID/phone"}, "no such type or mode: AID/phone"),
        ({"f2": "done"}, "no such status: done"),
        ({"f3": "marched"}, "words not in the sentence: 'marched'"),
        ({"f3": "blocked#2"}, "words not in the sentence: 'blocked#2'"),
        ({"f3": "blocked#0"}, "words not in the sentence: 'blocked#0'"),
        ({"f3": "blocked#x"}, "words not in the sentence: 'blocked#x'"),
        ({"f3": "blocked#"}, "words not in the sentence: 'blocked#'"),
        ({"f3": ""}, "words not in the sentence: ''"),
        ({"f4": "A: police; miners"}, "words not in the sentence: 'miners'"),
        ({"f4": "A: police="}, "no name behind '=': 'police='"),
        ({"f4": "A: ="}, "no name behind '=': '='"),
        ({"f4": "ferrymen"}, "field A: is missing or out of order"),
        ({"f4": "R: -", "f5": "A: ferrymen"}, "field A: is missing or out of order"),
        ({"f7": "D: Friday"}, "words not in the sentence: 'Friday'"),
        ({"f7": "D: <Friday"}, "no earlier sentence says 'Friday'"),
        ({"f7": "D: <talks"}, "no earlier sentence says 'talks'"),
        ({"f8": "D: -"}, "field S: is missing or out of order"),
        ({"f9": "K: -"}, "K must be a number: '-'"),
        ({"f9": "K:"}, "K must be a number: ''"),
        ({"f4": "A: -"}, "an event needs a party"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(changes: dict[str, str], message: str) -> None:
    with pytest.raises(NotationError) as caught:
        _read(**changes)
    assert message in str(caught.value)


@pytest.mark.parametrize("line", ["", "31.01.01", " | ".join(FIELDS[:9])])
def test_a_short_line_is_wrong(line: str) -> None:
    with pytest.raises(NotationError, match="10 fields are needed"):
        read_line(line, SENTENCES)


@pytest.mark.parametrize(
    ("words", "sentence", "span"),
    [
        ("art", "The party and its art", [18, 21]),
        ("art", "The party", [5, 8]),
        ("art#2", "art for art", [8, 11]),
        (" art #1", "art for art", [0, 3]),
        ("U.S. (aid)", "More U.S. (aid) came", [5, 15]),
    ],
)
def test_whole_words_come_before_parts_of_words(words: str, sentence: str, span: list[int]) -> None:
    assert locate(words, sentence) == span


@pytest.mark.parametrize("field", ["", "-", " ; - ;"])
def test_no_party_is_told_by_a_dash(field: str) -> None:
    assert read_parties(field, SENTENCES[1]) == []


def test_words_and_name_of_a_party() -> None:
    parties = read_parties("They=the ferrymen; Ana Ruiz; =police", SENTENCES[2])
    assert parties == [
        {"span": [0, 4], "text": "They", "name": "the ferrymen"},
        {"span": [21, 29], "text": "Ana Ruiz"},
        {"name": "police"},
    ]


@pytest.mark.parametrize(
    ("field", "number", "date"),
    [("-", 0, "-"), ("pub", 0, "pub"), ("< Monday", 2, "<Monday"), ("On Monday", 1, "On Monday")],
)
def test_dates(field: str, number: int, date: str) -> None:
    assert read_date(field, number, SENTENCES) == date


def test_texts_begin_with_their_id_and_date() -> None:
    documents = read_texts(
        "# 31.01 | 2019-11-20\nPier shut\n\n  Mali fled.  \n# 31.02 | 2020-01-02\nRain #1\n"
    )
    assert [(d.id, d.published, d.sentences) for d in documents] == [
        ("31.01", "2019-11-20", ["Pier shut", "Mali fled."]),
        ("31.02", "2020-01-02", ["Rain #1"]),
    ]


def test_labels_join_their_texts_and_wrong_lines_are_listed() -> None:
    texts = "# 31.01 | 2019-11-20\n" + "\n".join(SENTENCES)
    labels = "\n".join(["# first pass", _line(), "", _line(f2="done"), _line(f0="99.01.01")])
    (document,), problems = join_labels(texts, labels)
    assert (document["id"], document["published"]) == ("31.01", "2019-11-20")
    assert (document["title"], document["sentences"]) == (SENTENCES[0], SENTENCES)
    assert [e["trigger"]["text"] for e in document["events"]] == ["blocked"]
    assert [p.split(": ")[0] for p in problems] == ["line 4", "line 5"]
    assert "no such status: done" in problems[0]
    assert "no document '99.01'" in problems[1]
