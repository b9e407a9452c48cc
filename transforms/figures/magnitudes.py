"""Numbers whose measure is said around them: magnitudes of quakes, units said once for two figures."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.figures.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import UnitEntry

MAGNITUDE = UnitEntry("magnitude", "magnitude")
QUAKE = re.compile(
    r"\b(?:(?:earth)?quakes?|tremors?|temblors?|aftershocks?|foreshocks?|Richter|seismic|jolt)\b", re.I
)
NAMED_BEFORE = re.compile(r"\bmagnitude[\s-]+(?:of\s+|was\s+)?(?:about\s+|around\s+|between\s+)?\Z", re.I)
MEASURED_BEFORE = re.compile(
    r"\b(?:measur(?:ing|ed)|register(?:ing|ed)|of|at)\s+(?:about\s+|around\s+)?\Z", re.I
)
NAMED_BEHIND = re.compile(r"[\s-]magnitude\b", re.I)
SCALE_BEHIND = re.compile(
    r"\s+(?:in\s+magnitude|on\s+the\s+(?:open-ended\s+)?(?:Richter|moment\s+magnitude)\b)", re.I
)

SHARED = re.compile(
    r"(?:\s*,)?\s+(?:compared\s+(?:to|with)|versus|vs\.?|against|from|up\s+from|down\s+from)\s+"
    r"(?:about\s+|around\s+|nearly\s+|some\s+|just\s+)?",
    re.I,
)
LISTED = re.compile(r",?\s+(?:and\s+)?(?:the\s+)?(?:[A-Z][\w.'’-]+\s+){1,3}(?:with\s+|gave\s+)?")
SHAREABLE = {"money", "mass", "volume", "flow", "length", "area", "power", "energy", "age"}


def read_magnitude(a: AnchoredQuantity, text: str) -> AnchoredQuantity | None:
    """The figure as the magnitude of an earthquake; None when it is none."""
    if not a.is_count or not 0 < a.quantity.value < 10 or not a.quantity.number.in_digits:
        return None
    start, end = a.quantity.start, a.quantity.end
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


def share_unit_before(before: AnchoredQuantity, a: AnchoredQuantity, text: str) -> AnchoredQuantity:
    """As in "512,000 barrels, compared with 498,000" or "350 million euros, Germany 244 million"."""
    unit = before.quantity.unit
    if not a.is_count or a.noun is not None or unit.dimension not in SHAREABLE or a.quantity.has_prefix:
        return a
    if a.quantity.number.kind != "cardinal" or before.sentence_no != a.sentence_no:
        return a
    between = text[before.end : a.start]
    listed = (
        unit.dimension == "money"
        and re.search(r"[a-z]$", a.quantity.number.text)
        and LISTED.fullmatch(between)
    )
    near = 0.02 < float(a.quantity.value) / max(1e-9, float(before.quantity.value)) < 50
    if not near or not (listed or SHARED.fullmatch(between)):
        return a
    return replace(a, quantity=replace(a.quantity, unit=unit, per_unit=before.quantity.per_unit))
