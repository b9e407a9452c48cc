"""When a planned, promised or put off event is due: the day ahead that its clause tells.

"Will open on 15 September" is due on that day, "agreed on Tuesday to lower duties from 1 July" on 1 July
though it happened on Tuesday, "postponed to 30 November" on 30 November. What is due by, or lasts until, a
day or the end of a period is due on the last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from schemas.events import Event
from schemas.time_expressions import TimeExpression
from transforms.dates.period_ends import names_period_end
from transforms.lexicon.patterns import load_pattern

Due = tuple[date, date]

AHEAD = frozenset({"planned", "called_for"})
LAST_DAY = load_pattern("events", "until")
# What is to be done at a meeting is due when that is: "a contract is to be signed during the stay".
DURING = load_pattern("events", "during_stay")
# Nothing is due where the words only tell how long something takes or how often it comes.
PLACING = frozenset({"DATE", "TIME"})
# "Three weeks later than planned" tells of a delay that is over, "a day after" of an order.
ORDERING = load_pattern("events", "ordering")


def attach_due_dates(
    events: Sequence[Event], times: Sequence[TimeExpression], text: str, published_on: date | None
) -> Iterator[Event]:
    """The events with `due_start` and `due_end`, where the text tells them."""
    by_sentence: dict[int, list[TimeExpression]] = {}
    for time in times:
        if time.type in PLACING and time.start_on is not None and not ORDERING.search(time.text):
            by_sentence.setdefault(time.sentence_no, []).append(time)
    meetings: list[Due] = []
    for event in events:
        due = find_due_date(event, by_sentence.get(event.sentence_no, ()), text, published_on)
        if due is None and event.status in AHEAD and DURING.search(event.text) and len(set(meetings)) == 1:
            due = meetings[0]
        if due is not None and event.deed_type == "CONSULT" and event.is_sure:
            meetings.append(due)
        yield event if due is None else replace(event, due_start=due[0], due_end=due[1])


def find_due_date(
    event: Event, times: Sequence[TimeExpression], text: str, published_on: date | None
) -> Due | None:
    """First and last day on which an event is due; None where nothing ahead is told.

    Args:
        event: the event; of one that is neither planned nor called for, only its own clause tells.
        times: the dated time expressions of its sentence.
        text: the text of the document.
        published_on: days before it are not ahead; unknown, only plans with a date are due.
    """
    is_plan = event.status in AHEAD
    ahead = [t for t in times if _is_ahead(t, published_on, is_plan)]
    own = [t for t in ahead if event.char_start <= t.char_start < event.char_end]
    dated = [t for t in ahead if (t.start_on, t.end_on) == (event.date_start, event.date_end)]
    if is_plan and dated:
        return settle_due(dated[0], text)
    if own and published_on is not None:
        return settle_due(min(own, key=lambda t: _measure_distance(event, t, text)), text)
    if event.date_start is not None and published_on is not None and event.date_start > published_on:
        return event.date_start, event.date_end or event.date_start
    if not is_plan:
        return None
    if ahead and published_on is not None:
        return settle_due(ahead[0], text)
    if event.date_start is not None and (published_on is None or event.date_start >= published_on):
        return event.date_start, event.date_end or event.date_start
    return None


def settle_due(time: TimeExpression, text: str) -> Due:
    """The days of a time expression; the last one behind "by", "until" or "end of"."""
    start = time.start_on or date.min
    end = time.end_on or start
    before = text[max(0, time.char_start - 40) : time.char_start]
    if LAST_DAY.search(before) or names_period_end(time.text):
        return end, end
    return start, end


def _is_ahead(time: TimeExpression, published_on: date | None, is_plan: bool) -> bool:
    if published_on is None or time.start_on is None:
        return is_plan
    return time.start_on > published_on or (is_plan and (time.end_on or time.start_on) >= published_on)


def _measure_distance(event: Event, time: TimeExpression, text: str) -> tuple[bool, int]:
    """Characters between a time and the trigger; those behind the trigger come first."""
    at = text.find(event.trigger, event.char_start, event.char_end)
    at = event.char_start if at < 0 else at
    return time.char_start < at, abs(time.char_start - at)
