"""Find the names of the reference tables in a text: countries, bodies, people, regions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from schemas.document_actors import ActorType
from transforms.actors.reference.countries import (
    capital_spellings,
    country_adjectives,
    country_capitals,
    country_demonyms,
    country_names,
    load_countries,
)
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.tables import read_table, split_list
from transforms.actors.words import Words

EntryKind = Literal["country", "adjective", "demonym", "capital", "body", "person", "region"]

BODY_TYPES: dict[str, ActorType] = {"organisation": "organisation", "group": "group", "location": "location"}
LEAD = re.compile(r"\w+")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What the tables say of a name: its kind, preferred name, type, country and sector."""

    kind: EntryKind
    name: str
    type: ActorType
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the tables found at tokens `first` to `last`, exclusive."""

    first: int
    last: int
    entry: Entry


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def plain_letters(text: str) -> str:
    """The text with straight apostrophes and letters without accents, of the same length."""
    text = text.translate(APOSTROPHES)
    return text if text.isascii() else "".join(c if c.isascii() else _plain_letter(c) for c in text)


@lru_cache(maxsize=1)
def load_entries() -> dict[str, Entry]:
    """Entries by name, in the spelling of the tables; countries win over what is listed later."""
    found: dict[str, Entry] = {}

    def add(names: tuple[str, ...], entry: Entry) -> None:
        for name in names:
            found.setdefault(name.translate(APOSTROPHES), entry)
            found.setdefault(plain_letters(name), entry)

    countries = load_countries()
    for name, code in country_names().items():
        add((name,), Entry("country", countries[code].name, "country", code, None))
    for row in read_table("organisations.csv"):
        entry = Entry(
            "body", row["name"], BODY_TYPES[row["type"]], row["country"] or None, row["sector"] or None
        )
        add((row["name"], *split_list(row["aliases"])), entry)
    for row in read_table("regions.csv"):
        add(
            (row["name"], *split_list(row["aliases"])),
            Entry("region", row["name"], "location", row["country"] or None, None),
        )
    for row in read_table("provinces.csv"):
        add((row["name"],), Entry("region", row["name"], "location", row["country"], None))
    for name, code in country_capitals().items():
        add((name,), Entry("capital", capital_spellings()[name], "location", code, None))
    for name, code in country_adjectives().items():
        add((name,), Entry("adjective", countries[code].name, "country", code, None))
    for name, code in country_demonyms().items():
        add((name,), Entry("demonym", countries[code].name, "country", code, None))
    for row in read_table("people.csv"):
        add(
            (row["name"], *split_list(row["aliases"])),
            Entry("person", row["name"], "person", row["country"] or None, row["sector"]),
        )
    return found


@lru_cache(maxsize=1)
def load_shouted() -> dict[str, Entry]:
    """Entries by their name in capitals, for headings and datelines; short names are left out."""
    return {name.upper(): entry for name, entry in reversed(load_entries().items()) if len(name) > 4}


@lru_cache(maxsize=1)
def _longest_by_lead() -> dict[str, int]:
    """Length in characters of the longest name by its first word, in either case."""
    longest: dict[str, int] = {}
    for table in (load_entries(), load_shouted()):
        for name in table:
            lead = LEAD.match(name)
            if lead:
                longest[lead[0]] = max(longest.get(lead[0], 0), len(name))
    for name, code in country_names().items():
        if code and name.isalpha() and len(name) > 4:
            longest.setdefault(f"{name}s", len(name) + 1)
    return longest


def _without_s(name: str, entries: dict[str, Entry]) -> Entry | None:
    """A country whose genitive lost its apostrophe ("Russias closest partner")."""
    entry = entries.get(name[:-1]) if name.endswith("s") and len(name) > 5 else None
    return entry if entry is not None and entry.kind == "country" else None


def find_names(words: Words) -> Iterator[Hit]:
    """Yield the longest names of the tables, left to right, none inside another."""
    longest, entries, shouted = _longest_by_lead(), load_entries(), load_shouted()
    small = load_name_words()["small_leads"]
    text = plain_letters(words.source)
    i, count = 0, len(words)
    while i < count:
        token = text[words.start[i] : words.end[i]]
        lead = LEAD.match(token) if token[0].isupper() or token in small else None
        limit = longest.get(lead[0], 0) if lead else 0
        after = i + 1
        if limit:
            start = words.start[i]
            last = i
            while (
                last < count
                and words.sentence[last] == words.sentence[i]
                and words.end[last] - start <= limit + 1
            ):
                last += 1
            for end in range(last, i, -1):
                name = text[start : words.end[end - 1]]
                entry = entries.get(name) or shouted.get(name) or _without_s(name, entries)
                if entry is not None:
                    yield Hit(i, end, entry)
                    after = end
                    break
        i = after


@lru_cache(maxsize=1)
def load_surnames() -> dict[str, tuple[Entry, ...]]:
    """Persons of the tables by surname, as a lone "Putin" or "Erdogan" needs it."""
    found: dict[str, list[Entry]] = {}
    for name, entry in load_entries().items():
        if entry.kind == "person" and " " in name and entry not in found.setdefault(name.split()[-1], []):
            found[name.split()[-1]].append(entry)
    return {surname: tuple(entries) for surname, entries in found.items()}
