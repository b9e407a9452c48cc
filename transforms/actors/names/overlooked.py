"""Names that the language model overlooks: places after "in", newspapers before "newspaper"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.types import load_type_words
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.places import load_places
from transforms.actors.reference.tables import read_words
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold

BEFORE = load_name_words()["before_places"]
COMPASS = load_name_words()["compass"]
CAPTURING = load_name_words()["capturing"]
LONGEST = 3


def find_overlooked_places(words: Words, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Yield names of places in no span: "from Chibok in northern Nigeria", "in Araraquara"."""
    taken = {i for s in spans for i in range(s.first, s.last)}
    states = {
        s.first for s in spans if s.entry is not None and s.entry.kind in {"country", "region", "capital"}
    }
    for i in range(1, len(words)):
        is_taken = words.lemma[i - 1] in CAPTURING and words.pos[i - 1] == "VERB"
        if not is_taken and words.lower[i - 1] not in BEFORE:
            continue
        if i in taken or words.sentence[i - 1] != words.sentence[i]:
            continue
        last = _end_of_name(words, i, taken)
        name = fold(words.slice(i, last)) if last > i else ""
        if not name or name in read_words("not_names.txt") or name in read_words("not_whole_names.txt"):
            continue
        is_object = is_taken and words.dep[last - 1] == "dobj" and words.head[last - 1] == i - 1
        if is_object or _beside_state(words, last, states) or name in load_places():
            yield NameSpan(i, last, "location", "GPE", None, "shape:place")


def _end_of_name(words: Words, first: int, taken: set[int]) -> int:
    last = first
    while last < len(words) and last - first < LONGEST and _is_part(words, last, first, taken):
        last += 1
    return last


def complete_place(span: NameSpan, words: Words) -> NameSpan:
    """A place's name cut after its first words, where the table has the whole ("Novi | Sad")."""
    if span.entry is not None or span.type not in {"location", "person", "organisation"}:
        return span
    last = span.last
    while last < len(words) and last - span.first < LONGEST and _goes_on(words, last):
        last += 1
        if fold(words.slice(span.first, last)) in load_places():
            return replace(span, last=last, type="location", label="GPE", method="shape:place")
    return span


def _goes_on(words: Words, k: int) -> bool:
    """Whether the word at `k` can be a further part of the name before it."""
    return words.text[k].istitle() and words.text[k].isalpha() and words.sentence[k] == words.sentence[k - 1]


def find_overlooked_media(words: Words, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Yield names of newspapers and stations in no span: "the Diario Serrano newspaper"."""
    taken = {i for s in spans for i in range(s.first, s.last)}
    nouns = load_type_words()["media_after"]
    for i in range(1, len(words)):
        if words.text[i] not in nouns:
            continue
        first = i
        while first and i - first <= LONGEST and _is_part(words, first - 1, i, taken):
            first -= 1
        if first < i and not words.sentence_start(first):
            yield NameSpan(first, i, "organisation", "ORG", None, "shape:media")


def _is_part(words: Words, k: int, first: int, taken: set[int]) -> bool:
    word = words.text[k]
    fits = words.tag[k] == "NNP" and word.istitle() and word.isalpha() and len(word) > 2
    return fits and k not in taken and words.sentence[k] == words.sentence[first]


def _beside_state(words: Words, k: int, states: set[int]) -> bool:
    """Whether a state or region follows: ", Nigeria", "in northern Nigeria"."""
    if k + 1 >= len(words) or words.text[k] not in {",", "in", "("}:
        return False
    k += 2 if words.text[k] == "in" and words.lower[k + 1] in COMPASS else 1
    return k in states
