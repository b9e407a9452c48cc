"""Resolve "the same period in 2023": the months or the quarter just told, moved to another year."""

from __future__ import annotations

from transforms.dates.context.context import Context
from transforms.dates.context.periods import (
    Period,
    join,
    make_month,
    make_quarter,
    make_unit,
    make_year,
    shift,
)
from transforms.dates.context.reading import Reading, read_period
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import (
    year_number,
)
from transforms.dates.resolvers.numbers import read_number

UNIT_BY_NOUN = {"week": "W", "day": "D", "month": "M", "quarter": "3M"}


def same_period(context: Context, c: Candidate) -> Reading | None:
    """The same period in 2023: the quarter or months just told, moved to that year."""
    told = _latest_period(context)
    year = _year_meant(context, c, told)
    if year is None:
        return read_period(None)
    day = context.published_day
    noun = next((t.form for t in c.tokens[c.first : c.last] if t.form in UNIT_BY_NOUN), None)
    if day is not None and (noun in ("week", "day") or (noun == "month" and told is None)):
        moved = shift(day, "Y", year - day.year)
        return read_period(make_unit(moved, UNIT_BY_NOUN[noun]) if moved else None, "same_period", day)
    if told is None and noun == "quarter" and day is not None:
        # nothing else told: companies speak of the last full quarter
        ended = shift(day, "Y", year - day.year) or day
        before = (ended.month - 1) // 3
        return read_period(make_quarter(year if before else year - 1, before or 4), "same_period", day)
    if told is None:
        return read_period(make_year(year), "same_period", day)
    return read_period(_move_to_year(told, year), "same_period", told.start)


def _year_meant(context: Context, c: Candidate, told: Period | None) -> int | None:
    """The year to which a period is moved; None where nothing fixes it."""
    if c.part("year"):
        return year_number(c)
    if c.part("years_ago"):
        count = read_number(c.part("years_ago"))
        return context.published_year - int(count) if count and context.published_year else None
    if c.part("rel") and "year before" not in c.all_words():
        return _relative_year(context, c.words("rel"), told)
    base = told.start.year if told else context.published_year
    return base - 1 if base else None


def _relative_year(context: Context, rel: str, told: Period | None) -> int | None:
    base = context.published_year or (told.start.year if told else None)
    if base is None or rel == "this":
        return base
    return min(base - 1, told.start.year - 1) if told is not None else base - 1


def _latest_period(context: Context) -> Period | None:
    """The last month, quarter or half told, before that the last of any kind below the year."""
    for _, period in reversed(context.history[-8:]):
        if period.precision in ("month", "quarter"):
            return period
    return None


def _move_to_year(period: Period, year: int) -> Period:
    years = year - period.start.year
    start = shift(period.start, "Y", years) or period.start
    if period.precision == "quarter" and "-Q" in period.value:
        return make_quarter(year, (period.start.month + 2) // 3)
    if period.precision == "month" and (period.end - period.start).days > 31:
        return join(make_month(year, period.start.month), make_month(year, period.end.month))
    if period.precision == "month":
        moved = make_unit(start, "M")
        if moved is not None and "/" not in period.value:
            return moved
    end = shift(period.end, "Y", years) or period.end
    return Period(f"{year:04d}{period.value[4:]}", start, end, period.precision)


def year_ago_period(context: Context, _: Candidate) -> Reading | None:
    """The year-ago quarter."""
    told = _latest_period(context)
    if told is not None:
        return read_period(_move_to_year(told, told.start.year - 1), "same_period", told.start)
    year = context.published_year
    return read_period(make_year(year - 1) if year else None, "same_period", context.published_day)
