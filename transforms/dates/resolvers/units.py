"""Resolve this, last and next units, and units of the day narrated."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from transforms.dates.context.context import Context
from transforms.dates.context.periods import (
    FINENESS,
    Period,
    make_unit,
    make_year,
    shift,
)
from transforms.dates.context.reading import Reading, narrow_to_edge, read_period
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.choose_year import resolve_month_day
from transforms.dates.resolvers.length import length_value, make_precision, read_unit
from transforms.dates.resolvers.relative_words import (
    BACKWARD,
    DURING,
    ENDING,
    FORWARD,
    PAST_HOUR,
    PRESENT,
    TOLD,
)

# How many characters back "the same day", "the following year" may refer.
TOLD_CHARS = 500
NEAR_CHARS = 40
SAME_SENTENCE_CHARS = 120


def relative_unit(context: Context, c: Candidate) -> Reading | None:
    """This week, last month, the following day, the same year."""
    unit = c.rule.parameters.get("unit") or read_unit(c)
    rel = str(c.rule.parameters.get("rel_word") or c.words("rel"))
    last_word = rel.split()[-1]
    if unit is None:
        return None
    if unit.startswith("T"):
        return None if last_word in PRESENT else _clock_unit(unit, last_word)
    if c.part("unit") and c.part("unit")[-1].form == "night" and last_word not in TOLD:
        return None
    if unit == "D" and last_word == "last":
        last_word = "that"
    step = -1 if last_word in BACKWARD else 0
    step = 1 if last_word in FORWARD else step
    if _is_stretch(context, c, rel, unit):
        start, end = _span(context, unit, -1)
        precision = make_precision(unit) if start else None
        return Reading("DURATION", length_value(unit, Fraction(1)), start, end, precision, method="past_unit")
    anchor = _relative_anchor(context, c, unit, last_word)
    if anchor is None:
        return read_period(None)
    moved = shift(anchor, unit, step)
    period = make_unit(moved, unit) if moved else None
    if period is not None and c.words("unit") == "night":
        return Reading("TIME", f"{period.value}TNI", period.start, period.end, "day", anchor, "relative_unit")
    return narrow_to_edge(read_period(period, "relative_unit", anchor), c.words("edge"))


def _is_stretch(context: Context, c: Candidate, rel: str, unit: str) -> bool:
    """Whether "the last year" is the stretch up to now ("over the last year") and not the year before."""
    if rel == "the past" or (rel == "this past" and unit in ("M", "Y", "10Y")):
        return True
    before = context.previous_token(c)
    is_during = before is not None and before.lower_ in DURING
    return rel == "the last" and (unit in ("10Y", "100Y") or is_during)


def _clock_unit(unit: str, word: str) -> Reading | None:
    if word in PAST_HOUR and unit == "TH":
        return Reading("DURATION", length_value(unit, Fraction(1)), method="past_unit")
    return None


def _span(context: Context, unit: str, direction: int, count: int = 1) -> tuple[date | None, date | None]:
    anchor = context.published_day
    other = shift(anchor, unit, direction * count) if anchor else None
    if anchor is None or other is None:
        return None, None
    return (other, anchor) if direction < 0 else (anchor, other)


def _relative_anchor(context: Context, c: Candidate, unit: str, word: str) -> date | None:
    if word in TOLD or (unit == "D" and word == "next"):
        told = _find_told(context, c, unit)
        if told is not None:
            return told.start
        if word in FORWARD and unit in ("D", "W") and context.tense(c) == "past":
            return None  # "the next day rebels took the town": after what is not told
    if word in ("last", "first") and unit == "D":
        return context.narrated.start if context.narrated else context.published_day
    return find_known(context, unit)


def _find_told(context: Context, c: Candidate, unit: str) -> Period | None:
    """The date that "the same day", "the following year" looks back to; in a past tense none ahead."""
    needed = {"D": "day", "W": "week", "WE": "day", "M": "month", "3M": "quarter"}.get(unit, "year")
    told = context.told_before(c.char_start, needed, TOLD_CHARS) or context.narrated or context.fallback
    day = context.published_day
    is_near = context.told_before(c.char_start, needed, NEAR_CHARS) is not None
    if (
        told is not None
        and day is not None
        and told.start > day
        and not is_near
        and context.tense(c) != "future"
    ):
        told = context.narrated
    return told if told is None or FINENESS[told.precision] <= FINENESS[needed] else None  # type: ignore[index]


def find_known(context: Context, unit: str) -> date | None:
    """Publication date, where it is known well enough for the unit."""
    published = context.published
    if published is None:
        return None
    if published.precision == "day":
        return published.start
    if published.precision == "month":
        return published.start if unit in ("M", "3M", "6M", "Y", "10Y", "100Y") else None
    return published.start if unit in ("Y", "10Y", "100Y") else None


def far_unit(context: Context, c: Candidate) -> Reading | None:
    """The week after next, the year before last."""
    unit = read_unit(c)
    anchor = find_known(context, unit) if unit else None
    moved = shift(anchor, unit, int(c.rule.parameters["step"])) if anchor and unit else None
    return read_period(make_unit(moved, unit) if moved and unit else None, "relative_unit", anchor)


def definite_unit(context: Context, c: Candidate) -> Reading | None:
    """The day, the end of the year, later in the week: of the day narrated."""
    unit = read_unit(c)
    if unit is None or unit.startswith("T"):
        return None
    edge = c.words("edge")
    ending = find_ending(context, c) if unit in ("W", "M", "3M") else None
    if ending is not None:
        inside = ending - timedelta(days=3) if unit == "W" else ending
        return read_period(make_unit(inside, unit), "ending", ending)
    anchor = context.narrated.start if context.narrated else context.published_day
    if unit == "WE" and context.published_day is not None:
        anchor = _find_weekend(context.published_day, context.tense(c))
    if unit in ("Y", "10Y", "100Y") or anchor is None:
        told = context.told_before(c.char_start, "year", TOLD_CHARS)
        is_past = told is not None and context.tense(c) == "past"
        anchor = told.start if told is not None and is_past else find_known(context, unit)
    if anchor is None:
        return read_period(None)
    return narrow_to_edge(read_period(make_unit(anchor, unit), "definite_unit", anchor), edge)


def find_ending(context: Context, c: Candidate) -> date | None:
    """The day that "the week to Feb. 7", "the quarter ended March 31" run to; None without one."""
    tokens = c.tokens[c.last : c.last + 6]
    if len(tokens) < 3 or tokens[0].form not in ENDING:
        return None
    grammar = load_grammar()
    numbers = [grammar.value("month", t.form) or grammar.value("month_short", t.form) for t in tokens[1:3]]
    month = next((n for n in numbers if n), None)
    day = next((t for t in tokens[1:5] if t.kind in ("number", "ordinal") and len(t.text) <= 4), None)
    if month is None or day is None:
        return None
    digits = int("".join(ch for ch in day.form if ch.isdigit()))
    period = resolve_month_day(context, c, month, digits) if digits <= 31 else None
    return period.start if period else None


def _find_weekend(anchor: date, tense: str | None) -> date:
    """The weekend just past, or on a weekend or under a future verb that of this week."""
    if tense == "future" or anchor.isoweekday() >= 6:
        return anchor
    return anchor - timedelta(days=7)


def full_unit(context: Context, c: Candidate) -> Reading | None:
    """The full year, all day: a length of one unit."""
    unit = read_unit(c) or read_unit(c, "whole")
    told = context.told_before(c.char_start, "year", SAME_SENTENCE_CHARS)
    if unit == "Y" and told is not None and c.all_words().startswith("the "):
        return read_period(make_year(told.start.year), "full_unit", told.start)
    return None if unit is None else Reading("DURATION", length_value(unit, Fraction(1)), method="full_unit")


def ordinal_unit(context: Context, c: Candidate) -> Reading | None:
    """The eleventh day: the day narrated."""
    unit = read_unit(c)
    anchor = context.narrated.start if context.narrated else context.published_day
    if unit is None or anchor is None:
        return read_period(None)
    if unit == "3M":
        told = context.latest_exactly("quarter")
        anchor = told.start if told else anchor
    return read_period(make_unit(anchor, unit), "ordinal_unit", anchor)
