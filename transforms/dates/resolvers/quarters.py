"""Resolve quarters, halves, first months and seasons."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from transforms.dates.context.context import Context
from transforms.dates.context.fiscal import make_fiscal_part
from transforms.dates.context.periods import (
    Period,
    make_half,
    make_month,
    make_quarter,
    make_season,
)
from transforms.dates.context.reading import Reading, narrow_to_edge, read_period
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import (
    relative_year,
    year_number,
)
from transforms.dates.resolvers.choose_year import choose, find_direction
from transforms.dates.resolvers.months import month_range
from transforms.dates.resolvers.numbers import read_number, read_ordinal
from transforms.dates.resolvers.relative_words import LAST, NEXT

# The year that is joined to a quarter: "2Q24", "Q1'25".
JOINED_YEAR = re.compile(r"(?:q|h|['’])\s?['’]?(?:20)?(\d\d)\Z")
# A quarter that begins within this time is meant even under a past verb ("announced cuts in the fourth
# quarter").
NEAR_QUARTER = timedelta(days=60)
# Makes the quarter or half of a year and its number.
MakePart = Callable[[int, int], Period]


def quarter(context: Context, c: Candidate) -> Reading | None:
    """The first quarter of 2024, Q1, the fourth quarter."""
    number = _quarter_number(c)
    if number is None or not 1 <= number <= 4:
        return None
    make = make_half if "h" in c.words("q") else make_quarter
    if (joined := JOINED_YEAR.search(c.words("q"))) is not None:
        return _of_joined_year(context, make(2000 + int(joined[1]), number))
    if c.part("year") or c.part("fy"):
        told_year = (year_number(c, "fy") if c.part("fy") else year_number(c)) or 1
        calendar = make(told_year, number)
        if c.part("fy") or c.part("fiscal"):
            return _of_fiscal_year(context, calendar, told_year, number, 6 if make is make_half else 3)
        return read_period(calendar, "quarter")
    if c.part("fiscal"):
        return _near_fiscal_quarter(context, c, number)
    if c.part("rel"):
        return _of_relative_year(context, c, make, number)
    return _near_quarter(context, c, make, number)


def _of_joined_year(context: Context, calendar: Period) -> Reading:
    """The quarter of "2Q24": of the calendar, unless another year is the fiscal one."""
    if context.year_end in (None, 12):
        return read_period(calendar, "quarter")
    return Reading("DATE", calendar.value, None, None, calendar.precision, None, "quarter")


def _of_relative_year(context: Context, c: Candidate, make: MakePart, number: int) -> Reading | None:
    """The quarter of "the first quarter of last year", or of the year told last."""
    rel = c.words("rel")
    told = context.latest_exactly("year")
    if rel == "the" and told is not None and context.published is None:
        return read_period(make(told.start.year, number), "quarter")
    relative = relative_year(context, rel)
    return read_period(make(relative, number) if relative else None, "quarter", context.published_day)


def _near_quarter(context: Context, c: Candidate, make: MakePart, number: int) -> Reading | None:
    """The quarter without a year that lies nearest to the report."""
    if context.published is None:
        return read_period(None)
    anchor = context.published_day
    year = context.published.start.year
    if context.published.precision == "year":
        return read_period(make(year, number), "quarter", anchor)
    options = [make(y, number) for y in (year - 1, year, year + 1)]
    reference = context.published.start
    direction = find_direction(context, c)
    if direction == "past" and any(timedelta(0) < p.start - reference < NEAR_QUARTER for p in options):
        direction = None
    return read_period(choose(options, reference, direction), "quarter", anchor)


def _near_fiscal_quarter(context: Context, c: Candidate, number: int) -> Reading:
    """The fiscal second quarter: the one that the tense means, by the calendar of the text or its source."""
    if context.published is None or context.year_end is None:
        return Reading("DATE", f"XXXX-Q{number}", None, None, "quarter", None, "fiscal")
    year = context.published.start.year
    by_start = {
        part.start: y
        for y in (year - 1, year, year + 1, year + 2)
        for part in (make_fiscal_part(y, context.year_end, number, 3),)
    }
    options = [make_fiscal_part(y, context.year_end, number, 3) for y in by_start.values()]
    told = choose(options, context.published.start, find_direction(context, c))
    if told is None:
        return Reading("DATE", f"XXXX-Q{number}", None, None, "quarter", None, "fiscal")
    value = f"{by_start[told.start] - context.fiscal_shift}-Q{number}"
    return Reading("DATE", value, told.start, told.end, "quarter", context.published_day, "fiscal")


def _of_fiscal_year(context: Context, calendar: Period, year: int, number: int, months: int) -> Reading:
    """A part of a fiscal year: its days stay open where the text doesn't say when its years end."""
    if context.year_end is None:
        return Reading("DATE", calendar.value, None, None, calendar.precision, None, "fiscal")
    told = make_fiscal_part(year + context.fiscal_shift, context.year_end, number, months)
    return Reading("DATE", calendar.value, told.start, told.end, calendar.precision, None, "fiscal")


