"""Small tables that never change with the data: countries, and the types of events with their numbers."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from schemas.codebook import read_codebook

FOLDER = Path(__file__).parent

Rows = tuple[tuple[str | float | int | None, ...], ...]


class CountryRow(NamedTuple):
    """A state, a territory or a former state; latitude and longitude are those of its capital, in degrees."""

    country_code: str
    name: str
    alpha2: str | None
    numeric_code: str | None
    region: str | None
    status: str
    latitude: float | None
    longitude: float | None


@lru_cache(maxsize=1)
def list_country_rows() -> tuple[CountryRow, ...]:
    """Every country, in the order of the table."""
    return tuple(
        CountryRow(
            country_code=row["country_code"],
            name=row["name"],
            alpha2=row["alpha2"] or None,
            numeric_code=row["numeric_code"] or None,
            region=row["region"] or None,
            status=row["status"],
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
        )
        for row in _read("countries.csv")
    )


@lru_cache(maxsize=1)
def list_event_type_rows() -> Rows:
    """event_type, event_mode, quad_class, cameo_root, intensity, planned type, meaning and example of each.

    A type without mode comes before its modes.
    """
    codes = {
        (c.event_type or c.code, c.code if c.kind == "mode" else None): c
        for c in read_codebook()
        if c.kind in ("type", "mode")
    }
    rows = []
    for row in _read("event_types.csv"):
        key = row["event_type"], row["event_mode"] or None
        numbers = int(row["quad_class"]), row["cameo_root"], float(row["intensity"])
        rows.append((*key, *numbers, row["planned"], codes[key].meaning, codes[key].example))
    return tuple(rows)


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
