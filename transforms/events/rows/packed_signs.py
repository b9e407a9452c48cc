"""The signs of mentions as numbers: what was packed once is compared by the million (`alike_pairs.py`).

Of a mention there are some facts (days, flags, hashes, sets of countries) and tokens: one for each name, word
and number, with the place where it stands.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from enum import IntEnum, IntFlag
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from schemas.identity import EventRecord, PackedSigns
from schemas.reference_tables import list_country_rows
from transforms.events.rows.mention_signs import (
    COUNTRY,
    bound_time,
    gather_lead_words,
    gather_names,
    gather_place_words,
    gather_text_words,
    gather_words,
    is_common,
    is_country,
    is_named,
    is_open,
    list_countries,
    list_numbers,
    looks_back,
    read_trigger,
)

MISSING = -(1 << 24)  # a day that is not told
TOKEN_BITS = 24  # of the hash of a word; above them stands the place
_FIRST_DAY = date(1970, 1, 1).toordinal()
# Deeds of which the parties act together: who is named first says nothing.
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
COUNTRY_WORDS = 4  # of 64 bits, one for each country


class Fact(IntEnum):
    """Where a fact stands in a row; days are counted since 1970-01-01, the middle ones are hashes."""

    START = 0
    END = 1
    PUBLISHED = 2
    FLAGS = 3
    SENTENCE = 4
    TRIGGER = 5
    DOCUMENT = 6
    STORY = 7
    GROUP = 8
    MODE = 9
    PLACE_COUNTRY = 10
    CONTENT = 11
    ACTOR_COUNTRIES = 12
    RECIPIENT_COUNTRIES = ACTOR_COUNTRIES + COUNTRY_WORDS


FACT_COUNT = Fact.RECIPIENT_COUNTRIES + COUNTRY_WORDS


class Flag(IntFlag):
    """What a mention is or is not."""

    KNOWN_DAY = 1
    OPEN = 2
    DENIED = 4
    BY_PUBLICATION = 8
    LOOKS_BACK = 16
    PLACE_RESOLVED = 32
    MUTUAL = 64
    SURE = 128
    HAS_PARTY = 256


class Place(IntEnum):
    """Where a token stands."""

    ACTORS = 0
    RECIPIENTS = 1
    PARTIES = 2
    PARTY_WORDS = 3
    PLACE_WORDS = 4
    NUMBERS = 5
    NAMED_COUNTRIES = 6
    COMMON_NAMES = 7
    RARE_NAMES = 8
    COMMON_WORDS = 9
    RARE_WORDS = 10
    LEAD = 11


# What turns the token of a party into that of one in a role.
_AS_ACTOR = (Place.ACTORS - Place.PARTIES) << TOKEN_BITS
_AS_RECIPIENT = (Place.RECIPIENTS - Place.PARTIES) << TOKEN_BITS
_FLAGS = tuple(int(flag) for flag in Flag)  # sums of plain numbers are faster


class _Article(NamedTuple):
    """What the mentions of a document have in common: its names and how it begins."""

    names: frozenset[str]
    told_names: str
    name_tokens: array[int]
    lead_tokens: array[int]


def pack_signs(records: Sequence[EventRecord]) -> PackedSigns:
    """The signs of some mentions, a row each in the order of the records."""
    facts, tokens, ends = array("q"), array("q"), array("q")
    for record in records:
        article = _read_article(record.names, record.lead)
        trigger = read_trigger(record.trigger)
        facts.extend(_list_facts(record, trigger, article.told_names))
        # Places ascend, so that the tokens of a mention do.
        tokens.extend(_list_party_tokens(record.actor_ids, record.recipient_ids))
        tokens.extend(_list_place_tokens(record.place_id, record.place_text))
        tokens.extend(_list_tokens(Place.NUMBERS, list_numbers(record.text)))
        tokens.extend(article.name_tokens)
        # A word that is a name of the article, or the trigger, counts as such.
        words = gather_text_words(record.text) - article.names
        tokens.extend(sorted({_tell_word(word) for word in words if word != trigger}))
        tokens.extend(article.lead_tokens)
        ends.append(len(tokens))
    rows = np.array(facts, np.int64).reshape(len(records), FACT_COUNT)
    return PackedSigns(rows, np.array(tokens, np.int64), np.array(ends, np.int64))


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    """0 for nothing."""
    return _digest(word) if word else 0


def _digest(text: str) -> int:
    """A number of 32 bits."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest())


