"""Resolve weekdays."""

from __future__ import annotations

from datetime import date, timedelta

from transforms.dates.context.context import Context
from transforms.dates.context.periods import (
    join,
    make_day,
    make_week,
)
from transforms.dates.context.reading import Reading, read_period
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import (
    part_code,
    weekday_number,
)
from transforms.dates.resolvers.choose_year import find_direction
from transforms.dates.resolvers.numbers import read_number
from transforms.dates.resolvers.relative_words import DAY_RANGE, LAST, NEXT


def weekday(context: Context, c: Candidate) -> Reading | None:
    """Tuesday, last Friday, Monday morning."""
    number = weekday_number(c, "weekday")
    if number is None:
        return None
    part = part_code(c)
    day = find_weekday(context, c, number)
    if day is None:
        return Reading("TIME" if part else "DATE", None, method="open")
    if part:
        value = f"{day.isoformat()}T{part}"
        return Reading("TIME", value, day, day, "day", context.published_day, "weekday")
    return read_period(make_day(day), "weekday", context.published_day)


def find_weekday(context: Context, c: Candidate, number: int) -> date | None:
    """The day that a weekday's name means here."""
    rel, anchor = c.words("rel"), context.published_day
    before = context.previous_token(c)
    if not rel and before is not None and before.lower_ in DAY_RANGE:
        told = context.told_before(c.char_start, "day", 30)
        if told is not None:
            return told.start + timedelta(days=(number - told.start.isoweekday()) % 7)
    if not rel and before is not None and before.lower_ in ("and", "or"):
        told = context.told_before(c.char_start, "day", 30)
        if told is not None and anchor is not None and told.start > anchor:
            return told.start + timedelta(days=(number - told.start.isoweekday()) % 7)
    if rel in ("the following", "the previous"):
        anchor = context.narrated.start if context.narrated else anchor
    if anchor is None:
        return None
    back = (anchor.isoweekday() - number) % 7
    ahead = (number - anchor.isoweekday()) % 7
    if rel in LAST:
        return anchor - timedelta(days=back or 7)
    if rel in ("next", "the next"):
        return _next_weekday(anchor, number)
    if rel in NEXT:
        return anchor + timedelta(days=ahead or 7)
    if rel == "this":
        return make_week(anchor).start + timedelta(days=number - 1)
    direction = find_direction(context, c)
    if direction == "future":
        return anchor + timedelta(days=ahead)
    end = _find_range_end(context, c)
    if end is not None and direction == "past":  # "lasted from Tuesday until Thursday"
        anchor -= timedelta(days=(anchor.isoweekday() - end) % 7)
        back = (anchor.isoweekday() - number) % 7
    return anchor - timedelta(days=back)


def _find_range_end(context: Context, c: Candidate) -> int | None:
    """Number of the weekday that a range ends with which this one begins: "from Tuesday until Thursday"."""
    before, following = context.previous_token(c), c.tokens[c.last : c.last + 2]
    if before is None or before.lower_ != "from" or len(following) < 2:
        return None
    if following[0].form not in DAY_RANGE:
        return None
    end: int | None = load_grammar().value("weekday", following[1].form)
    return end


def _next_weekday(anchor: date, number: int) -> date:
    """The weekday of the coming week."""
    return make_week(anchor).end + timedelta(days=number)


def weekday_week(context: Context, c: Candidate) -> Reading | None:
    """Monday last week."""
    number, anchor = weekday_number(c, "weekday"), context.published_day
    if number is None or anchor is None:
        return read_period(None)
    step = {"last": -1, "next": 1}.get(c.words("rel"), 0)
    day = make_week(anchor).start + timedelta(days=7 * step + number - 1)
    return read_period(make_day(day), "weekday", anchor)


def far_weekday(context: Context, c: Candidate) -> Reading | None:
    """The Friday before last, the Monday after next."""
    number, anchor = weekday_number(c, "weekday"), context.published_day
    if number is None or anchor is None:
        return read_period(None)
    step = int(c.rule.parameters["step"])
    if step < 0:
        day = anchor - timedelta(days=((anchor.isoweekday() - number) % 7 or 7) + 7)
    else:
        day = anchor + timedelta(days=((number - anchor.isoweekday()) % 7 or 7) + 7)
    return read_period(make_day(day), "weekday", anchor)


def weekdays_ago(context: Context, c: Candidate) -> Reading | None:
    """Two Tuesdays ago: the last Tuesday but one."""
    number, anchor = weekday_number(c, "weekday"), context.published_day
    count = read_number(c.part("count"))
    if number is None or anchor is None or count is None:
        return read_period(None)
    last = anchor - timedelta(days=(anchor.isoweekday() - number) % 7 or 7)
    return read_period(make_day(last - timedelta(weeks=int(count) - 1)), "weekday", anchor)


def weeks_from_weekday(context: Context, c: Candidate) -> Reading | None:
    """A week from Thursday, a week on Tuesday, Monday week: so many weeks after the coming one."""
    number, anchor = weekday_number(c, "weekday"), context.published_day
    count = 2 if c.part("fortnight") else 1 if c.words("count") in ("a", "") else read_number(c.part("count"))
    if number is None or anchor is None or count is None:
        return read_period(None)
    coming = anchor + timedelta(days=(number - anchor.isoweekday()) % 7)
    return read_period(make_day(coming + timedelta(weeks=int(count))), "weekday", anchor)


def weekday_range(context: Context, c: Candidate) -> Reading | None:
    """Monday-Friday."""
    first, last = weekday_number(c, "weekday"), weekday_number(c, "weekday2")
    if first is None or last is None:
        return None
    start = find_weekday(context, c, first)
    if start is None:
        return read_period(None)
    end = start + timedelta(days=(last - first) % 7)
    return read_period(join(make_day(start), make_day(end)), "weekday_range", context.published_day)
