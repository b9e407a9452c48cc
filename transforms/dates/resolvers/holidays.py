"""Resolve holidays to their days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from transforms.dates.context.context import Context
from transforms.dates.context.periods import make_day
from transforms.dates.context.reading import Reading, read_period
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import relative_year, year_number
from transforms.dates.resolvers.choose_year import choose, find_direction
from transforms.lexicon.csv_data import read_csv


@lru_cache(maxsize=1)
def load_holidays() -> dict[str, dict[str, str]]:
    """Rows of holidays.csv by name."""
    return {row["name"]: row for row in read_csv(Path(__file__).with_name("holidays.csv"))}


def holiday(context: Context, c: Candidate) -> Reading | None:
    """Christmas Day 2012, last Easter, Thanksgiving."""
    when = c.words("when")
    words = c.all_words().replace("’", "'").removeprefix(when).lstrip()
    name = max((n for n in load_holidays() if words.startswith(n)), key=len)
    if c.part("year") or c.part("rel"):
        year = year_number(c) if c.part("year") else relative_year(context, c.words("rel"))
        return read_period(make_day(find_holiday(name, year)) if year else None, "holiday")
    if context.published is None:
        return read_period(None)
    told = context.published.start
    if context.published.precision == "year":
        return read_period(make_day(find_holiday(name, told.year)), "holiday", told)
    options = [make_day(find_holiday(name, y)) for y in (told.year - 1, told.year, told.year + 1)]
    if when == "this":
        return read_period(options[1], "holiday", told)
    direction = {"last": "past", "next": "future"}.get(when) or find_direction(context, c)
    return read_period(choose(options, told, direction), "holiday", told)


def find_holiday(name: str, year: int) -> date:
    """The day of a holiday in a year."""
    row = load_holidays()[name]
    if row["after_easter"]:
        return find_easter(year) + timedelta(days=int(row["after_easter"]))
    if row["nth"]:
        first = date(year, int(row["month"]), 1)
        ahead = (int(row["weekday"]) - first.isoweekday()) % 7
        return first + timedelta(days=ahead + 7 * (int(row["nth"]) - 1))
    return date(year, int(row["month"]), int(row["day"]))


def find_easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
