"""Fiscal years as a text or its source tells them: "the year ended March 31, 2025" ends them in March."""

from __future__ import annotations

import re
from datetime import date, timedelta

from transforms.dates.context.periods import Period, join, make_month
from transforms.dates.grammar.grammar import load_grammar
from transforms.lexicon.patterns import load_pattern

_YEAR_END = load_pattern("dates", "year_end")
_FISCAL_QUARTER = load_pattern("dates", "fiscal_quarter")
# A quarter that a report of results tells of has ended so long before, or ends so long after.
_REPORTED = timedelta(days=-100), timedelta(days=200)


def find_year_end(text: str) -> int | None:
    """The month in which a text says that its years end; None where it says none, or several."""
    names = {match[1].lower() for match in _YEAR_END.finditer(text)}
    grammar = load_grammar()
    months = {grammar.value("month", name) or grammar.value("month_short", name) for name in names} - {None}
    return months.pop() if len(months) == 1 else None


def read_year_end(first_month: int | None) -> int | None:
    """The month with which fiscal years end that begin with `first_month` (1 to 12)."""
    return None if first_month is None else (first_month - 2) % 12 + 1


def make_fiscal_part(year: int, year_end: int, number: int, months: int) -> Period:
    """Part `number` (1 for the first) of `months` months of the fiscal year that ends in month `year_end`."""
    first = year_end + 1 + (number - 1) * months
    start_year = year - 1 if year_end < 12 else year
    if year_end == 12:
        first -= 12
    return join(_month(start_year, first), _month(start_year, first + months - 1))


def is_named_by_start(text: str, published: date | None, year_end: int | None) -> bool:
    """Whether the fiscal years of a text are named by the year in which they begin.

    Told by the quarters that it reports: those named by the last year would have been over long before.
    """
    if published is None or year_end in (None, 12):
        return False
    told = [(_read_year(m), _read_quarter(m)) for m in _FISCAL_QUARTER.finditer(text)]
    by_end, by_start = (
        [published - make_fiscal_part(year + later, year_end or 12, number, 3).end for year, number in told]
        for later in (0, 1)
    )
    return not any(map(_is_reported, by_end)) and any(map(_is_reported, by_start))


def _is_reported(age: timedelta) -> bool:
    return _REPORTED[0] <= age <= _REPORTED[1]


def _read_year(match: re.Match[str]) -> int:
    return int(match["year"]) % 100 + 2000


def _read_quarter(match: re.Match[str]) -> int:
    if match["word"]:
        return int(load_grammar().value("ordinal_word", match["word"].lower()))
    return int(match["digit"] or match["first"])


def _month(year: int, month: int) -> Period:
    """A month counted on over the end of the year."""
    return make_month(year + (month - 1) // 12, (month - 1) % 12 + 1)
