"""Resolve lengths of time and repeated times."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schemas.events import DatePrecision
from transforms.dates.context.context import Context
from transforms.dates.context.periods import make_unit, shift
from transforms.dates.context.reading import Reading
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.numbers import format_number, read_number
from transforms.dates.resolvers.relative_words import MANY_UNITS


def length_value(unit: str, count: Fraction | None) -> str:
    """TIMEX3 duration: ("Y", 27) is P27Y, ("10Y", 2) is P20Y, ("TH", None) is PTXH."""
    letter = unit.lstrip("0123456789")
    factor = int(unit[: -len(letter)] or 1)
    if letter == "WE":
        letter, factor = "WE", 1
    clock = letter.startswith("T")
    prefix, letter = ("PT", letter[1:]) if clock else ("P", letter)
    if count is None:
        decades = {"10Y": "XDE", "100Y": "XCE", "1000Y": "XML"}
        return prefix + decades.get(unit, f"X{letter}")
    return f"{prefix}{format_number(count * factor)}{letter}"


def read_unit(c: Candidate, name: str = "unit") -> str | None:
    """TIMEX3 letter of the unit that a part names."""
    for token in reversed(c.part(name)):
        for class_name in ("unit", "units", "unit_long", "unit_short"):
            code: str | None = load_grammar().value(class_name, token.form)
            if code is not None:
                return code
    return None


def duration(context: Context, c: Candidate) -> Reading | None:
    """Five and a half hours, two-day, several years."""
    unit = read_unit(c)
    if unit is None:
        return None
    count = read_number(c.part("count")) if c.part("count") else None
    if c.words("count") == "another":
        count = Fraction(1)
    if count is not None and c.part("plus"):
        count += Fraction(1, 4) if "quarter" in c.words("plus") else Fraction(1, 2)
    value = length_value(unit, count)
    anchor = context.published_day
    if count is not None and anchor is not None and _lies_ahead(context, c):
        return _read_ahead(value, unit, count, anchor)
    return Reading("DURATION", value, method="duration")


def _lies_ahead(context: Context, c: Candidate) -> bool:
    """Whether a length follows "in" under a future verb: "will vote in two weeks"."""
    before = context.previous_token(c)
    return before is not None and before.lower_ == "in" and context.tense(c) == "future"


def _read_ahead(value: str, unit: str, count: Fraction, anchor: date) -> Reading:
    target = shift(anchor, unit, int(count)) if count.denominator == 1 else None
    period = make_unit(target, unit if unit in ("M", "Y", "10Y") else "D") if target else None
    if period is None:
        return Reading("DURATION", value, method="duration")
    return Reading("DURATION", value, period.start, period.end, period.precision, anchor, "in_units")


def duration_compound(_: Context, c: Candidate) -> Reading | None:
    """Two years and three months."""
    first, second = read_unit(c), read_unit(c, "unit2")
    count, count2 = read_number(c.part("count")), read_number(c.part("count2"))
    order = ["1000Y", "100Y", "10Y", "Y", "3M", "M", "W", "D", "TH", "TM", "TS"]
    if first not in order or second not in order or count is None or count2 is None:
        return None
    if order.index(first) >= order.index(second):
        return None
    head, tail = length_value(first, count), length_value(second, count2)
    tail = tail[1:] if not (head.startswith("PT") and tail.startswith("PT")) else tail[2:]
    return Reading("DURATION", head + tail, method="duration")


def duration_range(_: Context, c: Candidate) -> Reading | None:
    """Two to three weeks: both lengths."""
    unit = read_unit(c)
    low, high = read_number(c.part("count")), read_number(c.part("count2"))
    if unit is None or low is None or high is None or low >= high:
        return None
    return Reading(
        "DURATION", f"{length_value(unit, low)}/{length_value(unit, high)}", method="duration_range"
    )


def fraction_of_unit(_: Context, c: Candidate) -> Reading | None:
    """Half an hour, a quarter-century."""
    unit = read_unit(c)
    if unit is None:
        return None
    share = Fraction(str(c.rule.parameters["fraction"]))
    finer = {
        "TH": ("TM", 60),
        "TM": ("TS", 60),
        "D": ("TH", 24),
        "Y": ("M", 12),
        "100Y": ("Y", 100),
        "10Y": ("Y", 10),
    }
    if unit in finer:
        name, factor = finer[unit]
        return Reading("DURATION", length_value(name, share * factor), method="duration")
    return Reading("DURATION", length_value(unit, share), method="duration")


def unit_long(_: Context, c: Candidate) -> Reading | None:
    """Weekslong, hours-long, day-long."""
    unit = read_unit(c, "long") or read_unit(c)
    if unit is None:
        return None
    word = c.tokens[c.first].form
    is_plural = word.startswith(MANY_UNITS)
    return Reading("DURATION", length_value(unit, None if is_plural else Fraction(1)), method="duration")


def vague_units(_: Context, c: Candidate) -> Reading | None:
    """Over the years."""
    unit = read_unit(c)
    return None if unit is None else Reading("DURATION", length_value(unit, None), method="duration")


def anchored_duration(context: Context, c: Candidate) -> Reading | None:
    """The past 27 years, the next four months: a length that touches the document's date."""
    unit = read_unit(c)
    if unit is None:
        return None
    count = read_number(c.part("count")) if c.part("count") else None
    value = length_value(unit, count)
    if c.part("count2"):
        count = read_number(c.part("count2"))
        value = f"{value}/{length_value(unit, count)}"
    direction, anchor = int(c.rule.parameters["direction"]), context.reference_day(c)
    if count is None or anchor is None:
        return Reading("DURATION", value, anchor=anchor, method="anchored_duration")
    start, end = _span(anchor, unit, count, direction)
    precision = make_precision(unit) if start else None
    return Reading("DURATION", value, start, end, precision, anchor, "anchored_duration")


