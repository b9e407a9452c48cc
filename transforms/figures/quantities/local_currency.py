"""Money whose sign or name several countries share: "$", "pesos", "crowns"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from transforms.actors.findings import ActorFindings
from transforms.figures.lexicon import UnitEntry, read_rows
from transforms.figures.quantities.quantities import Quantity
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.patterns import load_pattern

FOREIGN = load_pattern("figures", "foreign")


@lru_cache(maxsize=1)
def load_dollar_countries() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Currency code and naming words by country."""
    return {
        row["country"]: (
            row["code"],
            re.compile(rf"\b(?:{'|'.join(map(re.escape, row['words'].split('|')))})\b"),
        )
        for row in read_rows("dollar_countries.csv")
    }


@lru_cache(maxsize=1)
def load_shared_names() -> dict[str, dict[str, str]]:
    """Code by country, for each name of money that several countries use."""
    rows = read_rows("ambiguous_currencies.csv")
    pairs = {row["names"]: dict(pair.split(":") for pair in row["codes"].split("|")) for row in rows}
    return {name: codes for names, codes in pairs.items() for name in names.split("|")}


def localise_names(
    parsed: ParsedDocument, quantities: Sequence[Quantity], actors: ActorFindings
) -> list[Quantity]:
    """Give "pesos", "pounds" or "crowns" the currency of the country that the report speaks of most."""
    counts = count_countries(actors)
    return [_localise_name(parsed.text, q, counts) for q in quantities]


def _localise_name(text: str, quantity: Quantity, counts: dict[str, int]) -> Quantity:
    if quantity.unit.dimension != "money":
        return quantity
    behind, ahead = text[quantity.number.end : quantity.end], text[quantity.start : quantity.number.start]
    words = re.findall(r"[a-z]+", behind.lower()) or re.findall(r"[a-z]+", ahead.lower())
    codes = next((load_shared_names()[w] for w in words[:2] if w in load_shared_names()), {})
    named = [country for country in codes if counts.get(country)]
    if not named:
        return quantity
    best = max(named, key=lambda country: (counts[country], codes[country] == quantity.unit.code))
    return replace(quantity, unit=UnitEntry(codes[best], "money"))


def count_countries(actors: ActorFindings) -> dict[str, int]:
    """How often the actors of each country are mentioned."""
    counts: dict[str, int] = {}
    for actor in actors.actors:
        if actor.country_code:
            counts[actor.country_code] = counts.get(actor.country_code, 0) + actor.mention_count
    return counts


def localise_dollars(
    parsed: ParsedDocument, quantities: Sequence[Quantity], actors: ActorFindings
) -> list[Quantity]:
    """Give bare dollars the currency of the report's country, where publisher or text make it plain."""
    bare = [q for q in quantities if q.unit.code == "USD" and _is_bare(parsed.text, q)]
    code = _find_local_dollar(parsed, actors) if bare else None
    if code is None:
        return list(quantities)
    unit = UnitEntry(code, "money")
    return [
        replace(q, unit=unit) if q in bare and not _is_conversion(parsed.text, q) else q for q in quantities
    ]


def _is_bare(text: str, quantity: Quantity) -> bool:
    surface = text[quantity.start : quantity.end]
    return FOREIGN.search(surface) is None and "USD" not in surface and "U.S" not in surface


def _is_conversion(text: str, quantity: Quantity) -> bool:
    """A bare dollar amount in brackets behind another currency is converted to US dollars."""
    before = text[max(0, quantity.start - 3) : quantity.start].strip()
    return (
        before.endswith("(")
        and re.search(r"\d|llion|dollars?|[A-Z]{3}", text[max(0, quantity.start - 16) : quantity.start])
        is not None
    )


def _find_local_dollar(parsed: ParsedDocument, actors: ActorFindings) -> str | None:
    countries = load_dollar_countries()
    named = " ".join(filter(None, (parsed.publisher, parsed.dateline_place)))
    for code, words in countries.values():
        if words.search(named):
            return code
    if FOREIGN.search(parsed.text) is None:
        return None
    counts = count_countries(actors)
    top = max(counts, key=lambda c: (counts[c], c)) if counts else None
    return countries[top][0] if top in countries and counts[top] * 2 > sum(counts.values()) else None
