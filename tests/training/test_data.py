"""The teaching set is well formed, and the documents put aside to judge are untouched and not learned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from training.split import find_round, is_judge
from training.standoff import DIGITS, hash_sentence, read_lines
from training.texts import DATA
from transforms.reading.labels import MODES_OF_TYPE, STATUSES, TYPES

ROLES = ("actors", "recipients", "places", "claimant")
LEARNED = ("own.jsonl", "own_later.jsonl", "own_round4.jsonl")
JUDGES = ("judge.jsonl", "judge_later.jsonl", "judge_round4.jsonl")
WITH_TEXTS = (*LEARNED, *JUDGES, "second_own.jsonl", "second_own_later.jsonl")
LABELS = (
    "wikinews.labels.jsonl",
    "kremlin.labels.jsonl",
    "gum_news.labels.jsonl",
    "second_wikinews.labels.jsonl",
)
# From these documents on a third was put aside to judge.
FIRST_SPLIT = 40


def _list_parties(event: dict[str, Any]) -> list[dict[str, Any]]:
    return [party for role in ROLES for party in event[role]]


def _find_faults(document: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a document, texts aside."""
    date.fromisoformat(document["published"])
    for event in document["events"]:
        name = f"{document['id']}.{event['sentence']:02} {event['trigger']['text']!r}"
        if not 0 <= event["sentence"] < len(document["sentences"]):
            yield f"{name}: sentence"
        if event["type"] not in TYPES or event["mode"] not in (None, *MODES_OF_TYPE.get(event["type"], ())):
            yield f"{name}: type or mode"
        if event["status"] not in STATUSES:
            yield f"{name}: status"
        if not event["actors"] and not event["recipients"]:
            yield f"{name}: no party"
        if not all("span" in party or party.get("name") for party in _list_parties(event)):
            yield f"{name}: a party is neither in the sentence nor named"
        if not isinstance(event["unsure"], bool) or not isinstance(event["event"], int):
            yield f"{name}: unsure or number"


def _find_wrong_words(document: dict[str, Any]) -> Iterator[str]:
    """Spans and dates that are not those of the text."""
    for event in document["events"]:
        sentence = document["sentences"][event["sentence"]]
        name = f"{document['id']}.{event['sentence']:02} {event['trigger']['text']!r}"
        for words in (event["trigger"], *(p for p in _list_parties(event) if "span" in p)):
            start, end = words["span"]
            if not words["text"].strip() or sentence[start:end] != words["text"]:
                yield f"{name}: {words}"
        if not _is_told(event["date"], event["sentence"], document["sentences"]):
            yield f"{name}: date {event['date']!r}"


def _is_told(when: str, number: int, sentences: list[str]) -> bool:
    """Whether the words of a date stand in the sentence (`<`: in it or before it)."""
    if when in ("-", "pub"):
        return True
    told = sentences[: number + 1] if when.startswith("<") else [sentences[number]]
    parts = [part.strip() for part in re.split("[;=]", when.removeprefix("<"))]
    return all(part and any(part in sentence for sentence in told) for part in parts)


@pytest.mark.parametrize("name", [*WITH_TEXTS, *LABELS])
def test_documents_are_well_formed(name: str) -> None:
    documents = read_lines(DATA / name)
    assert documents
    assert [fault for d in documents for fault in _find_faults(d)] == []
    assert len({d["id"] for d in documents}) == len(documents)


@pytest.mark.parametrize("name", WITH_TEXTS)
def test_words_stand_in_their_sentences(name: str) -> None:
    documents = read_lines(DATA / name)
    assert [fault for d in documents for fault in _find_wrong_words(d)] == []
    assert all(d["title"] == d["sentences"][0] and all(s.strip() for s in d["sentences"]) for d in documents)


@pytest.mark.parametrize("name", LABELS)
def test_labels_of_other_texts_hold_hashes_alone(name: str) -> None:
    hashes = re.compile(f"[0-9a-f]{{{DIGITS}}}")
    for document in read_lines(DATA / name):
        assert set(document) == {"id", "url", "published", "sentences", "events"}
        assert all(hashes.fullmatch(s) for s in document["sentences"])


def _read_all(names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [d for name in names for d in read_lines(DATA / name)]


def test_the_judges_are_as_they_were_put_aside() -> None:
    lines = (DATA / "judge.sha256").read_text(encoding="ascii").splitlines()
    assert [line.split("/")[-1] for line in lines] == list(JUDGES)
    for line, name in zip(lines, JUDGES, strict=True):
        assert sha256((DATA / name).read_bytes()).hexdigest() == line.split()[0]


def test_no_judge_document_is_learned() -> None:
    own, judge = _read_all(LEARNED), _read_all(JUDGES)
    assert not {d["id"] for d in own} & {d["id"] for d in judge}
    texts = {tuple(map(hash_sentence, d["sentences"][1:])) for d in own}
    assert not [d["id"] for d in judge if tuple(map(hash_sentence, d["sentences"][1:])) in texts]


def test_the_judge_is_the_third_that_ids_tell() -> None:
    own, judge = _read_all(LEARNED), _read_all(JUDGES)
    assert all(is_judge(d["id"]) for d in judge)
    assert not [d["id"] for d in own if is_judge(d["id"]) and int(d["id"].split(".")[0]) >= FIRST_SPLIT]


def test_documents_of_later_rounds_are_known_as_such() -> None:
    later = _read_all((*LEARNED[1:], *JUDGES[1:], "gum_news.labels.jsonl"))
    assert {find_round(d["id"]) for d in later} == {2, 3, 4}
    first = _read_all(("own.jsonl", "judge.jsonl", "wikinews.labels.jsonl", "kremlin.labels.jsonl"))
    assert {find_round(d["id"]) for d in first} == {1}
