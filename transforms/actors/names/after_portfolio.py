"""Persons behind long portfolios: "Minister of Investment, Industry and Trade Laziz Karimov"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.types import given_names
from transforms.actors.reference.role_words import find_portfolio
from transforms.actors.reference.titles import load_roles
from transforms.actors.words import Words


def part_portfolios(spans: Sequence[NameSpan], words: Words) -> list[NameSpan]:
    """The names, those made of portfolio and person left to the person, portfolios alone dropped.

    Persons behind a portfolio whom no name covers are added.
    """
    parted = [part for span in spans for part in _part(span, words)]
    taken = {i for s in parted for i in range(s.first, s.last)}
    return [*parted, *_find_overlooked(words, taken)]


def _find_overlooked(words: Words, taken: set[int]) -> Iterator[NameSpan]:
    """Yield the two words between a portfolio of several words and a verb."""
    for i in range(3, len(words)):
        if words.pos[i] not in {"VERB", "AUX"} or words.sentence[i] != words.sentence[i - 2]:
            continue
        span = NameSpan(i - 2, i, "person", "PERSON", None, "shape:portfolio")
        is_free = not taken & {i - 1, i - 2}
        is_name = all(words.text[k].istitle() and words.text[k].isalpha() for k in (i - 2, i - 1))
        behind = words.text[i - 3].istitle() and find_portfolio(words, i - 2) is not None
        if is_free and is_name and behind and words.lower[i - 1] not in load_roles():
            yield span


def _part(span: NameSpan, words: Words) -> Iterator[NameSpan]:
    if span.entry is not None or span.type == "location":
        yield span
        return
    if find_portfolio(words, span.last) is None or span.type == "person":
        yield span
        return
    first = _find_person(span, words)
    if first is not None:
        yield replace(span, first=first, type="person", label="PERSON", method="shape:portfolio")
    elif not _person_follows(span, words):
        yield span


def _find_person(span: NameSpan, words: Words) -> int | None:
    """Where the last two words of a name are a person's: the first a given name, or what a verb follows."""
    first = span.last - 2
    if first <= span.first or words.lower[first - 1] in {"and", "of", "for", ",", "&"}:
        return None
    is_name = all(words.text[k].istitle() and words.text[k].isalpha() for k in (first, first + 1))
    follows = span.last < len(words) and words.pos[span.last] in {"VERB", "AUX", "PUNCT"}
    known = words.lower[first] in given_names()
    return first if is_name and (known or follows) and words.lower[first] not in load_roles() else None


def _person_follows(span: NameSpan, words: Words) -> bool:
    """Whether a capitalised word goes on right after a portfolio, as the name of its holder does."""
    k = span.last
    return k < len(words) and words.sentence[k] == words.sentence[span.first] and words.text[k].istitle()
