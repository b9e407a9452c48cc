"""Lone words of documents, labelled by what the rest of each document says of them.

A word is a person's where the document names somebody in full whose last name it is; the judge doesn't see
the full name, as in an article that takes the person for known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.actors.entities import Entity
from transforms.actors.name_spans import NameSpan
from transforms.actors.names.lone_words import find_lone_words, is_word_of_name
from transforms.actors.words import Words

PARTS = frozenset({"person", "organisation", "location"})


@dataclass(frozen=True, slots=True, eq=False)
class LabelledWords:
    """A document with its first names and, by token, whether a lone word names a person."""

    name: str
    words: Words
    spans: list[NameSpan]
    right: dict[int, bool]
    known: list[tuple[int, bool]]


def label_told(
    name: str, words: Words, spans: list[NameSpan], entities: Iterable[Entity], parties: Iterable[str] = ()
) -> LabelledWords:
    """Labels of an annotated report; `parties` are full names that its annotation gives."""
    listed = list(entities)
    surnames = {n.split()[-1] for e in listed if e.type == "person" for n in e.names if " " in n}
    surnames |= {n.split()[-1] for n in parties if _is_full_name(n)}
    bodies = {n.split()[-1] for e in listed if e.type != "person" for n in e.names}
    doubtful = surnames & bodies | {n for e in listed if e.type == "person" for n in e.names if " " not in n}
    lone = find_lone_words(words, spans)
    right = {
        i: words.text[i] in surnames
        for i in lone
        if words.text[i] not in doubtful or words.text[i] in surnames - bodies
    }
    return LabelledWords(name, words, spans, right, list_known(words, listed))


def label_chains(
    name: str, words: Words, spans: list[NameSpan], mentions: Sequence[Mapping[str, Any]]
) -> LabelledWords:
    """Labels of a document of GUM: what its shortest mention that covers a word is."""
    right = {}
    for i in find_lone_words(words, spans):
        covering = [m for m in mentions if m["start"] <= words.start[i] and words.end[i] <= m["end"]]
        least = min(covering, key=lambda m: m["end"] - m["start"], default=None)
        is_own = least is not None and len(least["text"].split()) <= 2
        right[i] = bool(is_own and least is not None and least["type"] == "person")
    return LabelledWords(name, words, spans, right, [])


def list_known(words: Words, entities: Iterable[Entity]) -> list[tuple[int, bool]]:
    """Heads of names of persons in full, and of bodies and places that no table has, a person's or not."""
    found = []
    for entity in entities:
        is_state = entity.type == "country" or (entity.reference or "").startswith(("country/", "location/"))
        if entity.type not in PARTS or is_state or not entity.is_named:
            continue
        found += [
            (span.last - 1, entity.type == "person")
            for span in entity.spans
            if entity.type != "person" or span.last - span.first > 1
        ]
    return [(i, is_person) for i, is_person in found if is_word_of_name(words.text[i])]


def _is_full_name(name: str) -> bool:
    parts = name.split()
    return len(parts) == 2 and all(is_word_of_name(p) for p in parts)
