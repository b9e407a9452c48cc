"""Exchange rates and small coins: what "152.4 per dollar" and "41 cents" are in a currency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from transforms.actors.findings import ActorFindings
from transforms.figures.lexicon import UnitEntry, load_unit_words, load_word_list, read_rows
from transforms.figures.quantities.local_currency import count_countries, load_shared_names
from transforms.figures.quantities.quantities import Quantity
from transforms.language.parsed_document import ParsedDocument

UNKNOWN = UnitEntry("XXX", "money")  # ISO 4217: no known currency
HUNDREDTH = Decimal("0.01")
US_CENTS = re.compile(r"\b(?:u\.?s\.?|american)[\s-]+cents?\b", re.IGNORECASE)
# How far before a rate the name of its currency is looked for.
REACH = 260


@lru_cache(maxsize=1)
def list_currency_names() -> dict[str, UnitEntry]:
    """Currencies by name in small letters; coins are left out."""
    return {
        w: e
        for w, e in load_unit_words().items()
        if e.dimension == "money" and len(e.code) == 3 and e.code.isupper()
    }


def _match_name() -> str:
    """The pattern of a currency's name, the longest first."""
    names = sorted(list_currency_names(), key=lambda n: (-len(n), n))
    return rf"(?P<name>{'|'.join(map(re.escape, names))})"


@lru_cache(maxsize=1)
def compile_names() -> re.Pattern[str]:
    """Names of currencies in a text."""
    return re.compile(rf"\b{_match_name()}\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def compile_rate() -> re.Pattern[str]:
    """What stands behind a rate: "per dollar", "to the euro", "against the U.S. dollar"."""
    return re.compile(
        rf"\s+(?:(?P<per>per|for\s+(?:one|each|every))|(?:to|against)\s+(?:the|one|a|each))\s+"
        rf"{_match_name()}\b(?!\s+(?:bill|zone|bond|note|area)s?\b)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def load_country_currencies() -> dict[str, UnitEntry]:
    """The currency of a country, the first of the list."""
    found: dict[str, UnitEntry] = {}
    for row in read_rows("currencies.csv"):
        if row["country"] and len(row["code"]) == 3 and row["code"].isupper():
            found.setdefault(row["country"], UnitEntry(row["code"], "money", country=row["country"]))
    return found


def read_exchange_rates(
    parsed: ParsedDocument, quantities: Sequence[Quantity], actors: ActorFindings
) -> list[Quantity]:
    """Give bare numbers before "per dollar" the currency that is priced, and the other as denominator."""
    return [_read_rate(parsed.text, q, actors) for q in quantities]


def _read_rate(text: str, quantity: Quantity, actors: ActorFindings) -> Quantity:
    is_money = quantity.unit.dimension == "money"
    if quantity.per_unit or not (is_money or quantity.unit.code == "count") or not quantity.number.in_digits:
        return quantity
    match = compile_rate().match(text, quantity.end)
    if match is None:
        return quantity
    base = list_currency_names()[re.sub(r"\s+", " ", match["name"].lower())]
    unit = quantity.unit if is_money else _find_priced(text, quantity, base, actors)
    if unit is None and match["per"] is None:
        return quantity  # "lost 83 to the dollar": nothing says that money is meant
    if (unit or UNKNOWN).code == base.code:
        return quantity
    return replace(quantity, unit=unit or UNKNOWN, per_unit=base.code, end=match.end())


def _find_priced(text: str, quantity: Quantity, base: UnitEntry, actors: ActorFindings) -> UnitEntry | None:
    """The currency whose price is told: the one named last before the number, else the country's own."""
    counts = count_countries(actors)
    start = max(text.rfind("\n", 0, quantity.start) + 1, quantity.start - REACH)
    for match in reversed(list(compile_names().finditer(text, start, quantity.start))):
        name = match["name"].lower()
        entry = list_currency_names()[name]
        codes = load_shared_names().get(name.split()[-1], {}) if " " not in name else {}
        known = [c for c in codes if counts.get(c)]
        code = codes[max(known, key=lambda c: (counts[c], c))] if known else entry.code
        if code != base.code:
            return UnitEntry(code, "money")
    own = load_country_currencies()
    named = [c for c in counts if c in own and own[c].code != base.code]
    return own[max(named, key=lambda c: (counts[c], c))] if named else None


def settle_cents(
    parsed: ParsedDocument, quantities: Sequence[Quantity], actors: ActorFindings
) -> list[Quantity]:
    """Cents as a part of the currency that the text or its country tells; else they stay cents."""
    if not any(q.unit.code == "cent" for q in quantities):
        return list(quantities)
    return [_settle_cent(parsed.text, q, quantities, actors) for q in quantities]


def _settle_cent(
    text: str, quantity: Quantity, others: Iterable[Quantity], actors: ActorFindings
) -> Quantity:
    if quantity.unit.code != "cent":
        return quantity
    code = "USD" if US_CENTS.search(text, quantity.start, quantity.end) else None
    code = code or _find_nearest(quantity, others) or _find_own(actors)
    if code is None:
        return quantity
    high = None if quantity.value_high is None else quantity.value_high * HUNDREDTH
    return replace(
        quantity, unit=UnitEntry(code, "money", HUNDREDTH), value=quantity.value * HUNDREDTH, value_high=high
    )


def _find_nearest(quantity: Quantity, others: Iterable[Quantity]) -> str | None:
    near = [q for q in others if q.unit.code in load_word_list("cent_currencies")]
    return min(near, key=lambda q: abs(q.start - quantity.start)).unit.code if near else None


def _find_own(actors: ActorFindings) -> str | None:
    """The currency of the country that the report speaks of most, where it has cents."""
    counts, own = count_countries(actors), load_country_currencies()
    top = max(counts, key=lambda c: (counts[c], c)) if counts else None
    if top in load_word_list("euro_countries"):
        return "EUR"
    code = own[top].code if top in own else None
    return code if code in load_word_list("cent_currencies") else None
