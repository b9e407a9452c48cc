"""Publication dates inferred from texts that state none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from transforms.dates.find import find_time_expressions, find_times_and_inferred
from transforms.language.parsed_document import ParsedDocument

ANNIVERSARY = (
    "The presidents talked for hours on the same day. They will meet again on the 20th of this month.\n"
    "A statement released on March 7 said that March 8 this year marks the 10th anniversary of the pact.\n"
    "On March 8, 2004, the two countries signed the pact. In January this year they renewed it."
)
# Text, inferred date and precision.
TEXTS = [
    (ANNIVERSARY, (date(2014, 3, 1), "month")),
    ("This year marks the 30th anniversary of the 1986 accident.", (date(2016, 1, 1), "year")),
    (
        "A camp near the port, Wednesday, Feb. 3, 2016.\nPolice cleared it on Wednesday, officials said.",
        (date(2016, 2, 3), "day"),
    ),
    ("A camp, Wednesday, Feb. 3, 2016.\nPolice cleared the camp on Friday, officials said.", None),
    (
        "The girls were freed, officials said on Thursday.\nApril 2014: They are abducted.\n"
        "May 18, 2016: One is found.\nOctober 13, 2016: More are freed.",
        (date(2016, 10, 13), "day"),
    ),
    ("Thousands of troops remain there, 12 years after the invasion of 2003.", (date(2015, 1, 1), "year")),
    ("Troops remained there, 12 years after the invasion of 2003.", None),
    ("The fleet's exercise Ocean-2015 began today in the north.", (date(2015, 1, 1), "year")),
    ("The leaders met on Friday. The treaty was signed in 1997.", None),
    ("He was killed on September 11, 2001. On Tuesday his brother spoke.", None),
    ("Nothing here tells the time.", None),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_infer_published(
    parse: Callable[..., ParsedDocument], text: str, expected: tuple[date, str] | None
) -> None:
    assert find_times_and_inferred(parse(text))[1] == expected


def test_a_dated_document_is_not_inferred(parse: Callable[..., ParsedDocument]) -> None:
    assert find_times_and_inferred(parse(ANNIVERSARY, "2014-03-09"))[1] is None


def test_relative_dates_count_from_the_inferred_date(parse: Callable[..., ParsedDocument]) -> None:
    rows = {row.text: row.value for row in find_time_expressions(parse(ANNIVERSARY))}
    assert rows["the same day"] == "2014-03-07"
    assert rows["the 20th of this month"] == "2014-03-20"
    assert rows["March 8 this year"] == "2014-03-08"
    assert rows["January this year"] == "2014-01"


def test_this_year_is_that_of_the_title(parse: Callable[..., ParsedDocument]) -> None:
    text = "Exports rose by a fifth in the first half of this year."
    rows, inferred = find_times_and_inferred(parse(text, title="Trade report 2021"))
    assert inferred == (date(2021, 1, 1), "year")
    assert [(r.value, r.start_on) for r in rows] == [("2021-H1", date(2021, 1, 1))]


def test_a_title_with_two_years_fixes_nothing(parse: Callable[..., ParsedDocument]) -> None:
    text = "Exports rose by a fifth in the first half of this year."
    assert find_times_and_inferred(parse(text, title="Trade from 2019 to 2021"))[1] is None
