"""Fiscal years as a text or its source tells them: "the year ended March 31, 2025" ends them in March."""

from __future__ import annotations

import re

from transforms.dates.context.periods import Period, join, make_month
from transforms.dates.grammar.grammar import load_grammar

_YEAR_END = re.compile(r"\byear (?:that )?(?:ended|ending|ends|to) (?:on )?(?:\d{1,2} )?([A-Z][a-z]+)")


def find_year_end(text: str) -> int | None:
    """The month in which a text says that its years end; None where it says none, or several."""
    names = {match[1].lower() for match in _YEAR_END.finditer(text)}
    months = {load_grammar().value("month", name) for name in names} - {None}
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


def _month(year: int, month: int) -> Period:
    """A month counted on over the end of the year."""
    return make_month(year + (month - 1) // 12, (month - 1) % 12 + 1)
