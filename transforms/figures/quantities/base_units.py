"""The value of a figure in the base unit of its dimension: tonnes and pounds as kilograms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from transforms.figures.lexicon import read_rows
from transforms.figures.quantities.quantities import Quantity

# Degrees Celsius of a temperature: (value - offset) * factor.
TEMPERATURES = {
    "degC": (Decimal(0), Decimal(1)),
    "degF": (Decimal(32), Decimal(5) / 9),
    "K": (Decimal("273.15"), Decimal(1)),
}


@dataclass(frozen=True, slots=True)
class BaseValue:
    """A value, and the high end of a range, in the base unit; all None where a unit has none."""

    unit: str | None = None
    value: float | None = None
    high: float | None = None


@lru_cache(maxsize=1)
def load_base_units() -> dict[str, tuple[str, Decimal]]:
    """Base unit and factor by code."""
    return {row["code"]: (row["base"], Decimal(row["factor"])) for row in read_rows("base_units.csv")}


def convert_to_base(quantity: Quantity) -> BaseValue:
    """The value of a quantity in its base unit; money stays in its own currency, a count is a count."""
    code, dimension = quantity.unit.code, quantity.unit.dimension
    if code in TEMPERATURES:
        offset, factor = TEMPERATURES[code]
        return _make("degC", quantity, offset, factor)
    if code in load_base_units():
        base, factor = load_base_units()[code]
        return _make(base, quantity, Decimal(0), factor)
    if dimension in ("count", "ratio") or (dimension == "money" and len(code) == 3 and code.isupper()):
        return _make(code, quantity, Decimal(0), Decimal(1))
    return BaseValue()


def _make(base: str, quantity: Quantity, offset: Decimal, factor: Decimal) -> BaseValue:
    high = quantity.value_high
    return BaseValue(
        base,
        float((quantity.value - offset) * factor),
        None if high is None else float((high - offset) * factor),
    )
