"""Spans of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.dates.context import periods


@pytest.mark.parametrize(
    ("period", "value", "start", "end"),
    [
        (periods.make_week(date(2021, 1, 2)), "2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        (periods.make_weekend(date(2023, 4, 7)), "2023-W14-WE", date(2023, 4, 8), date(2023, 4, 9)),
        (periods.make_month(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (periods.make_month(2024, 14), "2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        (periods.make_quarter(2024, 0), "2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        (periods.make_half(2024, 2), "2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        (periods.make_season(2019, "WI"), "2019-WI", date(2019, 12, 1), date(2020, 2, 29)),
        (periods.make_decade(1994), "199X", date(1990, 1, 1), date(1999, 12, 31)),
        (periods.make_century(19), "18XX", date(1800, 1, 1), date(1899, 12, 31)),
    ],
)
def test_period(period: periods.Period, value: str, start: date, end: date) -> None:
    assert (period.value, period.start, period.end) == (value, start, end)


@pytest.mark.parametrize(
    ("on", "unit", "count", "expected"),
    [
        (date(2024, 3, 31), "M", -1, date(2024, 2, 29)),
        (date(2024, 2, 29), "Y", 1, date(2025, 2, 28)),
        (date(2024, 2, 29), "W", 2, date(2024, 3, 14)),
        (date(2024, 2, 29), "10Y", -1, date(2014, 2, 28)),
        (date(2024, 2, 29), "TH", 1, None),
        (date(2024, 2, 29), "1000Y", 9, None),
    ],
)
def test_shift(on: date, unit: str, count: int, expected: date | None) -> None:
    assert periods.shift(on, unit, count) == expected
