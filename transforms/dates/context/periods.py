"""Spans of the calendar with their TIMEX3 value."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.events import DatePrecision

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
FINENESS: dict[DatePrecision, int] = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4, "decade": 5}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days: `value` is TIMEX3, `start` and `end` are its first and last day."""

    value: str
    start: date
    end: date
    precision: DatePrecision


def make_day(on: date) -> Period:
    """One day."""
    return Period(on.isoformat(), on, on, "day")


def make_valid_day(year: int, month: int, day: int) -> Period | None:
    """One day by its numbers; None where the calendar has no such day."""
    try:
        return make_day(date(year, month, day))
    except ValueError:
        return None


def make_week(on: date) -> Period:
    """The ISO week (Monday to Sunday) that holds a day."""
    year, week, weekday = on.isocalendar()
    monday = on - timedelta(days=weekday - 1)
    return Period(f"{year}-W{week:02d}", monday, monday + timedelta(days=6), "week")


def make_weekend(on: date) -> Period:
    """Saturday and Sunday of the ISO week that holds a day."""
    week = make_week(on)
    return Period(f"{week.value}-WE", week.start + timedelta(days=5), week.end, "day")


def make_month(year: int, month: int) -> Period:
    """One month; the number may run over or under the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Period(
        f"{year:04d}-{month:02d}",
        date(year, month, 1),
        date(year, month, monthrange(year, month)[1]),
        "month",
    )


def make_quarter(year: int, number: int) -> Period:
    """One quarter; the number may run over or under the year."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    last = make_month(year, 3 * number)
    return Period(f"{year:04d}-Q{number}", date(year, 3 * number - 2, 1), last.end, "quarter")


def make_half(year: int, number: int) -> Period:
    """One half of a year."""
    first, last = make_month(year, 6 * number - 5), make_month(year, 6 * number)
    return Period(f"{year:04d}-H{number}", first.start, last.end, "quarter")


def make_season(year: int, code: str) -> Period:
    """A season of the northern year; the winter of a year begins in its December."""
    first = make_month(year, SEASON_MONTHS[code])
    last = make_month(year, SEASON_MONTHS[code] + 2)
    return Period(f"{year:04d}-{code}", first.start, last.end, "quarter")


def make_year(year: int) -> Period:
    """One calendar year."""
    return Period(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), "year")


def make_decade(year: int) -> Period:
    """The ten years that begin with the year's tens."""
    first = year // 10 * 10
    return Period(f"{first // 10:03d}X", date(first, 1, 1), date(first + 9, 12, 31), "decade")


def make_century(number: int) -> Period:
    """The n-th century as newspapers count: the 20th holds 1900 to 1999."""
    first = (number - 1) * 100
    return Period(f"{number - 1:02d}XX", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "decade")


def join(first: Period, last: Period) -> Period:
    """From one period to another, with an ISO interval as value."""
    return Period(f"{first.value}/{last.value}", first.start, max(first.end, last.end), first.precision)


def add_months(on: date, count: int) -> date:
    """The same day some months on; the last of the month where there is none."""
    index = on.year * 12 + on.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def make_unit(on: date, unit: str) -> Period | None:
    """The day, week, month, quarter, year, decade or century that holds a day; None for other units."""
    makers = {
        "D": lambda: make_day(on),
        "W": lambda: make_week(on),
        "2W": lambda: make_week(on),
        "WE": lambda: make_weekend(on),
        "M": lambda: make_month(on.year, on.month),
        "3M": lambda: make_quarter(on.year, (on.month + 2) // 3),
        "6M": lambda: make_half(on.year, (on.month + 5) // 6),
        "Y": lambda: make_year(on.year),
        "10Y": lambda: make_decade(on.year),
        "100Y": lambda: make_century(on.year // 100 + 1),
    }
    return makers[unit]() if unit in makers else None


def shift(on: date, unit: str, count: int) -> date | None:
    """A day moved by whole units; None for units below the day or outside the calendar."""
    try:
        if unit == "D":
            return on + timedelta(days=count)
        if unit in ("W", "WE", "2W"):
            return on + timedelta(days=count * (14 if unit == "2W" else 7))
        months = {"M": 1, "3M": 3, "6M": 6, "Y": 12, "10Y": 120, "100Y": 1200, "1000Y": 12000}.get(unit)
        return None if months is None else add_months(on, months * count)
    except (ValueError, OverflowError):
        return None
