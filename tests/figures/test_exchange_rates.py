"""Rates and coins whose currency the country of the report tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.actors.find import find_actors
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.language.parsed_document import ParsedDocument

# Sentence, value, unit, denominator.
CASES = [
    ("The rupee closed at 278.4 against the dollar in Pakistan.", 278.4, "PKR", "USD"),
    ("Turkey's currency fell to 31.9 per dollar.", 31.9, "TRY", "USD"),
    ("It fell to 31.9 per dollar.", 31.9, "XXX", "USD"),
    ("A loaf in Canada rose to 61 cents.", 0.61, "CAD", None),
    ("Bread prices in Germany rose by 30 cents.", 0.3, "EUR", None),
    ("The levy is 5 U.S. cents.", 0.05, "USD", None),
    ("The levy is 5 cents.", 5, "cent", None),
]


@pytest.mark.parametrize(("text", "value", "unit", "per_unit"), CASES, ids=[c[0][:30] for c in CASES])
def test_currency_of_country(
    parse: Callable[..., ParsedDocument], text: str, value: float, unit: str, per_unit: str | None
) -> None:
    parsed = parse(text, published="2024-03-20")
    times, actors = find_time_expressions(parsed), find_actors(parsed)
    (found,) = find_figures(parsed, times, actors, (), EventFindings())
    assert found.value == pytest.approx(value)
    assert (found.unit, found.per_unit) == (unit, per_unit)
