"""Currencies and units measured against Babel's and Pint's tables."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from transforms.figures.lexicon import load_currency_symbols, load_unit_words
from transforms.figures.numbers.compose import find_numbers
from transforms.figures.quantities.base_units import load_base_units
from transforms.figures.quantities.quantities import read_quantity

babel = pytest.importorskip("babel")
pint = pytest.importorskip("pint")

# How Pint spells codes that it does not read as they stand; coins and dimensionless units have no row there.
PINT_NAMES = {
    "t": "tonne",
    "ug": "microgram",
    "um": "micrometre",
    "mi": "mile",
    "nmi": "nautical_mile",
    "in": "inch",
    "yd": "yard",
    "ly": "light_year",
    "km2": "km**2",
    "m2": "m**2",
    "cm2": "cm**2",
    "mi2": "mile**2",
    "ft2": "ft**2",
    "km3": "km**3",
    "m3": "m**3",
    "ft3": "ft**3",
    "yd3": "yd**3",
    "l": "litre",
    "cl": "centilitre",
    "ml": "millilitre",
    "bbl": "oil_barrel",
    "a": "year",
    "mo": "month",
    "wk": "week",
    "d": "day",
    "h": "hour",
    "mph": "mile/hour",
    "km/h": "km/hour",
    "B": "byte",
    "KB": "kilobyte",
    "MB": "megabyte",
    "GB": "gigabyte",
    "TB": "terabyte",
    "PB": "petabyte",
    "hPa": "hectopascal",
    "kvolt": "kilovolt",
    "Sv": "sievert",
    "mSv": "millisievert",
    "uSv": "microsievert",
    "MMBtu": "megaBtu",
}
WITHOUT_PINT = {"bp", "pp", "percent", "GBX", "kopeck", "paise", "sen", "bbl/d", "boe/d"}


@lru_cache(maxsize=1)
def read_registry() -> Any:
    """Pint's table of units."""
    return pint.UnitRegistry()


def list_active_currencies() -> list[str]:
    """Codes that are tender somewhere today."""
    from babel.core import get_global

    tender = get_global("territory_currencies").values()
    return sorted({code for rows in tender for code, _, end, is_tender in rows if end is None and is_tender})


@pytest.mark.parametrize("code", list_active_currencies())
def test_every_active_currency_is_read(code: str) -> None:
    name = babel.Locale("en").currencies[code]
    assert code in load_currency_symbols()
    for text in (f"{code} 300 million", f"{code}300 million", f"40 million {plural(name)}"):
        (number,) = find_numbers(text)
        quantity = read_quantity(text, number, 0)
        assert quantity is not None
        assert quantity.unit.code == code, text


def plural(name: str) -> str:
    """The name of a currency as it stands behind an amount, in small letters."""
    singular = name.lower()
    return singular if singular in load_unit_words() else f"{singular}s"


@pytest.mark.parametrize("code", sorted(set(load_base_units()) - WITHOUT_PINT))
def test_factors_agree_with_pint(code: str) -> None:
    base, factor = load_base_units()[code]
    one = read_registry().Quantity(1, PINT_NAMES.get(code, code))
    assert float(factor) == pytest.approx(one.to(PINT_NAMES.get(base, base)).magnitude, rel=1e-5)
