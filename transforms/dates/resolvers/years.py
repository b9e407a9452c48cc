"""Resolve years, ranges of years, decades, centuries and fiscal years."""

from __future__ import annotations

from datetime import date

from transforms.dates.context.context import Context
from transforms.dates.context.fiscal import make_fiscal_part
from transforms.dates.context.periods import (
    Period,
    join,
    make_century,
    make_decade,
    make_year,
)
from transforms.dates.context.reading import Reading, narrow_to_edge, read_period
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import (
    year_number,
)
from transforms.dates.resolvers.numbers import read_ordinal


def year(_: Context, c: Candidate) -> Reading | None:
    """A year in digits."""
    number = year_number(c)
    return narrow_to_edge(read_period(make_year(number)), c.words("edge")) if number else None


def year_range(context: Context, c: Candidate) -> Reading | None:
    """1941-1945, 2019-20; two years that follow each other are a fiscal one where the text has these."""
    first, second = year_number(c), c.part("year2")
    if first is None or not second:
        return None
    digits = second[0].form
    last = int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits)
    if (len(digits) == 4 and last <= first) or (len(digits) != 4 and (len(digits) != 2 or last <= first)):
        return None
    if last - first > 400:
        return None
    span = join(make_year(first), make_year(last))
    if last == first + 1 and len(digits) == 2 and context.year_end not in (None, 12):
        told = make_fiscal_part(last, context.year_end, 1, 12)
        return Reading("DURATION", span.value, told.start, told.end, "year", None, "year_range")
    return Reading("DURATION", span.value, span.start, span.end, "year", None, "year_range")


def decade(context: Context, c: Candidate) -> Reading | None:
    """The 1990s, the '90s, the nineties."""
    edge = c.words("edge")
    if c.part("tens"):
        tens = int(load_grammar().value("tens_plural", c.part("tens")[-1].form))
        if c.part("cent"):
            first = 1900 if c.words("cent") == "nineteen" else 2000
            return narrow_to_edge(read_period(make_decade(first + tens), "decade"), edge)
    else:
        digits = "".join(ch for ch in c.words("decade") if ch.isdigit())
        if len(digits) == 4:
            number = int(digits)
            if number % 100 == 0 and number < 2000:
                period = Period(f"{number // 100}XX", date(number, 1, 1), date(number + 99, 12, 31), "decade")
                return narrow_to_edge(read_period(period), edge)
            return narrow_to_edge(read_period(make_decade(number)), edge)
        tens = int(digits)
    this = context.published_year or 2000
    century = 1900 if tens >= 30 or this < 2000 + tens else 2000
    return narrow_to_edge(read_period(make_decade(century + tens), "decade"), edge)


def century(_: Context, c: Candidate) -> Reading | None:
    """The 19th century."""
    number = read_ordinal(c.part("number"))
    return (
        narrow_to_edge(read_period(make_century(number)), c.words("edge")) if number and number < 30 else None
    )


def fiscal_year(context: Context, c: Candidate) -> Reading | None:
    """Fiscal 2021, FY2021/22: named by its last year.

    Its bounds are those that the text or its source gives its years; else they stay open.
    """
    first = year_number(c, "fy") if c.part("fy") else year_number(c)
    if first is None:
        return None
    second = c.part("year2")
    last = first
    if second:
        digits = second[0].form
        last = int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits)
        if last != first + 1:
            return None
    period = make_year(last)
    if context.year_end is not None:
        shift = 0 if second else context.fiscal_shift
        told = make_fiscal_part(last + shift, context.year_end, 1, 12)
        return Reading("DATE", period.value, told.start, told.end, "year", None, "fiscal_year")
    return Reading("DATE", period.value, None, None, "year", None, "fiscal_year")
