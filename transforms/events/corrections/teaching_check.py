"""Check teaching sentences by the rules of the notation in which others are written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from transforms.reading.labels import MODES_OF_TYPE, STATUSES, TYPES

PARTIES = ("actors", "recipients", "places", "claimant")


def list_faults(event: dict[str, Any], sentences: Sequence[str]) -> Iterator[str]:
    """What is wrong with an event: types, modes, words that are not at their spans, no party."""
    sentence = sentences[event["sentence"]]
    kind, mode = event["type"], event["mode"]
    if kind not in TYPES or (mode and mode not in MODES_OF_TYPE.get(kind, ())):
        yield f"no such type or mode: {kind}/{mode}"
    if event["status"] not in STATUSES:
        yield f"no such status: {event['status']}"
    for words in (event["trigger"], *(party for name in PARTIES for party in event[name])):
        yield from _check_words(words, sentence)
    if not event["actors"] and not event["recipients"]:
        yield f"{event['trigger']['text']!r} has no party"
    yield from _check_date(event["date"], event["sentence"], sentences)


def _check_words(words: dict[str, Any], sentence: str) -> Iterator[str]:
    if "span" not in words:
        if not words.get("name"):
            yield "a party has neither words nor a name"
        return
    start, end = words["span"]
    if not 0 <= start < end <= len(sentence) or sentence[start:end] != words["text"]:
        yield f"{words['text']!r} is not at {start}..{end} of the sentence"


def _check_date(date: str, number: int, sentences: Sequence[str]) -> Iterator[str]:
    if date in ("-", "pub"):
        return
    words, told = date.removeprefix("<"), sentences[: number + 1] if date[0] == "<" else [sentences[number]]
    if not any(words in text for text in told):
        yield f"no sentence says {date!r}"
