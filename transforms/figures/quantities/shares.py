"""Fractions, odds and multiples: "a quarter of", "two in three", "half an hour", "4.5 times", "doubled"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.figures.lexicon import UnitEntry, load_multiplier_words, load_unit_words, load_word_list
from transforms.figures.quantities.quantities import COUNT, Quantity
from transforms.figures.quantities.units import read_unit
from transforms.lexicon.patterns import load_pattern

PERCENT = UnitEntry("percent", "share")
RATIO = UnitEntry("ratio", "ratio")
# What odds are told of: "three in ten".
WHOLES = frozenset({*range(2, 11), 12, 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000})

IN_OF = load_pattern("figures", "in_of")
SHARE_BEFORE = load_pattern("figures", "share_before")
SHARE_AFTER = load_pattern("figures", "share_after")
HALF_AFTER = load_pattern("figures", "half_after")
HALF_REJECT = load_pattern("figures", "half_reject")
TIME_AFTER = load_pattern("figures", "time_after")
TIMES = load_pattern("figures", "times")
RATIO_AFTER = load_pattern("figures", "ratio_after")
GROWN_BEFORE = load_pattern("figures", "grown_before")
# "Was delayed three times.": occasions, where "were oversubscribed three times" is a ratio.
UNDERGONE = load_pattern("figures", "undergone")
PART_ENDS = load_pattern("figures", "part_ends")
OCCASION_AFTER = load_pattern("figures", "occasion_after")


UNIT_AND = load_pattern("figures", "unit_and")
CUT_IN = load_pattern("figures", "cut_in")


def settle_shares(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give fractions, odds and multiples their unit; drop those that are none ("the third quarter".

    "half-time").
    """
    settled: list[Quantity] = []
    skip = False
    for n, quantity in enumerate(quantities):
        if skip:
            skip = False
            continue
        odds = _read_odds(text, quantity, quantities[n + 1]) if n + 1 < len(quantities) else None
        found = odds or _settle(text, quantity)
        skip = odds is not None
        if found is not None:
            settled.append(found)
    return settled


def _read_odds(text: str, part: Quantity, whole: Quantity) -> Quantity | None:
    """As in "one in five", "two out of three", "9 of every 10" as percent."""
    between = IN_OF.fullmatch(text, part.end, whole.start)
    if not between or part.unit is not COUNT or whole.unit is not COUNT:
        return None
    joint = between[0].split()
    if not (0 < part.value < whole.value) or part.value != int(part.value) or part.number.kind != "cardinal":
        return None
    simple = part.value == 1 or whole.value in WHOLES
    if joint == ["of"] or (joint == ["in"] and not simple):
        return None
    if joint[0].lower() == "in" and part.number.in_digits and whole.number.in_digits and part.value > 9:
        return None
    return replace(part, end=whole.end, value=part.value * 100 / whole.value, unit=PERCENT, per_unit=None)


def _settle(text: str, quantity: Quantity) -> Quantity | None:
    kind = quantity.number.kind
    if kind == "multiplier":
        return _settle_multiplier(text, quantity)
    if kind == "fraction":
        return _settle_fraction(text, quantity)
    if quantity.unit is COUNT and (times := TIMES.match(text, quantity.end)):
        return _settle_times(text, quantity, times.end())
    return quantity


def _settle_multiplier(text: str, quantity: Quantity) -> Quantity | None:
    word = load_multiplier_words()[quantity.number.text.lower()]
    after = text[quantity.end : quantity.end + 24]
    if word.kind == "none":
        return None
    if word.kind == "adverb" and not load_pattern("figures", "as_much_behind").match(after):
        return None
    if (
        word.kind == "verb"
        and quantity.number.text.lower() in load_word_list("multiplying_verbs")
        and load_pattern("figures", "double_things").match(after)
    ):
        return None
    return replace(quantity, unit=RATIO)


