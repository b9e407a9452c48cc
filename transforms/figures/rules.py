"""The name of the rule behind a figure and how far it may be trusted."""

from __future__ import annotations

from functools import lru_cache

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import read_rows


@lru_cache(maxsize=1)
def load_confidences() -> dict[str, float]:
    """Measured share of right rows by rule."""
    return {row["method"]: float(row["confidence"]) for row in read_rows("confidence.csv")}


def name_rule(a: AnchoredQuantity) -> str:
    """Which rule found a figure."""
    kind, dimension = a.quantity.number.kind, a.quantity.unit.dimension
    if dimension == "age":
        return "age"
    if kind == "multiplier" or dimension == "ratio":
        return "multiple"
    if a.quantity.value_high is not None:
        return "range"
    if kind in ("vague", "fraction"):
        return kind
    if (
        dimension == "share"
        and a.quantity.value != a.quantity.number.value
        and a.quantity.unit.code == "percent"
    ):
        return "odds"
    if dimension in ("money", "duration"):
        return dimension
    if dimension == "share":
        return "percent"
    if a.is_count:
        return (
            "count_bare"
            if a.noun is None
            else "determiner"
            if a.quantity.value <= 3 and not a.quantity.number.in_digits
            else "count"
        )
    return "measure"


def rate_confidence(a: AnchoredQuantity) -> float:
    """Calibrated probability that value and unit are right."""
    return load_confidences()[name_rule(a)]
