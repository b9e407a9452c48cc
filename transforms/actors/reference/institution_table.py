"""Common nouns for bodies and groups: the table and its look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from transforms.actors.reference.tables import read_table


@dataclass(frozen=True, slots=True)
class Institution:
    """A noun phrase for a body or group, with the name that it gets."""

    canonical: str
    kind: str
    sector: str


@lru_cache(maxsize=1)
def load_institutions() -> dict[str, Institution]:
    """Institutions by phrase in lower case."""
    return {
        row["phrase"]: Institution(row["canonical"], row["kind"], row["sector"])
        for row in read_table("institutions.csv")
    }
