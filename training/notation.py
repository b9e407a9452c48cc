"""The short notation in which event mentions are written by hand, read into offsets.

One line an event mention::

    id | TYPE/mode | status | trigger | A: who; who | R: whom | P: place | D: date | S: claimant | K: 1 [| ?]

`id` is document.sentence (two digits, 00 the headline). GUIDE.md says what the fields mean.
"""

import re
from dataclasses import dataclass
from typing import Any

from transforms.reading.labels import MODES_OF_TYPE, STATUSES, TYPES

PARTY_FIELDS = {"A": "actors", "R": "recipients", "P": "places", "S": "claimant"}


class NotationError(ValueError):
    """A line that does not keep to the notation or to the words of its sentence."""


@dataclass(frozen=True)
class Document:
    """A text as a writer left it: sentence 0 is the headline."""

    id: str
    published: str
    sentences: list[str]


def read_texts(text: str) -> list[Document]:
    """Documents of a file of `# id | date` headers with one sentence a line."""
    documents = []
    for part in re.split(r"(?m)^# ", text):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines:
            continue
        identity, _, published = lines[0].partition("|")
        documents.append(Document(identity.strip(), published.strip(), lines[1:]))
    return documents


def locate(words: str, sentence: str) -> list[int]:
    """Span of exact words (`#2` behind them: the second place where they stand).

    Raises:
        NotationError: when the sentence does not hold the words so often.
    """
    wanted, mark, number = words.partition("#")
    wanted = wanted.strip()
    nth = int(number) if number.strip().isdecimal() else int(not mark)
    whole = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", sentence)]
    places = whole or [m.start() for m in re.finditer(re.escape(wanted), sentence)]
    if not wanted or not 1 <= nth <= len(places):
        raise NotationError(f"words not in the sentence: {words!r}")
    return [places[nth - 1], places[nth - 1] + len(wanted)]


def read_parties(field: str, sentence: str) -> list[dict[str, Any]]:
    """Parties of a field: exact words, `words=Name`, or `=Name` for one that only earlier sentences name."""
    parties = []
    for part in (p.strip() for p in field.split(";")):
        if part in ("", "-"):
            continue
        words, equals, name = (p.strip() for p in part.partition("="))
        party: dict[str, Any] = {}
        if words:
            start, end = locate(words, sentence)
            party = {"span": [start, end], "text": sentence[start:end]}
        if equals:
            if not name:
                raise NotationError(f"no name behind '=': {part!r}")
            party["name"] = name
        parties.append(party)
    return parties


def read_line(line: str, sentences: list[str]) -> dict[str, Any]:
    """One event mention of a document whose sentences are given.

    Raises:
        NotationError: says what is wrong with the line.
    """
    fields = [f.strip() for f in line.split("|")]
    if len(fields) not in (10, 11) or (len(fields) == 11 and fields[10] != "?"):
        raise NotationError("10 fields are needed (an 11th may only be '?')")
    _, dot, digits = fields[0].rpartition(".")
    if not dot or not digits.isdecimal() or int(digits) >= len(sentences):
        raise NotationError("no such sentence")
    number = int(digits)
    sentence = sentences[number]
    kind, _, mode = fields[1].partition("/")
    if kind not in TYPES or (mode and mode not in MODES_OF_TYPE.get(kind, ())):
        raise NotationError(f"no such type or mode: {fields[1]}")
    if fields[2] not in STATUSES:
        raise NotationError(f"no such status: {fields[2]}")
    named = {}
    for letter, field in zip("ARPDSK", fields[4:10], strict=True):
        if not field.startswith(letter + ":"):
            raise NotationError(f"field {letter}: is missing or out of order")
        named[letter] = field[2:].strip()
    start, end = locate(fields[3], sentence)
    event: dict[str, Any] = {
        "sentence": number, "type": kind, "mode": mode or None, "status": fields[2],
        "trigger": {"span": [start, end], "text": sentence[start:end]},
    }  # fmt: skip
    event |= {name: read_parties(named[letter], sentence) for letter, name in PARTY_FIELDS.items()}
    event["date"] = read_date(named["D"], number, sentences)
    if not re.fullmatch(r"\d+", named["K"]):
        raise NotationError(f"K must be a number: {named['K']!r}")
    event |= {"event": int(named["K"]), "unsure": len(fields) == 11}
    if not event["actors"] and not event["recipients"]:
        raise NotationError("an event needs a party")
    return event


def read_date(field: str, number: int, sentences: list[str]) -> str:
    """Date field: `-`, `pub`, exact words, or `<` and words of an earlier sentence."""
    if field in ("-", "pub"):
        return field
    if field.startswith("<"):
        if not any(field[1:].strip() in s for s in sentences[: number + 1]):
            raise NotationError(f"no earlier sentence says {field[1:]!r}")
        return "<" + field[1:].strip()
    start, end = locate(field, sentences[number])
    return sentences[number][start:end]
