"""What of a mention can be compared with another one: when, who, where, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_DIGIT = re.compile(r"\d")
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


def is_common(stem: str) -> bool:
    """Whether many reports of whatever hold a word of this stem."""
    return stem in _read_common_stems()


def is_country(name: str) -> bool:
    """Whether one of `gather_words` is the code of a country."""
    return len(name) == 3 and name.isupper()


def is_open(record: EventRecord) -> bool:
    """Whether the event may be none."""
    return record.status in _UNCERTAIN


def bound_time(record: EventRecord) -> tuple[date | None, date | None]:
    """First and last day on which the event may have been; None if it has no date."""
    start, end = record.date_start, record.date_end or record.date_start
    if record.event_type in _SPOKEN and record.status == "actual" and _is_ahead(start, record.published_on):
        # What was said has been said: a later day is that on which it falls due.
        start, end = None, None
    if start is not None and record.date_method == "publication":
        return start - _WEEK, end
    return start, end


def _is_ahead(day: date | None, published_on: date | None) -> bool:
    return day is not None and published_on is not None and day > published_on


def list_countries(actor_ids: Iterable[str], codes: Iterable[str]) -> frozenset[str]:
    """Codes of the countries that parties are or belong to."""
    return frozenset(codes) | {a.removeprefix(COUNTRY) for a in actor_ids if a.startswith(COUNTRY)}


def is_named(actor_id: str) -> bool:
    """Whether a party bears a name of its own and is no country."""
    return not actor_id.startswith((COUNTRY, "group/")) and _DESCRIBED.search(actor_id) is None


def gather_words(actor_ids: Iterable[str]) -> frozenset[str]:
    """Stems of the names in actor ids, and codes of countries, without what every second report names."""
    return frozenset(word for actor_id in actor_ids for word in _split_id(actor_id)) - _read_general_words()


@lru_cache(maxsize=1 << 12)
def gather_names(names: tuple[str, ...]) -> frozenset[str]:
    """`gather_words` of all names of an article: its mentions and figures have them in common."""
    return gather_words(names)


@lru_cache(maxsize=1 << 16)
def _split_id(actor_id: str) -> frozenset[str]:
    kind, _, name = actor_id.partition("/")
    if kind == "country":
        return frozenset({name})
    name = _DESCRIBED.sub("", name)
    if kind in ("location", "place"):
        name = _COUNTRY_SUFFIX.sub("", name)
    return frozenset(cut_stem(w) for w in name.split("-") if len(w) > 2 and not w.isdigit())


def gather_place_words(place_id: str | None, place_text: str | None) -> frozenset[str]:
    """Words of a place below a country: of the one resolved, else of a name in the text."""
    if place_id:
        return frozenset() if place_id.startswith(COUNTRY) else _split_id(place_id)
    text = place_text or ""
    return _split_id("place/" + text.lower().replace(" ", "-")) if text[:1].isupper() else frozenset()


def gather_lead_words(text: str) -> frozenset[str]:
    """Stems in the beginning of an article that few articles hold."""
    return gather_text_words(text) - _read_common_stems()


def gather_text_words(text: str) -> frozenset[str]:
    """Stems of the words of a text, without those of any report."""
    return frozenset(map(cut_stem, _WORD.findall(text))) - _read_general_words()


@lru_cache(maxsize=1 << 12)
def read_trigger(trigger: str) -> str:
    """The stem that stands for a trigger."""
    words = sorted(cut_stem(w) for w in trigger.split() if len(w) > 3)
    return words[0] if words else trigger.lower()


def looks_back(text: str) -> bool:
    """Whether something is told as done before ("had condemned")."""
    lower = text.lower()  # few texts hold the words, and finding that out is cheap
    return ("had" in lower or "hav" in lower) and _PAST_PERFECT.search(text) is not None


def list_numbers(text: str) -> Iterator[str]:
    """Numbers of the text without separators; years and days of a month say nothing of their own."""
    if _DIGIT.search(text) is None:
        return
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
