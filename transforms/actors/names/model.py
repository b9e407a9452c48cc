"""The language model's entities, without what does not belong to the name at their edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.countries import country_adjectives
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.titles import load_roles, skip_titles
from transforms.actors.words import Words
from transforms.language.parsed_document import ParsedDocument

TYPE_OF_LABEL = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "location",
    "LOC": "location",
    "FAC": "location",
    "NORP": "group",
    "EVENT": "organisation",
    "PRODUCT": "product",
}
BREAKS = {",", ":", ";", "—", "–", "”", "“", "|", "•"}
LEGAL = load_name_words()["legal_forms"]
SUFFIXES = load_name_words()["generations"]
# Lower-case words with which a name may begin.
PARTICLES = load_name_words()["particles"]
NUMERALS = load_name_words()["key_suffixes"]
# Letters of a rank or degree behind a name, at most.
MOST_LETTERS = 3
RANKS = load_name_words()["ranks"]
TICKER = re.compile(r"[A-Z0-9]{2,6}\.[A-Z]{1,3}")
PARTY_SEAT = re.compile(r"[DRI]-[A-Z].*")
MARKS = frozenset("\"'“”‘’«»()[],.;:–—-!?")
EDGE = load_name_words()["edge"]


def trim_entities(parsed: ParsedDocument, words: Words) -> Iterator[NameSpan]:
    """Yield the model's names of persons, bodies, places and groups, trimmed."""
    for entity in parsed.doc.ents:
        kind = TYPE_OF_LABEL.get(entity.label_)
        if kind is None:
            continue
        span = NameSpan(entity.start, entity.end, kind, entity.label_, None, f"ner:{entity.label_}")
        for piece in _split(span, words):
            trimmed = trim(piece, words)
            if trimmed is not None:
                whole = _take_surname(_take_given_name(trimmed, words, parsed), words, parsed)
                yield _take_suffix(_take_second_surname(whole, words), words)


def _split(span: NameSpan, words: Words) -> Iterator[NameSpan]:
    """The names of a list that the model took for one ("Villa: Martinez", "Heinz, Ada Berg")."""
    breaks = [i for i in range(span.first + 1, span.last - 1) if words.text[i] in BREAKS]
    if not breaks or (span.type == "organisation" and _is_one_body(span, breaks, words)):
        yield span
        return
    for first, last in zip([span.first, *(b + 1 for b in breaks)], [*breaks, span.last], strict=True):
        if first < last:
            yield replace(span, first=first, last=last)


def _is_one_body(span: NameSpan, breaks: list[int], words: Words) -> bool:
    """Whether a body's name goes on after its comma ("Alcohol, Tobacco and Firearms", "Apple, Inc.")."""
    if any(words.text[b] != "," for b in breaks):
        return False
    after = words.lower[breaks[-1] + 1 : span.last]
    joined = {"and", "&"} & set(after)
    return bool(joined) or (len(after) == 1 and after[0].rstrip(".") in LEGAL)


def _take_suffix(span: NameSpan, words: Words) -> NameSpan:
    """A person's name with the "Jr." after it."""
    for k in (span.last, span.last + 1):
        if span.type != "person" or k >= len(words) or words.sentence[k] != words.sentence[span.first]:
            return span
        if words.text[k] in SUFFIXES:
            return replace(span, last=k + 1)
        if words.text[k] != ",":
            return span
    return span


def _take_second_surname(span: NameSpan, words: Words) -> NameSpan:
    """A Spanish or Catalan name with the surname after "y" ("de la Cruz | y Ortega")."""
    k = span.last
    if span.type != "person" or span.last - span.first < 2 or k + 1 >= len(words):
        return span
    is_joined = words.lower[k] in {"y", "i"} and words.text[k].islower() and words.text[k + 1].istitle()
    same = words.sentence[k + 1] == words.sentence[span.first]
    return replace(span, last=k + 2) if is_joined and same else span


def _take_given_name(span: NameSpan, words: Words, parsed: ParsedDocument) -> NameSpan:
    """A lone surname takes the capitalised word before it that the parser joins to it ("Getachew | Reda")."""
    k = span.first - 1
    if (
        span.type != "person"
        or span.last - span.first > 1
        or k < 0
        or words.sentence[k] != words.sentence[span.first]
    ):
        return span
    joined = words.dep[k] == "compound" and words.head[k] == span.first and words.tag[k] == "NNP"
    free = parsed.doc[k].ent_type_ == "" and words.text[k].istitle() and words.lower[k] not in load_roles()
    return replace(span, first=k) if joined and free and not _is_edge(words, k) else span


