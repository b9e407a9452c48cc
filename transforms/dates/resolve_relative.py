"""Resolve expressions that are counted from the document's date or from a day just told."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from transforms.dates.choose_year import find_direction, resolve_month_day
from transforms.dates.context import Context
from transforms.dates.grammar import load_grammar
from transforms.dates.numbers import read_number
from transforms.dates.periods import (
    FINENESS,
    Period,
    join,
    make_day,
    make_quarter,
    make_unit,
    make_week,
    make_year,
    shift,
)
from transforms.dates.reading import Reading, narrow_to_edge, read_period
from transforms.dates.resolve_calendar import LAST, NEXT, relative_year, weekday_number, year_number
from transforms.dates.resolve_length import length_value
from transforms.dates.scan import Candidate

# How many characters back "the same day", "the following year" may refer.
TOLD_CHARS = 500
SAME_SENTENCE_CHARS = 120
TOLD = {"following", "previous", "preceding", "subsequent", "prior", "same", "that"}


def day_offset(context: Context, c: Candidate) -> Reading | None:
    """Today, yesterday, tomorrow, tonight, this morning."""
    anchor = context.reference_day(c)
    part = c.rule.parameters.get("part_of_day") or _part_code(c)
    if anchor is None:
        return Reading("TIME" if part else "DATE", None, method="open")
    day = make_day(anchor + timedelta(days=int(c.rule.parameters["offset"])))
    if part:
        return Reading("TIME", f"{day.value}T{part}", day.start, day.end, "day", anchor, "day_offset")
    return read_period(day, "day_offset", anchor)


def _part_code(c: Candidate) -> str | None:
    part = c.part("part")
    return str(load_grammar().value("part", part[-1].form)) if part else None


def overnight(context: Context, c: Candidate) -> Reading | None:
    """Overnight: the night before."""
    anchor = context.reference_day(c)
    if anchor is None:
        return Reading("TIME", None, method="open")
    day = make_day(anchor - timedelta(days=1))
    return Reading("TIME", f"{day.value}TNI", day.start, anchor, "day", anchor, "overnight")


def unit_code(c: Candidate, name: str = "unit") -> str | None:
    """TIMEX3 letter of the unit that a part names."""
    for token in reversed(c.part(name)):
        for class_name in ("unit", "units", "unit_long"):
            code: str | None = load_grammar().value(class_name, token.form)
            if code is not None:
                return code
    return None


def relative_unit(context: Context, c: Candidate) -> Reading | None:
    """This week, last month, the following day, the same year."""
    unit = c.rule.parameters.get("unit") or unit_code(c)
    rel = str(c.rule.parameters.get("rel_word") or c.words("rel"))
    last_word = rel.split()[-1]
    if unit is None:
        return None
    if unit.startswith("T"):
        return None if last_word in ("this", "current", "same", "that") else _clock_unit(unit, last_word)
    if c.part("unit") and c.part("unit")[-1].form == "night" and last_word not in TOLD:
        return None
    if unit == "D" and last_word == "last":
        last_word = "that"
    step = -1 if last_word in ("last", "previous", "preceding", "prior", "past") else 0
    step = 1 if last_word in ("next", "following", "coming", "upcoming", "subsequent") else step
    if rel == "the past" or (rel == "the last" and _is_stretch(context, c, unit)):
        return Reading(
            "DURATION", length_value(unit, Fraction(1)), *_span(context, unit, -1), method="past_unit"
        )
    anchor = _relative_anchor(context, c, unit, last_word)
    if anchor is None:
        return read_period(None)
    moved = shift(anchor, unit, step)
    period = make_unit(moved, unit) if moved else None
    return narrow_to_edge(read_period(period, "relative_unit", anchor), c.words("edge"))


def _is_stretch(context: Context, c: Candidate, unit: str) -> bool:
    """Whether "the last year" is the stretch up to now ("over the last year") and not the year before."""
    before = context.previous_token(c)
    return unit in ("10Y", "100Y") or (
        before is not None and before.lower_ in ("over", "during", "within", "in")
    )


def _clock_unit(unit: str, word: str) -> Reading | None:
    if word in ("past", "last", "next", "coming"):
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
        told = _find_told(context, c, unit, word)
        if told is not None:
            return told.start
    if word in ("last", "first") and unit == "D":
        return context.narrated.start if context.narrated else context.published_day
    return _known_to(context, unit)


def _find_told(context: Context, c: Candidate, unit: str, word: str) -> Period | None:
    """The date that "the same day", "the following year" looks back to; never one still ahead in a past tense."""
    needed = {"D": "day", "W": "day", "WE": "day", "M": "month", "3M": "quarter"}.get(unit, "year")
    told = context.told_before(c.char_start, needed, TOLD_CHARS) or context.narrated or context.fallback
    day = context.published_day
    if told is not None and day is not None and told.start > day and context.tense(c) != "future":
        told = context.narrated
    return told if told is None or FINENESS[told.precision] <= FINENESS[needed] else None  # type: ignore[index]


def _known_to(context: Context, unit: str) -> date | None:
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
    unit = unit_code(c)
    anchor = _known_to(context, unit) if unit else None
    moved = shift(anchor, unit, int(c.rule.parameters["step"])) if anchor and unit else None
    return read_period(make_unit(moved, unit) if moved and unit else None, "relative_unit", anchor)


def definite_unit(context: Context, c: Candidate) -> Reading | None:
    """The day, the end of the year, later in the week: of the day narrated."""
    unit = unit_code(c)
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
        anchor = told.start if told is not None and is_past else _known_to(context, unit)
    if anchor is None:
        return read_period(None)
    return narrow_to_edge(read_period(make_unit(anchor, unit), "definite_unit", anchor), edge)


def find_ending(context: Context, c: Candidate) -> date | None:
    """The day that "the week to Feb. 7", "the quarter ended March 31" run to; None without one."""
    tokens = c.tokens[c.last : c.last + 6]
    if len(tokens) < 3 or tokens[0].form not in ("to", "ending", "ended", "through"):
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
    unit = unit_code(c) or unit_code(c, "whole")
    told = context.told_before(c.char_start, "year", SAME_SENTENCE_CHARS)
    if unit == "Y" and told is not None and c.all_words().startswith("the "):
        return read_period(make_year(told.start.year), "full_unit", told.start)
    return None if unit is None else Reading("DURATION", length_value(unit, Fraction(1)), method="full_unit")


def same_period(context: Context, c: Candidate) -> Reading | None:
    """The same period in 2023: the quarter or months just told, moved to that year."""
    words = c.all_words()
    told = _latest_period(context)
    year: int | None
    if c.part("year"):
        year = year_number(c)
    elif c.part("years_ago"):
        count = read_number(c.part("years_ago"))
        year = context.published_year - int(count) if count and context.published_year else None
    elif c.part("rel") and "year before" not in words:
        base = context.published_year or (told.start.year if told else None)
        year = base if base is None else base + (0 if c.words("rel") == "this" else -1)
        if year is not None and told is not None and c.words("rel") != "this":
            year = min(year, told.start.year - 1)
    else:
        base = told.start.year if told else context.published_year
        year = base - 1 if base else None
    if year is None:
        return read_period(None)
    if told is None:
        return read_period(make_year(year), "same_period", context.published_day)
    return read_period(_move_to_year(told, year), "same_period", told.start)


def _latest_period(context: Context) -> Period | None:
    """The last month, quarter or half told, before that the last of any kind below the year."""
    for _, period in reversed(context.history[-8:]):
        if period.precision in ("month", "quarter"):
            return period
    return None


def _move_to_year(period: Period, year: int) -> Period:
    years = year - period.start.year
    start = shift(period.start, "Y", years) or period.start
    if period.precision == "quarter" and "-Q" in period.value:
        return make_quarter(year, (period.start.month + 2) // 3)
    if period.precision == "month":
        moved = make_unit(start, "M")
        if moved is not None and "/" not in period.value:
            return moved
    end = shift(period.end, "Y", years) or period.end
    return Period(f"{year:04d}{period.value[4:]}", start, end, period.precision)


def year_ago_period(context: Context, c: Candidate) -> Reading | None:
    """The year-ago quarter."""
    told = _latest_period(context)
    if told is not None:
        return read_period(_move_to_year(told, told.start.year - 1), "same_period", told.start)
    year = context.published_year
    return read_period(make_year(year - 1) if year else None, "same_period", context.published_day)


def weekday(context: Context, c: Candidate) -> Reading | None:
    """Tuesday, last Friday, Monday morning."""
    number = weekday_number(c, "weekday")
    if number is None:
        return None
    part = _part_code(c)
    day = find_weekday(context, c, number)
    if day is None:
        return Reading("TIME" if part else "DATE", None, method="open")
    if part:
        value = f"{day.isoformat()}T{part}"
        return Reading("TIME", value, day, day, "day", context.published_day, "weekday")
    return read_period(make_day(day), "weekday", context.published_day)


def find_weekday(context: Context, c: Candidate, number: int) -> date | None:
    """The day that a weekday's name means here."""
    rel, anchor = c.words("rel"), context.published_day
    before = context.previous_token(c)
    if not rel and before is not None and before.lower_ in ("to", "through"):
        told = context.told_before(c.char_start, "day", 30)
        if told is not None:
            return told.start + timedelta(days=(number - told.start.isoweekday()) % 7)
    if not rel and before is not None and before.lower_ in ("and", "or"):
        told = context.told_before(c.char_start, "day", 30)
        if told is not None and anchor is not None and told.start > anchor:
            return told.start + timedelta(days=(number - told.start.isoweekday()) % 7)
    if rel in ("the following", "the previous"):
        anchor = context.narrated.start if context.narrated else anchor
    if anchor is None:
        return None
    back = (anchor.isoweekday() - number) % 7
    ahead = (number - anchor.isoweekday()) % 7
    if rel in LAST:
        return anchor - timedelta(days=back or 7)
    if rel in ("next", "the next"):
        return _next_weekday(anchor, number)
    if rel in NEXT:
        return anchor + timedelta(days=ahead or 7)
    if rel == "this":
        return make_week(anchor).start + timedelta(days=number - 1)
    direction = find_direction(context, c)
    if direction == "future":
        return anchor + timedelta(days=ahead)
    return anchor - timedelta(days=back)


