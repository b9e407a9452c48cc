"""What a resolver makes of a match."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.events import DatePrecision
from schemas.time_expressions import TimeType
from transforms.dates.context.periods import Period
from transforms.dates.grammar.grammar import load_grammar


@dataclass(frozen=True, slots=True)
class Reading:
    """Type, TIMEX3 value and, where known, the days that a time expression covers."""

    type: TimeType
    value: str | None
    start: date | None = None
    end: date | None = None
    precision: DatePrecision | None = None
    anchor: date | None = None
    method: str = "absolute"


def read_period(period: Period | None, method: str = "absolute", anchor: date | None = None) -> Reading:
    """A DATE over a period; with an open value where there is no period."""
    if period is None:
        return Reading("DATE", None, method="open")
    return Reading("DATE", period.value, period.start, period.end, period.precision, anchor, method)


def narrow_to_edge(reading: Reading, edge: str) -> Reading:
    """Keep the value, but let the days cover only the part that "early", "the end of" names."""
    if reading.start is None or reading.end is None or reading.precision == "day" or not edge:
        return reading
    third = (reading.end - reading.start) / 3
    words, classes = set(edge.split()), load_grammar().classes
    start, end = reading.start, reading.end
    if words & classes["edge_start"].keys():
        end = start + third
    elif words & classes["edge_middle"].keys():
        start, end = start + third, end - third
    elif words & classes["edge_end"].keys():
        start = end - third
    else:
        return reading
    return Reading(reading.type, reading.value, start, end, reading.precision, reading.anchor, reading.method)
