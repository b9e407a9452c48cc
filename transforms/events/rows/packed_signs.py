"""The signs of mentions as numbers: what was packed once is compared by the million (`alike_pairs.py`).

Of a mention there are some facts (days, flags, hashes, sets of countries) and tokens: one for each name, word
and number, with the place where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum, IntFlag
from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np

from schemas.identity import EventRecord, PackedSigns
from schemas.reference_tables import list_country_rows
from transforms.events.rows.mention_signs import Signs, is_common, is_country, read_signs

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


def pack_signs(records: Sequence[EventRecord]) -> PackedSigns:
    """The signs of some mentions, a row each in the order of the records."""
    facts = np.empty((len(records), FACT_COUNT), np.int64)
    tokens: list[int] = []
    ends: list[int] = []
    for row, record in enumerate(records):
        signs = read_signs(record)
        facts[row] = _list_facts(signs)
        tokens += sorted(set(_list_tokens(signs)))
        ends.append(len(tokens))
    return PackedSigns(facts, np.asarray(tokens, np.int64), np.asarray(ends, np.int64))


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    """0 for nothing."""
    return _digest(word) if word else 0


def _digest(text: str) -> int:
    """A number of 32 bits."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest())


def _list_facts(signs: Signs) -> list[int]:
    record = signs.record
    flags = (
        Flag.KNOWN_DAY * signs.is_known_day
        + Flag.OPEN * signs.is_open
        + Flag.DENIED * (record.status == "denied")
        + Flag.BY_PUBLICATION * (record.date_method == "publication")
        + Flag.LOOKS_BACK * signs.looks_back
        + Flag.PLACE_RESOLVED * bool(record.place_id)
        + Flag.MUTUAL * (record.event_type in _MUTUAL)
        + Flag.SURE * record.is_sure
        + Flag.HAS_PARTY * bool(record.actor_ids or record.recipient_ids)
    )
    days = (signs.start, signs.end, record.published_on)
    hashed = (
        signs.trigger, record.document_id, record.story_id, record.document_group_id,
        record.event_mode or "", record.place_country_code or "",
    )  # fmt: skip
    countries = (word for codes in signs.countries for word in _set_countries(codes))
    own = (int(flags), record.sentence_no, *map(_hash, hashed), _digest(_tell_content(record)))
    return [*map(_count_days, days), *own, *countries]


def _count_days(day: date | None) -> int:
    return MISSING if day is None else day.toordinal() - _FIRST_DAY


def _tell_content(record: EventRecord) -> str:
    """What tells a mention from others of its day, but for ids of rows."""
    told = (record.status, record.trigger, record.text, record.event_mode, record.place_text)
    return repr((*told, record.names, record.actor_ids, record.recipient_ids))


def _set_countries(codes: Iterable[str]) -> Iterator[int]:
    known = _number_countries()
    bits = 0
    for code in codes:
        bits |= 1 << known.get(code, len(known) + _hash(code) % (64 * COUNTRY_WORDS - len(known)))
    for _ in range(COUNTRY_WORDS):
        word = bits & ((1 << 64) - 1)
        yield word - (1 << 64) if word >> 63 else word  # as a signed number
        bits >>= 64


@cache
def _number_countries() -> dict[str, int]:
    return {code: number for number, code in enumerate(sorted(c.country_code for c in list_country_rows()))}


def _list_tokens(signs: Signs) -> Iterator[int]:
    # A word that is a name of the article, or the trigger, counts as such.
    names, words = signs.names, signs.words - signs.names - {signs.trigger}
    told: tuple[tuple[Place, Iterable[str]], ...] = (
        (Place.ACTORS, signs.named[0]),
        (Place.RECIPIENTS, signs.named[1]),
        (Place.PARTIES, signs.all_named),
        (Place.PARTY_WORDS, signs.party_words),
        (Place.PLACE_WORDS, signs.place_words),
        (Place.NUMBERS, signs.numbers),
        (Place.NAMED_COUNTRIES, filter(is_country, names)),
        (Place.COMMON_NAMES, (n for n in names if is_common(n) and not is_country(n))),
        (Place.RARE_NAMES, (n for n in names if not is_common(n) and not is_country(n))),
        (Place.COMMON_WORDS, filter(is_common, words)),
        (Place.RARE_WORDS, (w for w in words if not is_common(w))),
        (Place.LEAD, signs.lead),
    )
    for place, found in told:
        for word in found:
            yield (place << TOKEN_BITS) + (_hash(word) & ((1 << TOKEN_BITS) - 1))
