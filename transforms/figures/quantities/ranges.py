"""Two quantities that are one range: "15-20 %", "between $5m and $7m", "three or four years"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.figures.lexicon import load_number_words
from transforms.figures.quantities.quantities import COUNT, Quantity
from transforms.figures.quantities.scores import is_pair_apart
from transforms.lexicon.patterns import load_pattern

DASH = re.compile(r"(?P<hyphen>\s?[-\u2010\u2011\u2012\u2013\u2014]\s?)")
TO = load_pattern("figures", "to")
AND = load_pattern("figures", "and")
OR = re.compile(r"\s+or\s+", re.IGNORECASE)
BETWEEN = load_pattern("figures", "between")
FROM = load_pattern("figures", "from")


def merge_ranges(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Join neighbours that are the two ends of one range; scores and votes stay apart."""
    merged: list[Quantity] = []
    for n, quantity in enumerate(quantities):
        joined = None
        if merged:
            revised = _is_revision(text, quantities, n)
            joined = _join(text, merged[-1], quantity, revised)
        if joined is None:
            merged.append(quantity)
        else:
            merged[-1] = joined
    pairs = zip(merged, [*merged[1:], None], strict=False)
    return [
        q if after is None else _share_unit(text, _share_scale(text, q, after), after) for q, after in pairs
    ]


def _join(text: str, low: Quantity, high: Quantity, is_sure: bool = False) -> Quantity | None:
    """The range of two quantities, or None."""
    if low.value_high is not None or low.number.kind == "multiplier" or high.number.kind == "multiplier":
        return None
    between = text[low.end : high.start]
    if len(between) > 24 or not _compatible(low, high):
        return None
    scaled = _spread_scale(low, high)
    if not (is_sure or _is_range(text, low, high, between, scaled)) or scaled.value > high.value:
        return None
    if scaled.value == high.value:
        return None
    unit = high.unit if low.unit is COUNT else low.unit
    start = scaled.start
    lead = BETWEEN.search(text, max(0, start - 20), start)
    start = lead.start() if lead and AND.fullmatch(between) else start
    return replace(
        high,
        start=start,
        value=scaled.value,
        value_high=high.value,
        unit=unit,
        has_prefix=low.has_prefix or high.has_prefix,
    )


def _is_revision(text: str, quantities: Sequence[Quantity], n: int) -> bool:
    """As in "from 5 to 7 percent to 3 to 5 percent": two ranges, four numbers joined by "to"."""
    for first in (n - 1, n - 3):
        if first >= 0 and first + 3 < len(quantities):
            gaps = [text[quantities[k].end : quantities[k + 1].start] for k in range(first, first + 3)]
            if all(TO.fullmatch(gap) or DASH.fullmatch(gap) for gap in gaps) and TO.fullmatch(gaps[1]):
                return True
    return False


def _compatible(low: Quantity, high: Quantity) -> bool:
    if low.unit.code == high.unit.code:
        return True
    if low.unit is COUNT:
        return not high.has_prefix or bool(low.number.in_digits)
    return high.unit is COUNT and low.has_prefix


def _spread_scale(low: Quantity, high: Quantity) -> Quantity:
    """As in "$5-7 million" is five to seven million; "1 to 2 thousand"; "8 to 10 weeks"."""
    if low.unit.code != high.unit.code and low.unit is not COUNT and high.unit is not COUNT:
        return low
    factor = high.value / high.number.value if high.number.value else 1
    tail = load_pattern("figures", "scale_at_end").search(high.number.text)
    if tail and not re.search(r"[a-z]{2,}", low.number.text.lower() if low.number.in_digits else ""):
        factor = factor * load_number_words()[tail[1].lower()].value
    plain = low.value == low.number.value or low.value == -low.number.value
    if plain and factor != 1 and low.value < high.value / factor and not _has_scale(low):
        return replace(low, value=low.value * factor)
    return low


def _has_scale(quantity: Quantity) -> bool:
    return bool(load_pattern("figures", "scale_inside").search(quantity.number.text))