def _list_facts(record: EventRecord, trigger: str, told_names: str) -> tuple[int, ...]:
    start, end = bound_time(record)
    return (
        _count_days(start),
        _count_days(end),
        _count_days(record.published_on),
        _set_flags(record, start, end),
        record.sentence_no,
        _hash(trigger),
        _hash(record.document_id),
        _hash(record.story_id),
        _hash(record.document_group_id),
        _hash(record.event_mode or ""),
        _hash(record.place_country_code or ""),
        _digest(_tell_content(record, told_names)),
        *_set_countries(record.actor_ids, record.actor_countries),
        *_set_countries(record.recipient_ids, record.recipient_countries),
    )


def _set_flags(record: EventRecord, start: date | None, end: date | None) -> int:
    is_by_publication = record.date_method == "publication"
    truths = (
        start is not None and start == end and not is_by_publication,
        is_open(record),
        record.status == "denied",
        is_by_publication,
        looks_back(record.text),
        bool(record.place_id),
        record.event_type in _MUTUAL,
        record.is_sure,
        bool(record.actor_ids or record.recipient_ids),
    )
    return sum(flag for flag, is_true in zip(_FLAGS, truths, strict=True) if is_true)


def _count_days(day: date | None) -> int:
    return MISSING if day is None else day.toordinal() - _FIRST_DAY


def _tell_content(record: EventRecord, told_names: str) -> str:
    """What tells a mention from others of its day, but for ids of rows."""
    told = (record.status, record.trigger, record.text, record.event_mode, record.place_text)
    return f"({repr(told)[1:-1]}, {told_names}, {record.actor_ids!r}, {record.recipient_ids!r})"


@lru_cache(maxsize=1 << 12)
def _set_countries(actor_ids: tuple[str, ...], codes: tuple[str, ...]) -> tuple[int, ...]:
    known = _number_countries()
    bits = 0
    for code in list_countries(actor_ids, codes):
        bits |= 1 << known.get(code, len(known) + _hash(code) % (64 * COUNTRY_WORDS - len(known)))
    size = 8 * COUNTRY_WORDS
    return struct.unpack(f"<{COUNTRY_WORDS}q", bits.to_bytes(size, "little"))  # signed numbers


@cache
def _number_countries() -> dict[str, int]:
    return {code: number for number, code in enumerate(sorted(c.country_code for c in list_country_rows()))}


@lru_cache(maxsize=1 << 12)
def _read_article(names: tuple[str, ...], lead: str) -> _Article:
    found = gather_names(names)
    tokens = sorted({_tell_name(name) for name in found})
    lead_tokens = _list_tokens(Place.LEAD, gather_lead_words(lead))
    return _Article(found, repr(names), array("q", tokens), lead_tokens)


def _list_party_tokens(actor_ids: tuple[str, ...], recipient_ids: tuple[str, ...]) -> list[int]:
    actors, recipients = ([_read_party(a) for a in ids] for ids in (actor_ids, recipient_ids))
    named = {token for token, _ in actors if token}
    others = {token for token, _ in recipients if token}
    words = {word for _, words in actors + recipients for word in words}
    return [
        *sorted(token + _AS_ACTOR for token in named),
        *sorted(token + _AS_RECIPIENT for token in others),
        *sorted(named | others),
        *sorted(words),
    ]


@lru_cache(maxsize=1 << 16)
def _read_party(actor_id: str) -> tuple[int, tuple[int, ...]]:
    """The token of a party (0 if it bears no name), and those of the words of its name."""
    words = () if actor_id.startswith(COUNTRY) else gather_words((actor_id,))
    told = tuple(_tell(Place.PARTY_WORDS, word) for word in words)
    return (_tell(Place.PARTIES, actor_id) if is_named(actor_id) else 0), told


@lru_cache(maxsize=1 << 12)
def _list_place_tokens(place_id: str | None, place_text: str | None) -> array[int]:
    return _list_tokens(Place.PLACE_WORDS, gather_place_words(place_id, place_text))


def _list_tokens(place: Place, words: Iterable[str]) -> array[int]:
    """The tokens of some words, ascending."""
    return array("q", sorted({_tell(place, word) for word in words}))


def _tell_name(name: str) -> int:
    if is_country(name):
        return _tell(Place.NAMED_COUNTRIES, name)
    return _tell(Place.COMMON_NAMES if is_common(name) else Place.RARE_NAMES, name)


@lru_cache(maxsize=1 << 16)
def _tell_word(word: str) -> int:
    return _tell(Place.COMMON_WORDS if is_common(word) else Place.RARE_WORDS, word)


def _tell(place: Place, word: str) -> int:
    """The token of a word."""
    return (place << TOKEN_BITS) + (_hash(word) & ((1 << TOKEN_BITS) - 1))
