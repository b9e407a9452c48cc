"""Countries: names, adjectives, demonyms and capitals from the reference tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from schemas.reference_tables import list_country_rows
from transforms.actors.reference.tables import read_table, split_list


@dataclass(frozen=True, slots=True)
class Country:
    """A state, a territory or a former state."""

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    status: str
    latitude: float | None
    longitude: float | None

    @property
    def affiliation(self) -> str | None:
        """The code to give to actors; none for states that are no more (no ISO 3166-1 code)."""
        return None if self.status == "former" else self.code


@lru_cache(maxsize=1)
def load_countries() -> dict[str, Country]:
    """Countries by code: facts of the table of `schemas`, words of the one of this folder."""
    words = {row["code"]: row for row in read_table("countries.csv")}
    return {
        told.country_code: Country(
            code=told.country_code,
            name=told.name,
            aliases=split_list(words[told.country_code]["aliases"]),
            adjectives=split_list(words[told.country_code]["adjectives"]),
            demonyms=split_list(words[told.country_code]["demonyms"]),
            capitals=split_list(words[told.country_code]["capitals"]),
            status=told.status,
            latitude=told.latitude,
            longitude=told.longitude,
        )
        for told in list_country_rows()
    }


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Code by every name and alias."""
    return {name: c.code for c in load_countries().values() for name in (*c.aliases, c.name)}


@lru_cache(maxsize=1)
def country_adjectives() -> dict[str, str]:
    """Code by adjective ("Russian"); the more populous country first where two share one."""
    found: dict[str, str] = {}
    for code in sorted(load_countries(), key=lambda code: (code in LESS_LIKELY, code)):
        for word in load_countries()[code].adjectives:
            found.setdefault(word, code)
    return found


@lru_cache(maxsize=1)
def country_demonyms() -> dict[str, str]:
    """Code by noun for the people ("Russians")."""
    found: dict[str, str] = {}
    for code in sorted(load_countries(), key=lambda code: (code in LESS_LIKELY, code)):
        for word in load_countries()[code].demonyms:
            found.setdefault(word, code)
    return found


@lru_cache(maxsize=1)
def country_capitals() -> dict[str, str]:
    """Code by capital; a state's before a territory's where two share the name ("Kingston")."""
    ordered = sorted(load_countries().values(), key=lambda c: c.status != "territory")
    return {name: c.code for c in ordered for name in c.capitals}


@lru_cache(maxsize=1)
def capital_spellings() -> dict[str, str]:
    """The preferred spelling of every capital; "||" in the table parts the two seats of a state."""
    found: dict[str, str] = {}
    for row in read_table("countries.csv"):
        for city in row["capitals"].split("||"):
            spellings = split_list(city)
            found.update(dict.fromkeys(spellings, spellings[0] if spellings else ""))
    return found


# Two countries share the adjective; without other evidence the first of each pair is meant.
LESS_LIKELY = frozenset({"COG", "DMA", "ASM"})
