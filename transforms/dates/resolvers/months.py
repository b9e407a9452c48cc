"""Resolve months, ranges of months and the weeks and weekdays inside them."""

from __future__ import annotations

from datetime import timedelta

from transforms.dates.context.context import Context
from transforms.dates.context.periods import (
    Period,
    join,
    make_month,
    make_week,
    make_weekend,
    make_year,
)
from transforms.dates.context.reading import Reading, narrow_to_edge, read_period
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import (
    borrow_year,
    keep_parts,
    month_number,
    relative_year,
    weekday_number,
    year_number,
)
from transforms.dates.resolvers.choose_year import resolve_month
from transforms.dates.resolvers.days import calendar_day, single_day
from transforms.dates.resolvers.numbers import read_ordinal
from transforms.dates.resolvers.relative_words import LAST, NEXT
from transforms.dates.resolvers.years import year


def month(context: Context, c: Candidate) -> Reading | None:
    """A month with year, with "this year", or alone."""
    number = month_number(c, "month")
    if number is None:
        return None
    edge, rel = c.words("edge"), c.words("rel")
    if c.part("year"):
        return narrow_to_edge(read_period(make_month(year_number(c) or 1, number)), edge)
    borrowed = borrow_year(c) if not rel else None
    if borrowed is not None:
        return narrow_to_edge(read_period(make_month(borrowed, number), "range"), edge)
    anchor = context.published_day
    if rel and c.rule.name == "month_relative_year":
        year = relative_year(context, rel)
        return narrow_to_edge(
            read_period(make_month(year, number) if year else None, "relative_year", anchor), edge
        )
    if rel and context.published_month is not None:
        period = _step_month(context.published_month, number, rel)
        return narrow_to_edge(read_period(period, "relative_month", anchor), edge)
    return narrow_to_edge(read_period(resolve_month(context, c, number), "month_name", anchor), edge)


def _step_month(told: Period, number: int, rel: str) -> Period:
    year = told.start.year
    if rel in LAST:
        return make_month(year if number < told.start.month else year - 1, number)
    if rel in NEXT:
        return make_month(year if number > told.start.month else year + 1, number)
    return make_month(year, number)


def month_range(context: Context, c: Candidate) -> Reading | None:
    """January-March 2024."""
    first, last = month_number(c, "month"), month_number(c, "month2")
    if first is None or last is None:
        return None
    if c.part("year"):
        year = year_number(c) or 1
        start, end, anchor = make_month(year - (last < first), first), make_month(year, last), None
    else:
        found = resolve_month(context, c, last)
        if found is None:
            return read_period(None)
        end, anchor = found, context.published_day
        start = make_month(end.start.year - (last < first), first)
    return read_period(join(start, end), "month_range", anchor)


def week_of(context: Context, c: Candidate) -> Reading | None:
    """The last week of July, the third week of 2018: seven days of the month or year."""
    number = -1 if c.words("number") in ("last", "final") else read_ordinal(c.part("number"))
    told: Reading | None
    if c.part("base"):
        told = _relative_base(context, c)
    elif not c.part("month"):
        told = year(context, keep_parts(c, "year"))
    else:
        told = month(context, keep_parts(c, "month", "year"))
    if number is None or told is None or told.start is None or told.end is None:
        return read_period(None)
    inside = told.end - timedelta(days=3) if number == -1 else told.start + timedelta(days=7 * number - 4)
    if inside > told.end:
        return None
    make = make_weekend if c.words("unit") == "weekend" else make_week
    return read_period(make(inside), "week_of", told.anchor)


def _relative_base(context: Context, c: Candidate) -> Reading | None:
    """The month or year of "the last week of this month"."""
    step = -1 if c.words("rel") == "last" else 1 if c.words("rel") == "next" else 0
    if c.words("base") == "year":
        told = context.published_year
        return read_period(make_year(told + step) if told else None, "relative_unit", context.published_day)
    on = context.published_month
    period = make_month(on.start.year, on.start.month + step) if on else None
    return read_period(period, "relative_unit", context.published_day)


def last_day_of_month(context: Context, c: Candidate) -> Reading | None:
    """The last day of February."""
    told = month(context, keep_parts(c, "month", "year"))
    if told is None or told.end is None:
        return read_period(None)
    return single_day(told.end, "last_day_of_month", told.anchor)


def weekday_of_month(context: Context, c: Candidate) -> Reading | None:
    """The first Monday of September."""
    number = -1 if c.words("number") == "last" else read_ordinal(c.part("number"))
    weekday, told = weekday_number(c, "weekday"), month(context, keep_parts(c, "month", "year"))
    if number is None or weekday is None or told is None or told.start is None or told.end is None:
        return read_period(None)
    first = told.start + timedelta(days=(weekday - told.start.isoweekday()) % 7)
    last = told.end - timedelta(days=(told.end.isoweekday() - weekday) % 7)
    day = last if number == -1 else first + timedelta(days=7 * (number - 1))
    return single_day(day, "weekday_of_month", told.anchor) if day <= told.end else None


def week_with_day(context: Context, c: Candidate) -> Reading | None:
    """The week of April 10."""
    told = calendar_day(context, c)
    if told is None:
        return None
    return read_period(make_week(told.start) if told.start else None, "week_with_day", told.anchor)