def _take_surname(span: NameSpan, words: Words, parsed: ParsedDocument) -> NameSpan:
    """A lone given name takes the surname that it qualifies and the model left out ("Pat | Rafter")."""
    k = span.last
    if span.type != "person" or span.last - span.first > 1 or k >= len(words):
        return span
    joined = words.dep[k - 1] == "compound" and words.head[k - 1] == k and words.tag[k] == "NNP"
    free = parsed.doc[k].ent_type_ == "" and words.text[k].istitle() and words.lower[k] not in load_roles()
    is_name = joined and free and words.text[k].isalpha() and words.sentence[k] == words.sentence[k - 1]
    return replace(span, last=k + 1) if is_name else span


def trim(span: NameSpan, words: Words) -> NameSpan | None:
    """The span without articles, quotation marks, genitives and titles at its edges; None if that is all."""
    first, last = _trim_edges(words, span.first, span.last)
    if span.type == "person":
        first = _behind_titles(words, first, last)
        last = _before_letters(words, first, last)
    first = _behind_small_words(words, first, last)
    if first < last and _is_tag(words, first, last):
        return None
    if span.type in {"organisation", "person"}:
        last = _before_amount(words, first, last)
    first = _behind_qualifiers(span, words, first, last)
    if not any(words.text[i][0].isupper() or words.text[i][0].isdigit() for i in range(first, last)):
        return None
    if not any(c.isalpha() for c in words.slice(first, last)):
        return None
    return replace(span, first=first, last=last)


def _is_edge(words: Words, i: int) -> bool:
    return words.text[i] in MARKS or words.text[i] in EDGE


def _trim_edges(words: Words, first: int, last: int) -> tuple[int, int]:
    """First and last token without marks, articles and genitives."""
    while first < last and _is_edge(words, first):
        first += 1
    while last > first and (_is_edge(words, last - 1) or words.tag[last - 1] == "POS"):
        last -= 1
    return first, last


def _behind_titles(words: Words, first: int, last: int) -> int:
    """Where a person's name begins behind titles and half an adjective ("the African-American | Nixon")."""
    first = skip_titles(words, first, last)
    while first < last and _is_edge(words, first):
        first += 1
    is_half = last - first > 1 and words.text[first - 1] == "-" and words.text[first] in country_adjectives()
    return first + 1 if is_half else first


def _behind_small_words(words: Words, first: int, last: int) -> int:
    """Where a name begins behind signs and lower-case words, particles kept ("al", "van")."""
    while first < last and not words.text[first][0].isalnum():
        first += 1
    while last - first > 1 and words.text[first].islower() and words.lower[first] not in PARTICLES:
        first += 1
    return first


def _behind_qualifiers(span: NameSpan, words: Words, first: int, last: int) -> int:
    """Where a name begins behind ranks ("Senior"), a number of places, the year of an event."""
    while span.type == "organisation" and last - first > 2 and words.lower[first] in RANKS:
        first += 1
    if span.type == "location" and last - first > 1 and words.pos[first] == "NUM":
        first += 1
    if span.label == "EVENT" and last - first > 1 and words.text[first][0].isdigit():
        first += 1
    return first


def _before_letters(words: Words, first: int, last: int) -> int:
    """The end of a full name before letters of rank or degree ("Ada Berg | KC"); "II" is part of a name."""
    letters = words.text[last - 1] if last - first > 2 else ""
    is_rank = (
        2 <= len(letters) <= MOST_LETTERS and letters.isupper() and words.lower[last - 1] not in NUMERALS
    )
    return last - 1 if is_rank and all(w.istitle() for w in words.text[first : last - 1]) else last


def _is_tag(words: Words, first: int, last: int) -> bool:
    """Whether a span is a ticker ("GRAB.O"), a hashtag or a party and seat ("D-Ohio")."""
    text = words.slice(first, last)
    if first and words.text[first - 1] == "#":
        return True
    return bool(TICKER.fullmatch(text) or PARTY_SEAT.fullmatch(text))


def _before_amount(words: Words, first: int, last: int) -> int:
    """The end of a name without an amount or score after it ("Apple | 1.8 billion euros")."""
    for i in range(first + 1, last):
        text = words.text[i]
        rest = words.slice(i, last)
        if "-" in rest and rest.replace("-", "").isdigit() and len(rest) < 8:  # "Valencia | 3-1"
            return i
        if text[0].isdigit() and (not text.isdigit() or (i + 1 < last and words.text[i + 1][0].islower())):
            return i
    return last