def _is_range(text: str, low: Quantity, high: Quantity, between: str, scaled: Quantity) -> bool:
    """Whether two quantities are the ends of one range; `scaled` is the lower with the scale of the upper."""
    if DASH.fullmatch(between):
        spaced = between.strip() != between
        plain = low.unit is COUNT and high.unit is COUNT and not spaced
        return not (plain and is_pair_apart(text, low, high))
    if AND.fullmatch(between):
        return BETWEEN.search(text, max(0, low.start - 20), low.start) is not None
    if TO.fullmatch(between):
        bare = low.unit is COUNT and high.unit is not COUNT and not high.has_prefix
        if MOVED.search(text, max(0, low.start - 40), low.start) and not (
            bare and high.value <= low.value * 3 and not _says_by(text, low)
        ):
            return False  # "gained $1.50 to $105.90": a change and the level it led to
        if lead := FROM.search(text, max(0, low.start - 20), low.start):
            return lead[0].lower().endswith("the ") or not _is_change(text, low)
        is_far = high.unit is COUNT and high.value > low.value * 5
        if _says_by(text, low) and (low.unit is not COUNT or is_far):
            return False  # "raised by 4 cents to 25 cents", "a rise by 35 to 1,208"
        return not load_pattern("figures", "contest_before").search(text[max(0, low.start - 12) : low.start])
    if OR.fullmatch(between):
        times = scaled.value / low.value if low.value else Decimal(1)
        first, second = low.number.value, high.number.value / times
        return low.unit is COUNT and second <= first * 3 and second - first <= max(Decimal(2), first)
    return False


MOVED = load_pattern("figures", "moved")


def _says_by(text: str, low: Quantity) -> bool:
    return text[max(0, low.start - 3) : low.start].lower() == "by "


AGE_BEFORE = load_pattern("figures", "age_before")
CHANGE_VERB = load_pattern("figures", "change_verb")


def _is_change(text: str, low: Quantity) -> bool:
    """Whether "from A to B" tells a development (two figures) and no span of values."""
    clause = re.split(r"[.;:!?,]\s", text[max(0, low.start - 90) : low.start])[-1]
    if low.value == 0 or load_pattern("figures", "ranging").search(clause):
        return False
    return CHANGE_VERB.search(clause) is not None


def _share_scale(text: str, first: Quantity, second: Quantity) -> Quantity:
    """As in "rose from 5 to 7 billion euros": five billion too."""
    said = re.search(r"[a-z]{2,}\Z", second.number.text.lower())
    scales = load_number_words()
    if said is None or said[0] not in scales or _has_scale(first) or not first.number.in_digits:
        return first
    if not _compatible(first, second):
        return first
    is_from = FROM.search(text, max(0, first.start - 20), first.start)
    if is_from is None or TO.fullmatch(text, first.end, second.start) is None:
        return first
    factor = scales[said[0]].value
    return replace(first, value=first.value * factor) if first.value < second.value / factor * 50 else first


def _share_unit(text: str, first: Quantity, second: Quantity) -> Quantity:
    """As in "from 5 to 7 percent", "$5 and 7", "45 and 50 mg", "seven- or eight-inch".

    The first takes the unit of the second.
    """
    if (
        first.unit is not COUNT
        or second.unit is COUNT
        or second.has_prefix
        or first.number.kind != "cardinal"
    ):
        return first
    if AGE_BEFORE.search(text, max(0, first.start - 16), first.start):
        return first
    between = text[first.end : second.start]
    plain = load_pattern("figures", "joined_numbers").fullmatch(between)
    sides = re.fullmatch(r"\s*(?:by|x|×)\s*", between) if second.unit.dimension == "length" else None
    same = second.unit.dimension != "share" and first.value == second.value
    if (plain is None and sides is None) or same:
        return first
    return replace(first, unit=second.unit, value=first.value * second.unit.factor, per_unit=second.per_unit)