def _quarter_number(c: Candidate) -> int | None:
    if c.part("q"):
        return int(next(ch for ch in c.words("q") if ch.isdigit()))
    words = c.words("number")
    if words in ("final", "last"):
        return 4
    return 1 if words == "opening" else read_ordinal(c.part("number"))


def half(context: Context, c: Candidate) -> Reading | None:
    """The first half of 2023; the second half (of the year)."""
    words = c.words("number")
    number = 2 if words == "latter" else read_ordinal(c.part("number"))
    if number not in (1, 2):
        return None
    year = year_number(c) if c.part("year") else relative_year(context, c.words("rel") or "this")
    anchor = None if c.part("year") else context.published_day
    if not c.part("year") and not c.part("rel"):
        return quarter(context, c)
    if c.part("fiscal") and year is not None:
        return _of_fiscal_year(context, make_half(year, number), year, number, 6)
    return read_period(make_half(year, number) if year else None, "half", anchor)


def first_months(context: Context, c: Candidate) -> Reading | None:
    """The first nine months of 2023."""
    count = read_number(c.part("count"))
    if count is None or not 1 <= count <= 11:
        return None
    months = int(count) * (3 if "quarters" in c.all_words() else 1)
    has_year = bool(c.part("year"))
    year = year_number(c) if has_year else relative_year(context, c.words("rel") or "this")
    # "The first three months of the year" are this year's, where they are over.
    day = context.published_day
    is_over = "of" in c.all_words() and day is not None and months < day.month
    named = has_year or bool(c.part("rel")) or is_over
    value = f"P{months}M"
    if year is None or not named or months > 12:
        return Reading("DURATION", value, method="first_months")
    first, last = make_month(year, 1), make_month(year, months)
    return Reading(
        "DURATION",
        value,
        first.start,
        last.end,
        "month",
        None if has_year else context.published_day,
        "first_months",
    )


def season(context: Context, c: Candidate) -> Reading | None:
    """Autumn 2008, last winter, spring."""
    grammar = load_grammar()
    word = c.words("season")
    code = grammar.value("season", word) or grammar.value("season_fall", word)
    if code is None:
        return None
    edge, rel = c.words("edge"), c.words("rel")
    if c.part("year"):
        return narrow_to_edge(read_period(make_season(year_number(c) or 1, code)), edge)
    if context.published is None:
        return read_period(None)
    year, reference = context.published.start.year, context.published.start
    options = [make_season(y, code) for y in (year - 1, year, year + 1)]
    if rel in LAST:
        period: Period | None = next((p for p in reversed(options) if p.end < reference), options[0])
    elif rel in NEXT:
        period = next((p for p in options if p.start > reference), options[-1])
    elif rel == "this":  # a winter that began last year goes on to March
        period = options[1] if code != "WI" else choose(options, reference, None)
    else:
        period = choose(options, reference, find_direction(context, c))
    return narrow_to_edge(read_period(period, "season", context.published_day), edge)


def quarter_of_months(context: Context, c: Candidate) -> Reading | None:
    """The October-December quarter: a quarter of the calendar, or three other months."""
    told = month_range(context, c)
    if told is None or told.start is None or told.end is None:
        return told
    if (told.start.month % 3, (told.end.month - told.start.month) % 12) != (1, 2):
        return told
    period = make_quarter(told.start.year, (told.start.month + 2) // 3)
    return read_period(period, "quarter_of_months", told.anchor)
