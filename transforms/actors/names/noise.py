"""Names that are no actors: wars and feasts, numbers, compass points, networks as channels."""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.contest import is_portfolio
from transforms.actors.names.types import load_type_words
from transforms.actors.reference.gazetteer import load_entries
from transforms.actors.reference.institution_table import load_institutions
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.places import GENERIC_WORDS
from transforms.actors.reference.tables import read_words
from transforms.actors.reference.titles import load_roles
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words

CHANNELS = load_name_words()["networks"]
# Surnames that are common words as well.
SURNAMES = load_name_words()["word_surnames"]
OFFICES = load_name_words()["bare_offices"]
EVENT_BODIES = load_name_words()["event_bodies"]


def list_storms(words: Words, title: str | None) -> set[str]:
    """Names that a text or its title gives to storms ("Typhoon X"), as written."""
    before = load_type_words()["storm_before"]
    texts = [*words.text, "", *(title or "").split()]
    return {
        name
        for storm, name in pairwise(texts)
        if storm.istitle() and storm.lower() in before and name.istitle()
    }


def is_noise(span: NameSpan, words: Words, storms: Container[str]) -> bool:
    """Names that are no actors: wars and feasts, numbers, single small words, compass points, storms."""
    text = words.slice(span.first, span.last)
    if span.entry is None and span.last < len(words) and words.lower[span.last] == "crude":
        return True  # "Brent crude"
    if not text[0].isalnum():  # "pro-Palestine" set with a dash of its own
        return True
    if span.entry is not None:
        return text in CHANNELS and _is_channel(words, span)
    return _is_shouted(words, span) or _is_storm(words, span, storms) or _is_odd(span, words, text)


def _is_product(text: str, is_lone: bool) -> bool:
    """Whether a name is a product's by its letters: "iPhone", a lone word with digits, "A/B-12"."""
    if text[0] == "i" and text[1:2].isupper():
        return True
    return (is_lone or "/" in text) and any(c.isdigit() for c in text)


def _is_storm(words: Words, span: NameSpan, storms: Container[str]) -> bool:
    """Whether a storm bears a name ("Typhoon X"), here or elsewhere in the text."""
    before, first = load_type_words()["storm_before"], span.first
    if first and words.lower[first - 1] in before:
        return True
    if span.last - first == 2 and words.lower[first] in before:
        return words.text[first + 1] in storms
    return span.last - first == 1 and words.text[first] in storms


def _is_odd(span: NameSpan, words: Words, text: str) -> bool:
    """Whether a name that no table has is a channel, an office, a product, an event or a common word."""
    if text in CHANNELS and _is_channel(words, span):
        return True
    if span.type != "person" and _is_office(text.lower(), words, span.last):
        return True
    if _is_product(text, span.last - span.first == 1):
        return True
    if (
        span.type == "person"
        and span.last - span.first > 1
        and words.lower[span.last - 1] in read_words("thing_nouns.txt")
    ):
        return True
    if text.count("-") == 1 and all(_is_state(part) for part in text.split("-")):
        return True  # "the Haryana-Delhi road" names two places at once
    if text.lower() in read_words("not_whole_names.txt") or text.lower() in GENERIC_WORDS:
        return True
    if span.type != "person" and _is_common_noun(text.lower()):
        return True
    last = words.lower[span.last - 1]
    if span.label == "EVENT" and not EVENT_BODIES & set(words.lower[span.first : span.last]):
        return True
    if (
        any(c.isdigit() for c in text)
        and not any(c.isalpha() and c.islower() for c in text)
        and len(text) > 4
    ):
        return True
    if span.type == "person" and text in SURNAMES and (span.method == "repeat" or span.label == "PERSON"):
        return False
    if text.lower() in read_words("not_names.txt") or (
        last in read_words("not_names.txt") and span.type != "person"
    ):
        return True
    return len(text) < 2


def _is_shouted(words: Words, span: NameSpan) -> bool:
    """Whether a lone word stands in a sentence of capitals, where any noun looks like a name ("OF WHEAT").

    Subjects and persons stay: they are names more often than not.
    """
    i = span.first
    if (
        span.last - i > 1
        or span.type == "person"
        or words.dep[i] in {"nsubj", "nsubjpass"}
        or not words.text[i].isupper()
    ):
        return False
    first = last = i
    while first and words.sentence[first - 1] == words.sentence[i]:
        first -= 1
    while last < len(words) and words.sentence[last] == words.sentence[i]:
        last += 1
    return last - first > 5 and not any(c.islower() for c in words.slice(first, last))


def _is_office(name: str, words: Words, last: int) -> bool:
    """Whether words are a minister's portfolio ("Federal Education | Minister"), or all of his title."""
    parts = name.split()
    if any(is_portfolio(" ".join(parts[k:]), words, last) for k in range(min(2, len(parts)))):
        return True
    return (
        len(parts) > 1 and parts[-1] in OFFICES and "of" not in parts and not {"office", "house"} & set(parts)
    )


def _is_common_noun(name: str) -> bool:
    """Whether a name is but an office or a group of people ("District Magistrate", "Opposition")."""
    institution = load_institutions().get(name)
    return name in load_roles() or (institution is not None and institution.kind != "body")


def _is_state(name: str) -> bool:
    entry = load_entries().get(name)
    return entry is not None and entry.kind in {"country", "region", "capital"}


def _is_channel(words: Words, span: NameSpan) -> bool:
    """Whether a network is only where something was said ("on Facebook", "a Twitter post")."""
    i = span.last - 1
    head = words.head[i]
    return words.dep[i] == "compound" or (
        words.dep[i] == "pobj" and words.lower[head] in load_word_sets()["channel_links"]
    )
