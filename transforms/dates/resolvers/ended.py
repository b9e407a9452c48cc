"""Resolve periods told by their last day: "the year ended March 31, 2025"."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from transforms.dates.context.context import Context
from transforms.dates.context.periods import (
    Period,
    make_month,
    make_quarter,
    make_valid_day,
    make_week,
    shift,
)
from transforms.dates.context.reading import Reading, read_period
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import day_number, month_number, year_number
from transforms.dates.resolvers.choose_year import resolve_month, resolve_month_day
from transforms.dates.resolvers.length import length_value, make_precision, read_unit


def ended_period(context: Context, c: Candidate) -> Reading | None:
    """The year, quarter or month that ends on a day or with a month: a length with its days."""
    unit, month = read_unit(c), month_number(c, "month")
    if unit is None or month is None:
        return None
    year, told = c.part("year"), _read_end(context, c, month)
    value = length_value(unit, Fraction(1))
    if told is None:
        return Reading("DURATION", value, method="ended_period")
    after = shift(told.end + timedelta(days=1), unit, -1)
    anchor = None if year else context.published_day
    return Reading("DURATION", value, after, told.end, make_precision(unit), anchor, "ended_period")


def ended_quarter(context: Context, c: Candidate) -> Reading | None:
    """The quarter that ends on a day or with a month: its days, with the value of the quarter of most."""
    month = month_number(c, "month")
    told = _read_end(context, c, month) if month is not None else None
    if told is None:
        return read_period(None)
    middle = told.end - timedelta(days=45)
    quarter = make_quarter(middle.year, (middle.month + 2) // 3)
    start = shift(told.end + timedelta(days=1), "M", -3)
    anchor = None if c.part("year") else context.published_day
    return Reading("DATE", quarter.value, start, told.end, "quarter", anchor, "ended_period")


def ended_week(context: Context, c: Candidate) -> Reading | None:
    """The week that ends on a day: its seven days, with the value of the week of most."""
    month = month_number(c, "month")
    told = _read_end(context, c, month) if month is not None else None
    if told is None:
        return read_period(None)
    week = make_week(told.end - timedelta(days=3))
    start = told.end - timedelta(days=6)
    anchor = None if c.part("year") else context.published_day
    return Reading("DATE", week.value, start, told.end, "week", anchor, "ended_period")


def _read_end(context: Context, c: Candidate, month: int) -> Period | None:
    """The day or month with which a period ends."""
    day = day_number(c, "day") if c.part("day") else None
    year = year_number(c) if c.part("year") else None
    if year is not None:
        return make_valid_day(year, month, day) if day is not None else make_month(year, month)
    return resolve_month_day(context, c, month, day) if day else resolve_month(context, c, month)
