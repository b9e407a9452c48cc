"""Quantities told in two units: "5 feet 2 inches", "3 dollars and 50 cents"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.figures.quantities.quantities import Quantity

# (larger unit, smaller unit) -> how many of the smaller make one of the larger
PARTS = {
    ("ft", "in"): 12,
    ("lb", "ounce"): 16,
    ("USD", "cent"): 100,
    ("AUD", "cent"): 100,
    ("EUR", "cent"): 100,
    ("GBP", "GBX"): 100,
    ("m", "cm"): 100,
}
JOINT = re.compile(r"\s*,?\s+(?:and\s+)?|\s?-\s?", re.IGNORECASE)


def join_compounds(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Neighbours of a larger and a smaller unit become one quantity in the larger."""
    joined: list[Quantity] = []
    for quantity in quantities:
        before = joined[-1] if joined else None
        parts = PARTS.get((before.unit.code, quantity.unit.code)) if before else None
        if before and parts and quantity.value < parts and JOINT.fullmatch(text, before.end, quantity.start):
            value = before.value + quantity.value / Decimal(parts)
            joined[-1] = replace(before, end=quantity.end, value=value)
        else:
            joined.append(quantity)
    return joined
