"""Resolve distances from a day: today, last night, two weeks ago, recently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from transforms.dates.context.context import Context
from transforms.dates.context.periods import (
    Period,
    make_day,
    make_unit,
    shift,
)
from transforms.dates.context.reading import Reading, read_period
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import (
    part_code,
)
from transforms.dates.resolvers.length import read_unit
from transforms.dates.resolvers.numbers import read_number
from transforms.dates.resolvers.units import TOLD_CHARS, find_known

# What a part of a unit is counted in, and how many of them make the unit.
FINER = {"Y": ("M", 12), "W": ("D", 7), "10Y": ("Y", 10), "100Y": ("Y", 100)}


def day_offset(context: Context, c: Candidate) -> Reading | None:
    """Today, yesterday, tomorrow, tonight, this morning."""
    anchor = context.reference_day(c)
    part = c.rule.parameters.get("part_of_day") or part_code(c)
    if anchor is None:
        return Reading("TIME" if part else "DATE", None, method="open")
    day = make_day(anchor + timedelta(days=int(c.rule.parameters["offset"])))
    if part:
        return Reading("TIME", f"{day.value}T{part}", day.start, day.end, "day", anchor, "day_offset")
    return read_period(day, "day_offset", anchor)


def overnight(context: Context, c: Candidate) -> Reading | None:
    """Overnight: the night before."""
    anchor = context.reference_day(c)
    if anchor is None:
        return Reading("TIME", None, method="open")
    day = make_day(anchor - timedelta(days=1))
    return Reading("TIME", f"{day.value}TNI", day.start, anchor, "day", anchor, "overnight")


def distance(context: Context, c: Candidate) -> Reading | None:
    """Two weeks ago, three days later, five years from now."""
    direction = int(c.rule.parameters["direction"])
    unit, count = read_unit(c), read_number(c.part("count")) if c.part("count") else None
    if unit is None:
        return None
    is_narrated = c.rule.parameters.get("anchor") == "narrated"
    told = _told_anchor(context, c, unit, direction, count) if is_narrated else None
    if told is None and is_narrated and direction > 0 and context.tense(c) == "past":
        # "A day later it was bombed": later than what is not told.
        vague = Reading("DATE", "PAST_REF", method="vague_distance")
        return vague if count is None else read_period(None)
    known = context.published_day if context.published_day else find_known(context, unit)
    anchor = told.start if told else known
    if told is not None and unit in ("W", "2W") and count is not None and told.precision == "day":
        moved = shift(told.start, unit, direction * int(count))
        return read_period(make_day(moved) if moved else None, "distance", told.start)
    if count is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", method="vague_distance")
    if anchor is None:
        return read_period(None)
    if unit.startswith("T"):
        return _clock_distance(unit, count, direction, anchor)
    if c.rule.parameters.get("is_exact"):
        moved = shift(anchor, unit, direction * int(count))
        return read_period(make_day(moved) if moved else None, "distance", anchor)
    reading = _move(anchor, unit, count, direction)
    return (
        _narrow_to_told(context, c, reading, direction * int(count))
        if is_narrated and unit == "Y"
        else reading
    )


def _told_anchor(
    context: Context, c: Candidate, unit: str, direction: int, count: Fraction | None
) -> Period | None:
    """The date told before from which "earlier" and "later" count."""
    told = context.told_before(c.char_start, "day" if unit in ("D", "W") else "year", TOLD_CHARS)
    if told is None and unit in ("Y", "10Y") and _is_past_later(context, c, unit, direction, count):
        return context.latest("year")
    return told


def _move(anchor: date, unit: str, count: Fraction, direction: int) -> Reading:
    """The unit so many units from a day; a part of a year in months, of a century in years."""
    if count.denominator != 1 and unit in FINER:
        unit, count = FINER[unit][0], count * FINER[unit][1]
    moved = shift(anchor, unit, direction * int(count))
    return read_period(make_unit(moved, unit) if moved else None, "distance", anchor)


def _is_past_later(context: Context, c: Candidate, unit: str, direction: int, count: Fraction | None) -> bool:
    """Whether "seven years later" has come to pass: it counts from the last date told, and not from today."""
    day, told = context.published_day, context.latest("year")
    if direction < 0 or day is None or told is None or count is None or context.tense(c) == "future":
        return False
    moved = shift(told.start, unit, int(count))
    return moved is not None and moved.year <= day.year


def _narrow_to_told(context: Context, c: Candidate, reading: Reading, years: int) -> Reading:
    """Let "a year earlier", said of a quarter or month, cover those months; the value stays the year."""
    told = context.told_before(c.char_start, "quarter", TOLD_CHARS)
    start = shift(told.start, "Y", years) if told else None
    end = shift(told.end, "Y", years) if told else None
    if told is None or told.precision not in ("month", "quarter") or start is None or end is None:
        return reading
    if reading.value != f"{start.year}":
        return reading
    return replace(reading, start=start, end=end, precision=told.precision)


def _clock_distance(unit: str, count: Fraction, direction: int, anchor: date) -> Reading | None:
    hours = count / {"TH": 1, "TM": 60, "TS": 3600}[unit]
    if hours >= 24 and hours % 24 == 0:
        moved = shift(anchor, "D", direction * int(hours / 24))
        return read_period(make_day(moved) if moved else None, "distance", anchor)
    return Reading(
        "TIME", "PAST_REF" if direction < 0 else "FUTURE_REF", None, None, None, anchor, "distance"
    )


def reference(_: Context, c: Candidate) -> Reading | None:
    """Now, recently, the near future."""
    return Reading("DATE", str(c.rule.parameters["value"]), method="reference")
