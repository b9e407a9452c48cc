"""Small tables that never change with the data: countries, and the types of events with their numbers."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from schemas.codebook import read_codebook

FOLDER = Path(__file__).parent

Rows = tuple[tuple[str | float | int | None, ...], ...]


@lru_cache(maxsize=1)
def list_country_rows() -> Rows:
    """country_code, name, alpha2, numeric_code, region, status, latitude and longitude of each country."""
    places = ("latitude", "longitude")
    return tuple(
        tuple(float(cell) if cell and name in places else cell or None for name, cell in row.items())
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
