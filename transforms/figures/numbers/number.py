"""A number as written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: span, exact value and what kind of expression it is.

    kind: cardinal, fraction (of a whole), vague ("dozens"), multiplier ("doubled").
    """

    start: int
    end: int
    value: Decimal
    kind: str
    in_digits: bool
    text: str
