"""Magnitudes of earthquakes: numbers whose measure is said around them."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import UnitEntry
from transforms.lexicon.patterns import load_pattern

MAGNITUDE = UnitEntry("magnitude", "magnitude")
QUAKE = load_pattern("figures", "quake")
NAMED_BEFORE = load_pattern("figures", "named_before")
MEASURED_BEFORE = load_pattern("figures", "measured_before")
NAMED_BEHIND = re.compile(r"[\s-]magnitude\b", re.I)
SCALE_BEHIND = load_pattern("figures", "scale_behind")


def read_magnitude(a: AnchoredQuantity, text: str) -> AnchoredQuantity | None:
    """The figure as the magnitude of an earthquake; None when it is none."""
    if not a.is_count or not 0 < a.quantity.value < 10:
        return None
    start, end = a.quantity.start, a.quantity.end
    if not a.quantity.number.in_digits and not SCALE_BEHIND.match(text, end):
        return None
    named = NAMED_BEFORE.search(text, max(0, start - 40), start) or NAMED_BEHIND.match(text, end)
    measured = "." in a.quantity.number.text and MEASURED_BEFORE.search(text, max(0, start - 30), start)
    if not named and not SCALE_BEHIND.match(text, end):
        span = a.root.sent
        around = text[max(0, span.start_char - 250) : span.end_char]
        if not measured or a.noun is not None or QUAKE.search(around) is None:
            return None
    return replace(a, quantity=replace(a.quantity, unit=MAGNITUDE), noun=None)


def name_quake(a: AnchoredQuantity, text: str) -> str:
    """The item of a magnitude."""
    span = a.root.sent
    found = QUAKE.search(text, span.start_char, span.end_char)
    noun = (
        found[0].lower() if found and found[0].lower() not in ("richter", "seismic", "jolt") else "earthquake"
    )
    return f"magnitude of {noun}"