def _next_weekday(anchor: date, number: int) -> date:
    """The weekday of the coming week."""
    return make_week(anchor).end + timedelta(days=number)


def weekday_week(context: Context, c: Candidate) -> Reading | None:
    """Monday last week."""
    number, anchor = weekday_number(c, "weekday"), context.published_day
    if number is None or anchor is None:
        return read_period(None)
    step = {"last": -1, "next": 1}.get(c.words("rel"), 0)
    day = make_week(anchor).start + timedelta(days=7 * step + number - 1)
    return read_period(make_day(day), "weekday", anchor)


def weekday_range(context: Context, c: Candidate) -> Reading | None:
    """Monday-Friday."""
    first, last = weekday_number(c, "weekday"), weekday_number(c, "weekday2")
    if first is None or last is None:
        return None
    start = find_weekday(context, c, first)
    if start is None:
        return read_period(None)
    end = start + timedelta(days=(last - first) % 7)
    return read_period(join(make_day(start), make_day(end)), "weekday_range", context.published_day)


def distance(context: Context, c: Candidate) -> Reading | None:
    """Two weeks ago, three days later, five years from now."""
    direction = int(c.rule.parameters["direction"])
    unit, count = unit_code(c), read_number(c.part("count")) if c.part("count") else None
    if unit is None:
        return None
    anchor = context.published_day if context.published_day else _known_to(context, unit)
    if c.rule.parameters.get("anchor") == "narrated":
        told = context.told_before(c.char_start, "day" if unit in ("D", "W") else "year", TOLD_CHARS)
        anchor = told.start if told else anchor
        if told is not None and unit in ("W", "2W") and count is not None and told.precision == "day":
            moved = shift(told.start, unit, direction * int(count))
            return read_period(make_day(moved) if moved else None, "distance", told.start)
    vague = "PAST_REF" if direction < 0 else "FUTURE_REF"
    if count is None:
        return Reading("DATE", vague, method="vague_distance")
    if anchor is None:
        return read_period(None)
    if unit.startswith("T"):
        return _clock_distance(context, unit, count, direction, anchor)
    if count.denominator != 1:
        unit, count = ("M", count * 12) if unit == "Y" else ("D", count * 7) if unit == "W" else (unit, count)
    moved = shift(anchor, unit, direction * int(count))
    return read_period(make_unit(moved, unit) if moved else None, "distance", anchor)


def _clock_distance(
    context: Context, unit: str, count: Fraction, direction: int, anchor: date
) -> Reading | None:
    hours = count / {"TH": 1, "TM": 60, "TS": 3600}[unit]
    if hours >= 24 and hours % 24 == 0:
        return read_period(make_day(anchor + timedelta(days=direction * int(hours / 24))), "distance", anchor)
    return Reading(
        "TIME", "PAST_REF" if direction < 0 else "FUTURE_REF", None, None, None, anchor, "distance"
    )


def reference(_: Context, c: Candidate) -> Reading | None:
    """Now, recently, the near future."""
    return Reading("DATE", str(c.rule.parameters["value"]), method="reference")


def ordinal_unit(context: Context, c: Candidate) -> Reading | None:
    """The eleventh day: the day narrated."""
    unit = unit_code(c)
    anchor = context.narrated.start if context.narrated else context.published_day
    if unit is None or anchor is None:
        return read_period(None)
    if unit == "3M":
        told = context.latest_exactly("quarter")
        anchor = told.start if told else anchor
    return read_period(make_unit(anchor, unit), "ordinal_unit", anchor)