def _settle_fraction(text: str, quantity: Quantity) -> Quantity | None:
    """A part of a measure keeps the measure ("half an hour"); a part of a whole becomes percent."""
    surface = quantity.number.text.lower()
    if surface == "a half" and (whole := _read_unit_before(text, quantity)):
        return whole
    if quantity.unit is not COUNT:
        is_ordinal = load_pattern("figures", "one_part").fullmatch(surface) is not None
        return None if is_ordinal and " of " not in text[quantity.number.end : quantity.end] else quantity
    measure = load_pattern("figures", "of_a_unit").match(text[quantity.end :])
    if measure:
        unit = read_unit(text, quantity.end + measure.end(), quantity.number)
        if (
            unit
            and unit[0].dimension != "share"
            and not (unit[0].code == "point" and "percent" in text[unit[1] : unit[1] + 9])
        ):
            return replace(quantity, unit=unit[0], end=unit[1], value=quantity.value * unit[0].factor)
        point = load_pattern("figures", "of_a_percent").match(text[quantity.end :])
        if point:
            code = UnitEntry("pp", "share") if point[1] else PERCENT
            return replace(quantity, unit=code, end=quantity.end + point.end())
    if surface == "half" and CUT_IN.search(text, max(0, quantity.start - 40), quantity.start):
        return replace(quantity, unit=RATIO)
    if not _is_share(text, quantity, surface):
        return None
    return replace(quantity, unit=PERCENT, value=quantity.value * 100)


def _read_unit_before(text: str, quantity: Quantity) -> Quantity | None:
    """As in "an inch and a half": one and a half of the unit said before."""
    match = UNIT_AND.search(text, max(0, quantity.start - 24), quantity.start)
    unit = load_unit_words().get(match["unit"].lower()) if match else None
    if match is None or unit is None:
        return None
    return replace(quantity, start=match.start(), value=Decimal("1.5") * unit.factor, unit=unit)


def _is_share(text: str, quantity: Quantity, surface: str) -> bool:
    before, after = text[max(0, quantity.start - 18) : quantity.start], text[quantity.end : quantity.end + 30]
    if "half" in surface:
        if HALF_REJECT.match(after):
            return False
        return bool(HALF_AFTER.match(after) or SHARE_BEFORE.search(before) or re.search(r"\bin\s+\Z", before))
    if quantity.number.in_digits:
        return "/" not in surface or bool(SHARE_AFTER.match(after)) or quantity.value.as_tuple().exponent == 0
    if surface.split()[0] in ("a", "an"):
        if surface.endswith("quarter") and (
            TIME_AFTER.match(after) or not (SHARE_AFTER.match(after) or SHARE_BEFORE.search(before))
        ):
            return False
        return bool(
            SHARE_AFTER.match(after)
            or (SHARE_BEFORE.search(before) and not re.match(r"\s+[a-z]+\b", after))
            or (PART_ENDS.match(after) and SHARE_BEFORE.search(before))
        )
    if (
        surface.endswith(("quarters",))
        and load_pattern("figures", "row_of_quarters_before").search(before)
        and not SHARE_AFTER.match(after)
    ):
        return False
    return not load_pattern("figures", "row_of_quarters_behind").match(after)


def _settle_times(text: str, quantity: Quantity, end: int) -> Quantity:
    """As in "4.5 times as many" is a ratio; "orbited 3,200 times" counts occasions."""
    after = text[end : end + 20]
    before = text[max(0, quantity.start - 50) : quantity.start]
    grown = GROWN_BEFORE.search(before)
    if after[:1] in (".", ",", ";") and UNDERGONE.search(before):
        return quantity
    if RATIO_AFTER.match(after) and not (OCCASION_AFTER.match(after) and not grown):
        return replace(quantity, unit=RATIO, end=end)
    if grown and load_pattern("figures", "grown_in_clause").search(before):
        return replace(quantity, unit=RATIO, end=end)
    return quantity
