"""The word lists of the figure grammar, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv
from transforms.lexicon.word_lists import read_word_lists

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that is part of a number."""

    word: str
    kind: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit of measure or a currency: its code, dimension and size in that code."""

    code: str
    dimension: str
    factor: Decimal = Decimal(1)
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ScaleSuffix:
    """A letter that multiplies the number before it, and when."""

    suffix: str
    factor: Decimal
    condition: str


@dataclass(frozen=True, slots=True)
class MultiplierWord:
    """A word that is a ratio by itself."""

    word: str
    kind: str
    value: Decimal
    change: str | None


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of a data file of this folder; lines that begin with # are comments."""
    return read_csv(FOLDER / name)


@lru_cache(maxsize=1)
def load_number_words() -> dict[str, NumberWord]:
    """Number words by lower-case form."""
    rows = read_rows("number_words.csv")
    return {r["word"]: NumberWord(r["word"], r["kind"], Decimal(r["value"])) for r in rows}


@lru_cache(maxsize=1)
def load_scale_suffixes() -> dict[str, ScaleSuffix]:
    """Scale letters by exact form."""
    rows = read_rows("scale_suffixes.csv")
    return {r["suffix"]: ScaleSuffix(r["suffix"], Decimal(r["factor"]), r["condition"]) for r in rows}


@lru_cache(maxsize=1)
def load_multiplier_words() -> dict[str, MultiplierWord]:
    """Multiplier words by lower-case form."""
    rows = read_rows("multiplier_words.csv")
    return {
        r["word"]: MultiplierWord(r["word"], r["kind"], Decimal(r["value"]), r["change"] or None)
        for r in rows
    }


@lru_cache(maxsize=1)
def load_unit_words() -> dict[str, UnitEntry]:
    """Units and currencies by lower-case name; the first entry of a name wins."""
    found: dict[str, UnitEntry] = {}
    for row in read_rows("units.csv"):
        entry = UnitEntry(row["code"], row["dimension"], Decimal(row["factor"]))
        for word in filter(None, row["words"].split("|")):
            found.setdefault(word, entry)
    for row in read_rows("currencies.csv"):
        entry = UnitEntry(row["code"], row["dimension"], country=row["country"] or None)
        for word in filter(None, row["names"].split("|")):
            found.setdefault(word, entry)
    return found


@lru_cache(maxsize=1)
def load_unit_symbols() -> dict[str, UnitEntry]:
    """Units by exact symbol, as written after a number."""
    found: dict[str, UnitEntry] = {}
    for row in read_rows("units.csv"):
        entry = UnitEntry(row["code"], row["dimension"], Decimal(row["factor"]))
        for symbol in filter(None, row["symbols"].split("|")):
            found.setdefault(symbol, entry)
    return found


@lru_cache(maxsize=1)
def load_currency_symbols() -> dict[str, tuple[UnitEntry, bool]]:
    """Currencies by exact symbol or code; the flag says that only large or decimal numbers may follow."""
    found: dict[str, tuple[UnitEntry, bool]] = {}
    for row in read_rows("currencies.csv"):
        entry = UnitEntry(row["code"], row["dimension"], country=row["country"] or None)
        for symbol in filter(None, row["symbols"].split("|")):
            found.setdefault(symbol.rstrip("!"), (entry, symbol.endswith("!")))
        if row["code"].isupper():
            found.setdefault(row["code"], (entry, True))
    return found


@lru_cache(maxsize=2)
def load_comparators(position: str) -> dict[str, str]:
    """Comparator by lower-case phrase, for phrases `before` or `after` the number."""
    return {r["phrase"]: r["comparator"] for r in read_rows("comparators.csv") if r["position"] == position}


@lru_cache(maxsize=4)
def load_change_words(kind: str) -> dict[str, str]:
    """Direction of change by lemma (verb, noun) or form (adverb)."""
    return {r["word"]: r["direction"] for r in read_rows("change_words.csv") if r["kind"] == kind}


@lru_cache(maxsize=1)
def load_holding_verbs() -> dict[str, str]:
    """By verb whose subject holds what is counted: the preposition between the two."""
    return {r["verb"]: r["link"] for r in read_rows("holding_verbs.csv")}


@lru_cache(maxsize=1)
def load_number_labels() -> dict[str, str]:
    """Words that make the number after them a label, with their case condition."""
    return {r["word"]: r["case"] for r in read_rows("number_labels.csv")}


@lru_cache(maxsize=1)
def _load_word_lists() -> dict[str, frozenset[str]]:
    return read_word_lists(FOLDER / "word_lists.yaml")


def load_word_list(name: str) -> frozenset[str]:
    """One of the small word lists of `word_lists.yaml`."""
    return _load_word_lists()[name]
