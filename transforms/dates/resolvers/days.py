"""Resolve days of the calendar."""

from __future__ import annotations

from datetime import date

from transforms.dates.context.context import Context
from transforms.dates.context.periods import (
    join,
    make_day,
    make_month,
    make_valid_day,
)
from transforms.dates.context.reading import Reading, read_period
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import (
    borrow_year,
    day_number,
    month_number,
    relative_year,
    weekday_number,
    year_number,
)
from transforms.dates.resolvers.choose_year import choose, find_direction, resolve_month_day
from transforms.dates.resolvers.relative_words import LAST, NEXT


def calendar_day(context: Context, c: Candidate) -> Reading | None:
    """A month and day, with or without year."""
    month, day = month_number(c, "month"), day_number(c, "day")
    if month is None or day is None or not 1 <= day <= 31:
        return None
    if c.part("year"):
        year = year_number(c)
        period = make_valid_day(year, month, day) if year else None
        return read_period(period) if period else None
    if c.part("rel"):
        relative = relative_year(context, c.words("rel"))
        period = make_valid_day(relative, month, day) if relative else None
        return read_period(period, "relative_year", context.published_day)
    if make_valid_day(2000, month, day) is None:
        return None
    borrowed = borrow_year(c)
    if borrowed is not None:
        return read_period(make_valid_day(borrowed, month, day), "range")
    period = resolve_month_day(context, c, month, day)
    if period is None:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}", method="open")
    return read_period(period, "month_day", context.published_day)


def day_range(context: Context, c: Candidate) -> Reading | None:
    """June 27-28."""
    month, first, last = month_number(c, "month"), day_number(c, "day"), day_number(c, "day2")
    last_month = month_number(c, "month2") or month
    if month is None or first is None or last is None or last_month is None:
        return None
    if last_month == month and last <= first:
        return None
    if c.part("year"):
        start = make_valid_day(year_number(c) or 0, month, first)
    else:
        start = resolve_month_day(context, c, month, first)
        if start is None:
            return read_period(None)
    end = make_valid_day(start.start.year + (last_month < month), last_month, last) if start else None
    if start is None or end is None:
        return None
    return read_period(join(start, end), "day_range", None if c.part("year") else context.published_day)


def numeric_date(context: Context, c: Candidate) -> Reading | None:
    """28.05.2024, 7/8/07, 2024-05-28, in the order of the document's habits."""
    text = c.tokens[c.first].form
    parts = [int(p) for p in text.replace("/", "-").replace(".", "-").split("-")]
    if parts[0] > 999:
        period = make_valid_day(*parts)
    else:
        first, second, year = parts
        year = year if year > 99 else year + (1900 if year > 68 else 2000)
        options = [make_valid_day(year, second, first), make_valid_day(year, first, second)]
        if not (context.is_day_first or "." in text):
            options.reverse()
        period = options[0] or options[1]
    return read_period(period, "numeric") if period else None


def weekday_day(context: Context, c: Candidate) -> Reading | None:
    """Thursday the 23rd: the nearest such day."""
    weekday, day = weekday_number(c, "weekday"), day_number(c, "day")
    if weekday is None or day is None or context.published_day is None:
        return read_period(None)
    year, month = context.published_day.year, context.published_day.month
    months = [make_month(year, month + n) for n in range(-6, 7)]
    days = [make_valid_day(m.start.year, m.start.month, day) for m in months]
    fitting = [p for p in days if p and p.start.isoweekday() == weekday]
    return read_period(choose(fitting, context.published_day, None), "weekday_day", context.published_day)


def day_of_month(context: Context, c: Candidate) -> Reading | None:
    """The 20th of this month; the 20th."""
    day = day_number(c, "day")
    told = context.published_month
    if told is None:
        day_told = context.latest_exactly("day") or context.latest_exactly("month")
        told = make_month(day_told.start.year, day_told.start.month) if day_told else None
    if day is None or told is None:
        return read_period(None)
    words = c.words("rel")
    step = -1 if words in LAST else 1 if words in NEXT else 0
    month = make_month(told.start.year, told.start.month + step)
    if not words and context.published_day is not None:
        options = [make_month(told.start.year, told.start.month + n) for n in (-1, 0, 1)]
        days = [make_valid_day(m.start.year, m.start.month, day) for m in options]
        direction = find_direction(context, c)
        period = choose([d for d in days if d], context.published_day, direction)
        return read_period(period, "day_of_month", context.published_day)
    return read_period(
        make_valid_day(month.start.year, month.start.month, day), "day_of_month", context.published_day
    )


def day_after_number(context: Context, c: Candidate) -> Reading | None:
    """The sixteenth of the month: "the next day 16"."""
    return day_of_month(context, Candidate(c.rule, c.tokens, c.first, c.last, {"day": c.groups["day"]}))


def single_day(on: date | None, method: str, anchor: date | None) -> Reading:
    """A DATE of one day; open where there is none."""
    return read_period(make_day(on) if on else None, method, anchor)
