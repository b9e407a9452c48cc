"""Events are dated by words, by an earlier sentence, by the day of report, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

Tell = Callable[..., Any]
PUBLISHED = "2019-11-20"
REPORT = ("2019-11-20", "2019-11-20", "day", "publication", None)
UNDATED = (None, None, None, "none", None)


def _date(story: Any, number: int = 0) -> tuple[str | None, str | None, str | None, str, str | None]:
    event = story.findings.events[number]
    start, end = (d.isoformat() if d else None for d in (event.date_start, event.date_end))
    return start, end, event.date_precision, event.date_method, event.date_text


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Mali raided Aden on 4 March 1998.", "4 March 1998", ("1998-03-04", "1998-03-04", "day", "text")),
        ("Mali raided Aden on Monday.", "Monday", ("2019-11-18", "2019-11-18", "day", "relative")),
        ("Mali raided Aden on Monday.", "on Monday", ("2019-11-18", "2019-11-18", "day", "relative")),
        ("Mali raided Aden in May 2018.", "May 2018", ("2018-05-01", "2018-05-31", "month", "text")),
        ("Mali raided Aden last week.", "last week", ("2019-11-11", "2019-11-17", "week", "relative")),
        ("Mali raided Aden in 2016.", "2016", ("2016-01-01", "2016-12-31", "year", "text")),
    ],
)
def test_the_marked_words_date_an_event(
    tell: Tell, text: str, words: str, expected: tuple[str, str, str, str]
) -> None:
    story = tell(text, published=PUBLISHED)
    story.read("raided", "ASSAULT", actor=["Mali"], date=[words], link="words")
    assert _date(story) == (*expected, words.removeprefix("on "))


def test_the_surest_of_two_dates_is_taken(tell: Tell) -> None:
    story = tell("On Monday Mali said that it raided Aden in May 2018.", published=PUBLISHED)
    dates = [("Monday", 0, 0.6), ("May 2018", 0, 0.8)]
    story.read("raided", "ASSAULT", actor=["Mali"], date=dates, link="words")
    assert _date(story)[0] == "2018-05-01"


def test_words_without_a_day_are_passed_over(tell: Tell) -> None:
    story = tell("On Monday Mali raided Aden for three hours.", published=PUBLISHED)
    dates = [("three hours", 0, 0.9), ("Monday", 0, 0.6)]
    story.read("raided", "ASSAULT", actor=["Mali"], date=dates, link="words")
    assert _date(story)[0] == "2019-11-18"


@pytest.mark.parametrize("marked", [[], ["Aden"]])
def test_without_marked_dates_the_clause_dates_an_event(tell: Tell, marked: list[str]) -> None:
    story = tell("Mali raided Aden on Monday, and Chad fled in May.", published=PUBLISHED)
    story.read("raided", "ASSAULT", actor=["Mali"], date=marked, link="words")
    assert _date(story)[0] == "2019-11-18"


def test_words_that_are_not_there_leave_an_event_undated(tell: Tell) -> None:
    story = tell("Mali raided Aden.", published=PUBLISHED)
    story.read("raided", "ASSAULT", actor=["Mali"], link="words")
    assert _date(story) == UNDATED


def test_marked_words_of_an_earlier_sentence_date_an_event(tell: Tell) -> None:
    story = tell("On 3 May 2019 rain fell. On 5 May it stopped. Mali raided Aden.", published=PUBLISHED)
    story.read("raided", "ASSAULT", 2, actor=["Mali"], date=[("3 May 2019", 0)], link="earlier")
    assert _date(story) == ("2019-05-03", "2019-05-03", "day", "text", "3 May 2019")


def test_an_earlier_date_is_the_last_one_before(tell: Tell) -> None:
    text = "On 3 May 2019 rain fell. On 5 June 2019 it stopped. Mali raided Aden. On 7 July 2019 it rained."
    story = tell(text, published=PUBLISHED)
    story.read("raided", "ASSAULT", 2, actor=["Mali"], link="earlier")
    assert _date(story)[0] == "2019-06-05"


@pytest.mark.parametrize(("sentences", "start"), [(7, "2019-05-03"), (8, "2019-11-20")])
def test_a_date_far_before_is_out_of_reach(tell: Tell, sentences: int, start: str) -> None:
    text = "On 3 May 2019 rain fell. " + "It was wet. " * sentences + "Mali raided Aden."
    story = tell(text, published=PUBLISHED)
    story.read("raided", "ASSAULT", sentences + 1, actor=["Mali"], link="earlier")
    assert _date(story)[0] == start


def test_no_earlier_date_means_the_day_of_report(tell: Tell) -> None:
    story = tell("Rain fell. Mali raided Aden on a Friday night in May 2018.", published=PUBLISHED)
    story.read("raided", "ASSAULT", 1, actor=["Mali"], link="earlier")
    assert _date(story) == REPORT


def test_the_day_of_report_dates_an_event(tell: Tell) -> None:
    story = tell("Mali raided Aden, three months after May.", published=PUBLISHED)
    story.read("raided", "ASSAULT", actor=["Mali"], date=["May"], link="publication")
    assert _date(story) == REPORT


@pytest.mark.parametrize("link", ["publication", "earlier", "none"])
def test_an_undated_text_dates_nothing(tell: Tell, link: str) -> None:
    story = tell("Mali raided Aden.")
    story.read("raided", "ASSAULT", actor=["Mali"], link=link)
    assert _date(story) == UNDATED


@pytest.mark.parametrize(
    ("precision", "expected"), [("day", REPORT), ("time", REPORT), ("month", UNDATED), ("year", UNDATED)]
)
def test_a_day_of_report_must_be_known(tell: Tell, precision: str, expected: tuple[str | None, ...]) -> None:
    story = tell("Mali raided Aden.", published=PUBLISHED)
    story.parsed = replace(story.parsed, published_precision=precision)
    story.read("raided", "ASSAULT", actor=["Mali"], link="publication")
    assert _date(story) == expected


def test_what_the_reader_leaves_undated_stays_so(tell: Tell) -> None:
    story = tell("On Monday Mali recalled how it raided Aden.", published=PUBLISHED)
    story.read("raided", "ASSAULT", actor=["Mali"], date=["Monday"], link="none")
    assert _date(story) == UNDATED
