"""Days of a running page's posts, and fiscal years by the text's own calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from schemas.time_expressions import TimeExpression
from transforms.dates.find import find_time_expressions
from transforms.language.parsed_document import ParsedDocument

Parse = Callable[..., ParsedDocument]


def test_this_morning_is_that_of_the_post(parse: Parse) -> None:
    text = (
        "The flood page is updated daily.\nMay 12, 2024\nThe dam broke this morning.\n"
        "May 14, 2024\nTrucks came today."
    )
    rows = {r.text: r.start_on for r in find_time_expressions(parse(text, "2024-05-20"))}
    assert rows["this morning"] == date(2024, 5, 12)
    assert rows["today"] == date(2024, 5, 14)


def test_an_old_date_heads_no_post(parse: Parse) -> None:
    text = "The mill has a past.\nMay 12, 1994\nThe mill burned this morning."
    rows = {r.text: r.start_on for r in find_time_expressions(parse(text, "2024-05-20"))}
    assert rows["this morning"] == date(2024, 5, 20)


def test_fiscal_quarter_is_open_where_no_year_end_is_told(parse: Parse) -> None:
    (row,) = find_time_expressions(parse("Profit rose in Q4 FY25.", "2025-05-14"))
    assert (row.value, row.start_on, row.end_on) == ("2025-Q4", None, None)


def test_fiscal_quarter_follows_the_year_end_of_the_text(parse: Parse) -> None:
    text = "Profit rose in Q4 FY25. Tax for the year ended March 31, 2025, was low."
    quarter, year = find_time_expressions(parse(text, "2025-05-14"))
    assert (quarter.start_on, quarter.end_on) == (date(2025, 1, 1), date(2025, 3, 31))
    assert (year.start_on, year.end_on) == (date(2024, 4, 1), date(2025, 3, 31))


def test_fiscal_half_follows_the_year_end_of_the_text(parse: Parse) -> None:
    text = "The year ended June 30. It plans twenty shops in the first half of fiscal 2026."
    half = find_time_expressions(parse(text, "2025-08-14"))[-1]
    assert (half.start_on, half.end_on) == (date(2025, 7, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("first_month", "expected"),
    [
        (4, (date(2025, 1, 1), date(2025, 3, 31))),
        (1, (date(2025, 10, 1), date(2025, 12, 31))),
        (10, (date(2025, 7, 1), date(2025, 9, 30))),
    ],
)
def test_fiscal_quarter_follows_the_calendar_of_the_source(
    parse: Parse, first_month: int, expected: tuple[date, date]
) -> None:
    parsed = replace(parse("Profit rose in Q4 FY25.", "2025-05-14"), fiscal_year_start=first_month)
    (row,) = find_time_expressions(parsed)
    assert (row.start_on, row.end_on) == expected


def find_in_source(parse: Parse, text: str, opens: int) -> list[TimeExpression]:
    """Expressions of a text whose source's fiscal years begin in month `opens`."""
    return list(find_time_expressions(replace(parse(text, "2025-05-14"), fiscal_year_start=opens)))


@pytest.mark.parametrize(
    ("words", "value", "first", "last"),
    [
        ("the fiscal second quarter", "2025-Q2", date(2024, 10, 1), date(2024, 12, 31)),
        ("the second fiscal quarter", "2025-Q2", date(2024, 10, 1), date(2024, 12, 31)),
        ("the second quarter of fiscal 2025", "2025-Q2", date(2024, 10, 1), date(2024, 12, 31)),
        ("fiscal 2024", "2024", date(2023, 7, 1), date(2024, 6, 30)),
        ("the second quarter of 2024", "2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
    ],
)
def test_fiscal_parts_follow_the_calendar_of_the_source(
    words: str, value: str, first: date, last: date, parse: Parse
) -> None:
    (row,) = find_in_source(parse, f"Profit rose in {words}.", 7)
    assert (row.text, row.value, row.start_on, row.end_on) == (words, value, first, last)


def test_a_year_end_of_the_text_goes_before_that_of_the_source(parse: Parse) -> None:
    text = "Profit rose in Q4 FY25. Tax for the year ended March 31, 2025, was low."
    assert find_in_source(parse, text, 7)[0].start_on == date(2025, 1, 1)


def test_fiscal_years_may_begin_with_the_year(parse: Parse) -> None:
    (row,) = find_in_source(parse, "Profit rose in the fiscal first quarter.", 1)
    assert (row.start_on, row.end_on) == (date(2025, 1, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("quarter", "expected"),
    [
        ("the second quarter of fiscal 2024", (date(2024, 7, 1), date(2024, 9, 30))),
        ("Q2 FY25", (date(2024, 7, 1), date(2024, 9, 30))),
        ("Q4 FY24", (date(2024, 1, 1), date(2024, 3, 31))),
    ],
)
def test_fiscal_years_are_named_as_the_quarter_reported_shows(
    quarter: str, expected: tuple[date, date], parse: Parse
) -> None:
    text = f"Profit fell in {quarter}. The firm sees growth in the year to March 2025."
    rows = find_time_expressions(parse(text, "2024-11-06"))
    assert (rows[0].start_on, rows[0].end_on) == expected


def test_year_end_may_be_shortened(parse: Parse) -> None:
    text = "In Q3 FY24 sales fell. Growth is due in the fiscal year ending Jan. 31, 2025."
    assert find_time_expressions(parse(text, "2024-02-20"))[0].start_on == date(2023, 8, 1)


def test_half_years_end_no_fiscal_year(parse: Parse) -> None:
    text = "It lost money in the half-year to September. Sales in the 2021/22 financial year were flat."
    assert find_time_expressions(parse(text, "2023-05-25"))[-1].start_on is None
