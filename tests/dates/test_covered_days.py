"""The days that expressions cover, which events and figures take over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from transforms.dates.find import find_time_expressions
from transforms.language.parsed_document import ParsedDocument


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("The bank cut rates last week.", date(2023, 3, 27), date(2023, 4, 2), "week"),
        ("The bank cut rates in the first quarter of 2022.", date(2022, 1, 1), date(2022, 3, 31), "quarter"),
        ("The bank cut rates in late 2020.", date(2020, 9, 1), date(2020, 12, 31), "year"),
        ("The bank cut rates in the summer of 2019.", date(2019, 6, 1), date(2019, 8, 31), "quarter"),
        ("Rates rose over the past 27 years.", date(1996, 4, 7), date(2023, 4, 7), "year"),
        ("Rates rose over the last three months.", date(2023, 1, 7), date(2023, 4, 7), "month"),
        ("The forum runs June 27th-28th.", date(2023, 6, 27), date(2023, 6, 28), "day"),
        ("Exports rose in the first nine months of 2022.", date(2022, 1, 1), date(2022, 9, 30), "month"),
        ("Wages fell in the 1990s.", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("The deputies will vote in two weeks.", date(2023, 4, 21), date(2023, 4, 21), "day"),
        ("They talked for two hours.", None, None, None),
        ("Attacks have increased recently.", None, None, None),
    ],
)
def test_days(
    parse: Callable[..., ParsedDocument],
    text: str,
    start: date | None,
    end: date | None,
    precision: str | None,
) -> None:
    (row,) = find_time_expressions(parse(text, "2023-04-07"))
    assert (row.start_on, row.end_on, row.precision) == (start, end, precision)


def test_ids_are_unique_and_rows_in_order(parse: Callable[..., ParsedDocument]) -> None:
    rows = find_time_expressions(
        parse("On Monday they met for two hours. On Tuesday they left.", "2023-04-07")
    )
    assert len({r.time_expression_id for r in rows}) == len(rows) == 3
    assert [r.char_start for r in rows] == sorted(r.char_start for r in rows)
    assert [r.sentence_no for r in rows] == [0, 0, 1]


def test_an_empty_text_has_none(parse: Callable[..., ParsedDocument]) -> None:
    assert find_time_expressions(parse("")) == ()


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_dates_outside_the_calendar_are_left_out(
    parse: Callable[..., ParsedDocument], published: str
) -> None:
    text = "They met yesterday, meet on Sunday, next year, at Easter and 9,000 years later."
    for row in find_time_expressions(parse(text, published)):
        assert row.start_on is None or row.end_on is None or row.start_on <= row.end_on
