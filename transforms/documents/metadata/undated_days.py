"""Days that stand without their year: what is written, and the year where the text makes it certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from transforms.documents.metadata.date_forms import find_dates, match_month_day
from transforms.documents.metadata.datelines import Dateline
from transforms.documents.metadata.published_date import PublishedDate
from transforms.lexicon.calendar_words import list_openings

_LONGEST_LINE = 60  # characters; a longer line is no line of a date
_WORD_START = re.compile(r"(?<![\w:.])\w")
_WEEKDAYS = list_openings("weekday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[a-z]*\b\.?,? ?$", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,$€£])\b((?:19|20)\d\d)\b(?![\d%]|,\d)")
_LEAST_YEARS = 2


def find_undated_day(dateline: Dateline | None, head: Sequence[str]) -> str | None:
    """The day that the dateline, else a line of the head, states without its year, as it is written."""
    if dateline is not None and (dateline.on is not None or dateline.day is not None):
        return dateline.day
    return next((day for line in head if (day := _find_day(line)) is not None), None)


def infer_published(day: str | None, head: Sequence[str], body: Sequence[str]) -> PublishedDate | None:
    """The date of a day without year; None where it is not certain.

    Certain it is where the opening writes the same day with its year, and no other; or where a weekday
    stands with the day, the body names two years or more, and of the last one and the one before it exactly
    one that is named has that weekday on that day.
    """
    if day is None:
        return None
    month, number, _ = _read_day(day)
    told = {found.on for found in find_dates(body[0] if body else "", None) if found.precision == "day"}
    if len(told) == 1 and [(on.month, on.day) for on in told] == [(month, number)]:
        return PublishedDate(told.pop(), None, "day")
    weekday = _find_weekday(day, head)
    years = {int(match[1]) for text in body for match in _YEAR.finditer(text)}
    if weekday is None or len(years) < _LEAST_YEARS:
        return None
    fitting = [year for year in years if year >= max(years) - 1 and _falls_on(year, month, number, weekday)]
    return PublishedDate(date(fitting[0], month, number), None, "day") if len(fitting) == 1 else None


def _find_day(line: str) -> str | None:
    if len(line) > _LONGEST_LINE or not any(char.isdigit() for char in line):
        return None
    month, _, span = _read_day(line)
    if not month or _YEAR.search(line):
        return None
    weekday = _WEEKDAY.search(line[: span[0]])
    return line[weekday.start() if weekday else span[0] : span[1]].strip(" .,")


def _read_day(text: str) -> tuple[int, int, tuple[int, int]]:
    """Month, day and place of the first day without year in a text; zeros where none stands there."""
    for start in _WORD_START.finditer(text):
        found = match_month_day(text, start.start())
        if found is not None:
            return found.month, found.day, (start.start(), found.end)
    return 0, 0, (0, 0)


def _find_weekday(day: str, head: Sequence[str]) -> int | None:
    """The weekday that stands before the day, 0 for Monday: in its own words or in a line that repeats it."""
    month, number, _ = _read_day(day)
    for text in (day, *(line for line in head if len(line) <= _LONGEST_LINE)):
        found_month, found_number, span = _read_day(text)
        weekday = _WEEKDAY.search(text[: span[0]])
        if weekday is not None and (found_month, found_number) == (month, number):
            return _WEEKDAYS.index(weekday[1].lower())
    return None


def _falls_on(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False
