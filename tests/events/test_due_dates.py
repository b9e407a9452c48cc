"""Plans and promises say when they are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from row_builder import Article

from schemas.events import Event
from schemas.time_expressions import TimeExpression
from transforms.events.rows.due_dates import attach_due_dates, find_due_date

TUESDAY, PUBLISHED = date(2024, 5, 21), date(2024, 5, 24)


def _read(
    text: str, trigger: str, status: str, words: str, days: tuple[date, date]
) -> tuple[date, date] | None:
    article = Article(uri="a.txt", text=text, published_on=PUBLISHED)
    event: Event = article.event(
        text.rstrip("."), trigger, "AGREE", (), status=status, date_start=TUESDAY, date_end=TUESDAY
    )
    told: TimeExpression = article.time(words, "", days[0])
    return find_due_date(event, [replace(told, end_on=days[1])], text, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "trigger", "status", "words", "days", "due"),
    [
        ("The bridge will open on 15 June.", "open", "planned", "15 June", (6, 15, 6, 15), (6, 15, 6, 15)),
        (
            "They agreed to lower duties from 1 July.",
            "agreed",
            "actual",
            "1 July",
            (7, 1, 7, 1),
            (7, 1, 7, 1),
        ),
        (
            "The opening was postponed to 30 June.",
            "postponed",
            "denied",
            "30 June",
            (6, 30, 6, 30),
            (6, 30, 6, 30),
        ),
        ("It will build the road by June.", "build", "planned", "June", (6, 1, 6, 30), (6, 30, 6, 30)),
        ("It will build the road in June.", "build", "planned", "June", (6, 1, 6, 30), (6, 1, 6, 30)),
        ("The bridge was opened on Monday.", "opened", "actual", "Monday", (5, 20, 5, 20), None),
    ],
)
def test_the_day_ahead(
    text: str,
    trigger: str,
    status: str,
    words: str,
    days: tuple[int, int, int, int],
    due: tuple[int, int, int, int] | None,
) -> None:
    told = (date(2024, days[0], days[1]), date(2024, days[2], days[3]))
    expected = None if due is None else (date(2024, due[0], due[1]), date(2024, due[2], due[3]))
    assert _read(text, trigger, status, words, told) == expected


def test_a_delay_that_is_over_is_not_ahead() -> None:
    article = Article(uri="a.txt", text="They met on Monday, three weeks later.", published_on=PUBLISHED)
    met = article.event("They met on Monday, three weeks later", "met", "CONSULT", ())
    later = article.time("three weeks later", "", date(2024, 6, 10))
    assert [e.due_start for e in attach_due_dates([met], [later], article.text, PUBLISHED)] == [None]


def test_what_is_done_at_a_meeting_is_due_when_that_is() -> None:
    text = "They will meet in June. A contract is to be signed during the talks."
    article = Article(uri="a.txt", text=text, published_on=PUBLISHED)
    undated = {"status": "planned", "date_start": None, "date_end": None}
    events = [
        article.event("They will meet in June", "meet", "CONSULT", (), **undated),
        article.event("A contract is to be signed during the talks", "signed", "SUPPORT", (), **undated),
    ]
    june = replace(article.time("June", "2024-06", date(2024, 6, 1)), end_on=date(2024, 6, 30))
    met, signed = attach_due_dates(events, [june], text, PUBLISHED)
    assert (signed.due_start, signed.due_end) == (met.due_start, met.due_end) == (june.start_on, june.end_on)