def make_precision(unit: str) -> DatePrecision:
    """How fine the ends of a span counted in a unit are known."""
    if unit in ("D", "W", "2W", "WE") or unit.startswith("T"):
        return "day"
    return "month" if unit in ("M", "3M", "6M") else "year"


def _span(anchor: date, unit: str, count: Fraction, direction: int) -> tuple[date | None, date | None]:
    if unit.startswith("T"):
        days = int(count / {"TH": 24, "TM": 1440, "TS": 86400}[unit])
        other = shift(anchor, "D", direction * max(days, 0))
    else:
        other = shift(anchor, unit, direction * int(count))
    if other is None:
        return None, None
    return (other, anchor) if direction < 0 else (anchor, other)


def set_of_units(_: Context, c: Candidate) -> Reading | None:
    """Every two years, a year (as a rate), year on year."""
    unit = read_unit(c)
    if unit is None:
        return None
    count = read_number(c.part("count")) if c.part("count") else Fraction(1)
    if c.part("other"):
        count = Fraction(2)
    if c.part("count2"):
        high = length_value(unit, read_number(c.part("count2")))
        return Reading("SET", f"{length_value(unit, count)}/{high}", method="set")
    if unit == "WE" and count == 1:
        return Reading("SET", "XXXX-WXX-WE", method="set")
    return Reading("SET", length_value(unit, None if c.part("vague") else count), method="set")


def frequency(_: Context, c: Candidate) -> Reading | None:
    """Daily, annually."""
    value = str(load_grammar().value("frequency", c.words("word")))
    factor = c.rule.parameters.get("factor")
    if factor is not None:
        count = Fraction(value[1:-1]) * Fraction(str(factor))
        value = "P6M" if value == "P1Y" and count < 1 else f"P{format_number(count)}{value[-1]}"
    return Reading("SET", value, method="set")


def set_of_weekdays(_: Context, c: Candidate) -> Reading | None:
    """Every Monday, on Sundays."""
    for token in c.part("weekday"):
        for name in ("weekday", "weekday_short", "weekday_plural"):
            number = load_grammar().value(name, token.form)
            if number is not None:
                part = c.words("part")
                code = load_grammar().value("parts", part) or load_grammar().value("part", part)
                return Reading("SET", f"XXXX-WXX-{number}" + (f"T{code}" if code else ""), method="set")
    return None


def set_of_months(_: Context, c: Candidate) -> Reading | None:
    """Every June."""
    return Reading("SET", f"XXXX-{load_grammar().value('month', c.words('month')):02d}", method="set")


def set_of_seasons(_: Context, c: Candidate) -> Reading | None:
    """Every summer."""
    grammar, word = load_grammar(), c.words("season")
    code = grammar.value("season", word) or grammar.value("season_fall", word)
    return Reading("SET", f"XXXX-{code}", method="set")


def set_of_parts(_: Context, c: Candidate) -> Reading | None:
    """Every morning."""
    grammar, word = load_grammar(), c.words("part")
    code = grammar.value("part", word) or grammar.value("parts", word)
    return Reading("SET", f"XXXX-XX-XXT{code}", method="set")
