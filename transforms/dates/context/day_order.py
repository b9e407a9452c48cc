"""Whether a document writes numeric dates day first or month first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.documents import PublishedPrecision
from transforms.dates.grammar.tokens import DateToken


def is_day_first(
    tokens: Sequence[DateToken],
    published: tuple[date, PublishedPrecision] | None,
    stated: bool | None = None,
) -> bool:
    """Decide by dates whose parts leave no choice, then by what the source says, then by closeness.

    28/05/2024 can only be day first; among 05/04/2024 and 04/05/2024 the reading that falls nearer to
    the publication date wins (else the month comes first), unless the source states the order. Dates with
    dots are day first in any case.
    """
    votes = 0
    for token in tokens:
        if token.kind != "numdate" or "." in token.form:
            continue
        first, second, year = (int(p) for p in token.form.replace("/", "-").split("-"))
        if first > 999:
            continue
        if first > 12 >= second:
            return True
        if second > 12 >= first:
            return False
        if published is not None and first != second:
            votes += _vote(first, second, year, published[0])
    return votes > 0 if stated is None else stated


def _vote(first: int, second: int, year: int, published: date) -> int:
    year = year if year > 99 else 2000 + year
    try:
        day_first = abs((date(year, second, first) - published).days)
        month_first = abs((date(year, first, second) - published).days)
    except ValueError:
        return 0
    if min(day_first, month_first) > 31:
        return 0
    return 1 if day_first < month_first else -1
