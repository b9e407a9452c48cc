"""When a planned, promised or expected value is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from schemas.events import Event
from schemas.figures import Figure
from schemas.time_expressions import TimeExpression
from transforms.events.rows.due_dates import AHEAD, settle_due

AHEAD_BASES = frozenset({"target", "forecast"})


def attach_due_values(
    figures: Sequence[Figure],
    events: Sequence[Event],
    times: Sequence[TimeExpression],
    text: str,
    published_on: date | None,
) -> Iterator[Figure]:
    """The figures with `due_start` and `due_end`: their own period ahead, else when their event is due."""
    due_of = {e.event_id: (e.due_start, e.due_end) for e in events if e.due_start is not None}
    for figure in figures:
        if figure.is_minor or not (figure.status in AHEAD or figure.basis in AHEAD_BASES):
            yield figure
            continue
        time = _find_period(figure, times)
        own = settle_due(time, text) if time is not None else (figure.period_start, figure.period_end)
        if own[1] is None or (published_on is not None and own[1] < published_on):
            own = due_of.get(figure.event_id or "", (None, None))
        yield replace(figure, due_start=own[0], due_end=own[1]) if own[1] is not None else figure


def _find_period(figure: Figure, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time expression that gives a figure its period."""
    period = {figure.period_start, figure.period_end} - {None}
    told = (t for t in times if t.sentence_no == figure.sentence_no and t.start_on is not None)
    return next((t for t in told if period and period <= {t.start_on, t.end_on}), None)
