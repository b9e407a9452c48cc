"""What of a mention can be compared with another one: when, who, where, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from schemas.identifiers import DESCRIBED_SUFFIX
from schemas.identity import EventRecord
from transforms.lexicon.word_lists import read_lines

STEM = 5
COUNTRY = "country/"
_DESCRIBED = re.compile(DESCRIBED_SUFFIX)
_WORD = re.compile(r"[^\W\d_]{4,}")
# Two digits or more, or with a decimal point; "1,800" is one number, "12 million" another than 12.
_NUMBER = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)(?![\w])(?:\s+(million|billion|percent))?")
_PAST_PERFECT = re.compile(r"\b(?:had|having)\s+(?:\w+ly\s+|also\s+|not\s+)?(?:been\s+)?\w+", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_GENERAL_WORDS_PATH = Path(__file__).with_name("general_words.txt")
_COMMON_STEMS_PATH = Path(__file__).with_name("common_stems.txt")
# A day that is only that of publication may be one of the week before.
_WEEK = timedelta(days=7)
_COUNTRY_SUFFIX = re.compile(r"-[a-z]{3}$")
_UNCERTAIN = frozenset({"planned", "called_for", "hypothetical"})
# Deeds that are done by saying so.
_SPOKEN = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Signs:
    """A mention as it is compared; of the pairs the first is for actors, the second for recipients.

    `all_named` are the named of both roles. `start` and `end` bound the event (None: it has no date),
    `is_known_day` is whether the text says the very day, `looks_back` whether it is told as done before ("had
    condemned"). `lead` are the rare words with which its article begins. Words are cut to stems; those that
    many reports share are left out.
    """

    record: EventRecord
    start: date | None
    end: date | None
    is_known_day: bool
    is_open: bool
    countries: tuple[frozenset[str], frozenset[str]]
    named: tuple[frozenset[str], frozenset[str]]
    all_named: frozenset[str]
    party_words: frozenset[str]
    place_words: frozenset[str]
    names: frozenset[str]
    lead: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    looks_back: bool
    trigger: str


def read_signs(record: EventRecord) -> Signs:
    """The signs of a mention."""
    parties = (record.actor_ids, record.recipient_ids)
    start, end = _bound(record)
    named = frozenset(_list_named(record.actor_ids)), frozenset(_list_named(record.recipient_ids))
    return Signs(
        record=record,
        start=start,
        end=end,
        is_known_day=start is not None and start == end and record.date_method != "publication",
        is_open=record.status in _UNCERTAIN,
        countries=(
            _list_countries(record.actor_ids, record.actor_countries),
            _list_countries(record.recipient_ids, record.recipient_countries),
        ),
        named=named,
        all_named=named[0] | named[1],
        party_words=gather_words(p for ids in parties for p in ids if not p.startswith(COUNTRY)),
        place_words=_read_place(record),
        names=gather_names(record.names),
        lead=_read_lead(record.lead),
        words=frozenset(cut_stem(w) for w in _WORD.findall(record.text)) - _read_general_words(),
        numbers=frozenset(_list_numbers(record.text)),
        looks_back=_PAST_PERFECT.search(record.text) is not None,
        trigger=_read_trigger(record.trigger),
    )


def is_common(stem: str) -> bool:
    """Whether many reports of whatever hold a word of this stem."""
    return stem in _read_common_stems()


def is_country(name: str) -> bool:
    """Whether a name of `Signs.names` is the code of a country."""
    return len(name) == 3 and name.isupper()


def _bound(record: EventRecord) -> tuple[date | None, date | None]:
    start, end = record.date_start, record.date_end or record.date_start
    if record.event_type in _SPOKEN and record.status == "actual" and _is_ahead(start, record.published_on):
        # What was said has been said: a later day is that on which it falls due.
        start, end = None, None
    if start is not None and record.date_method == "publication":
        return start - _WEEK, end
    return start, end


def _is_ahead(day: date | None, published_on: date | None) -> bool:
    return day is not None and published_on is not None and day > published_on


def _list_countries(actor_ids: Iterable[str], codes: Iterable[str]) -> frozenset[str]:
    return frozenset(codes) | {a.removeprefix(COUNTRY) for a in actor_ids if a.startswith(COUNTRY)}


def _list_named(actor_ids: Iterable[str]) -> list[str]:
    return [a for a in actor_ids if not a.startswith((COUNTRY, "group/")) and not _DESCRIBED.search(a)]


def gather_words(actor_ids: Iterable[str]) -> frozenset[str]:
    """Stems of the names in actor ids, and codes of countries, without what every second report names."""
    return frozenset(word for actor_id in actor_ids for word in _split_id(actor_id)) - _read_general_words()


@lru_cache(maxsize=1 << 12)
def gather_names(names: tuple[str, ...]) -> frozenset[str]:
    """`gather_words` of all names of an article: its mentions and figures have them in common."""
    return gather_words(names)


@cache
def _split_id(actor_id: str) -> frozenset[str]:
    kind, _, name = actor_id.partition("/")
    if kind == "country":
        return frozenset({name})
    name = _DESCRIBED.sub("", name)
    if kind in ("location", "place"):
        name = _COUNTRY_SUFFIX.sub("", name)
    return frozenset(cut_stem(w) for w in name.split("-") if len(w) > 2 and not w.isdigit())


def _read_place(record: EventRecord) -> frozenset[str]:
    """Words of a place below a country: of the one resolved, else of a name in the text."""
    if record.place_id:
        return frozenset() if record.place_id.startswith(COUNTRY) else _split_id(record.place_id)
    text = record.place_text or ""
    return _split_id("place/" + text.lower().replace(" ", "-")) if text[:1].isupper() else frozenset()


@lru_cache(maxsize=1 << 12)
def _read_lead(text: str) -> frozenset[str]:
    """Stems in the beginning of an article that few articles hold."""
    stems = frozenset(map(cut_stem, _WORD.findall(text)))
    return frozenset(stem for stem in stems - _read_general_words() if not is_common(stem))


def _read_trigger(trigger: str) -> str:
    words = sorted(cut_stem(w) for w in trigger.split() if len(w) > 3)
    return words[0] if words else trigger.lower()


def _list_numbers(text: str) -> Iterable[str]:
    """Numbers of the text without separators; years and days of a month say nothing of their own."""
    for match in _NUMBER.finditer(text):
        number, scale = match.group(1).replace(",", ""), match.group(2)
        if scale:
            yield f"{number} {scale}"
        elif len(number) > 1 and not _YEAR.fullmatch(number) and not (number.isdigit() and int(number) <= 31):
            yield number


def cut_stem(word: str) -> str:
    """The first letters of a word, in lower case."""
    return word[:STEM].lower()


@cache
def _read_general_words() -> frozenset[str]:
    return _read_words(_GENERAL_WORDS_PATH)


@cache
def _read_common_stems() -> frozenset[str]:
    return _read_words(_COMMON_STEMS_PATH)


def _read_words(path: Path) -> frozenset[str]:
    return frozenset(map(cut_stem, read_lines(path)))
