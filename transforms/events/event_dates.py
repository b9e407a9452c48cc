"""When an event happened: the time expression of its clause, else the publication date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas.events import DateMethod, DatePrecision
from schemas.time_expressions import TimeExpression
from transforms.events.coding import Coding
from transforms.language.parsed_document import ParsedDocument


@dataclass(frozen=True, slots=True)
class EventDate:
    """Date of an event and how it is known."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision | None = None
    method: DateMethod = "none"
    text: str | None = None


def date_event(
    parsed: ParsedDocument, coding: Coding, times: Sequence[TimeExpression], bounds: tuple[int, int]
) -> EventDate:
    """The date nearest to the event inside its clause."""
    start, end = bounds
    inside = [
        t for t in times
        if start <= t.char_start < end and t.type in {"DATE", "TIME"} and t.start_on is not None
    ]  # fmt: skip
    if inside:
        best = min(inside, key=lambda t: abs(t.char_start - coding.anchor.idx))
        method: DateMethod = "relative" if best.anchor_on is not None else "text"
        return EventDate(best.start_on, best.end_on, best.precision, method, best.text)
    return EventDate()
