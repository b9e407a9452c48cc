"""Calendar dates as metadata write them: ISO, numbers with dots or slashes, month names of many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from schemas.documents import PublishedPrecision
from transforms.lexicon.csv_data import read_csv

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date and where it stands in its string; of a month the first day stands."""

    on: date
    precision: PublishedPrecision
    start: int
    end: int


def find_dates(text: str, day_first: bool | None) -> tuple[WrittenDate, ...]:
    """All dates in a string, in order, without overlaps.

    `day_first` says whether 04/05/2024 is 4 May; when None, such a date is left out.
    """
    found: list[WrittenDate] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if any(match.start() < d.end and d.start < match.end() for d in found):
                continue
            written = _read_date(match, day_first)
            if written is not None:
                found.append(written)
    return tuple(sorted(found, key=lambda d: d.start))


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month without its year, and where it ends in its string."""

    month: int
    day: int
    end: int


def match_month_day(text: str, start: int) -> MonthDay | None:
    """The day and month without a year that begin at `start` ("February 3", "3 May")."""
    for pattern in _month_day_patterns():
        if match := pattern.match(text, start):
            return MonthDay(_load_months()[match["name"].casefold()], int(match["day"]), match.end())
    return None


@lru_cache(maxsize=1)
def _month_day_patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _load_months()), key=len, reverse=True))
    name, day = (
        rf"(?P<name>{names})(?![^\W\d_])\.?",
        r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:])",
    )
    no_year = r"(?!,?\s?(?:19|20)\d\d)"
    return tuple(re.compile(form + no_year, re.IGNORECASE) for form in (rf"{name}\s{day}", rf"{day}\s{name}"))


def _read_date(match: re.Match[str], day_first: bool | None) -> WrittenDate | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    for month, day in _read_month_day(parts, day_first):
        try:
            on = date(year, month, day or 1)
        except ValueError:
            continue
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            return WrittenDate(on, "day" if day else "month", match.start(), match.end())
    return None


def _read_month_day(parts: dict[str, str | None], day_first: bool | None) -> Iterator[tuple[int, int | None]]:
    name, a, b = parts.get("name"), parts.get("a"), parts.get("b")
    if name:
        day = parts.get("day")
        yield _load_months()[name.casefold()], int(day) if day else None
    elif a and b:
        first, second = int(a), int(b)
        if parts.get("dot") in (".", "-") and day_first is None:
            day_first = True  # 28.05.2024 and 28-05-2024 are never written month first in prose metadata
        if first == second or first > 12:
            yield second, first
        elif second > 12:
            yield first, second
        elif day_first is not None:
            yield (second, first) if day_first else (first, second)
    else:
        day = parts.get("day")
        yield int(parts["month"] or 0), int(day) if day else None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _load_months()), key=len, reverse=True))
    name = rf"(?P<name>{names})(?![^\W\d_])\.?"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])"
    gap = r"[\s,./\-–|·]{0,3}"
    forms = (
        rf"(?<![\d.]){_YEAR}(?P<dot>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=dot){day}(?!\d)",
        rf"(?<!\d){_YEAR}\s?年\s?(?P<month>1[0-2]|0?[1-9])\s?月\s?{day}\s?日",
        rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=T\d|\D|$)",
        rf"(?<!\d){day}(?:st|nd|rd|th)?{gap}(?:of\s|de\s|d['’]|do\s)?{name}{gap}(?:de\s|del\s|of\s)?{_YEAR}(?!\d)",
        rf"(?<![^\W_]){name}{gap}{day}(?:st|nd|rd|th)?[\s,.|]{{1,3}}{_YEAR}(?!\d)",
        # Unix and JavaScript: Tue May 28 09:05:37 UTC 2024
        rf"(?<![^\W_]){name}\s+{day}\s+(?=[\d:]+\s)[\d:]+\s+(?:[A-Z]{{2,5}}\s+)?{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}{gap}{name}{gap}{day}(?!\d)",
        rf"(?<![\d.:/-])(?P<a>\d{{1,2}})(?P<dot>[./-])\s?(?P<b>\d{{1,2}})(?P=dot)\s?{_YEAR}(?![\d])",
        r"(?<![\d.:/-])(?P<a>\d\d?)(?P<dot>[./])(?P<b>\d\d?)(?P=dot)(?P<year>\d\d)(?![\d.:/-])",
        rf"(?<!\d){day}[-\s](?P<name>{names})[-\s'’](?P<year>\d\d)(?![\d:.])",
        rf"(?<![^\W_])(?<!\d[\s.-]){name}[\s,]{{1,2}}{_YEAR}(?!\d)",
        rf"^\s*{_YEAR}[-/](?P<month>0[1-9]|1[0-2])\s*$",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


@lru_cache(maxsize=1)
def _load_months() -> dict[str, int]:
    path = Path(__file__).with_name("month_names.csv")
    months: dict[str, int] = {}
    for row in read_csv(path):
        for number in range(1, 13):
            for name in row[str(number)].split():
                months.setdefault(name, number)
    return months
