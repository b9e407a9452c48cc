"""The word lists of measures, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def load_measure_words() -> Mapping[str, frozenset[str]]:
    """Words by kind."""
    found: dict[str, set[str]] = {}
    for row in read_csv(FOLDER / "measure_words.csv"):
        found.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in found.items()}


@lru_cache(maxsize=1)
def load_change_measures() -> Mapping[frozenset[str], tuple[tuple[str, ...], str]]:
    """By the words of what changes: words and kind of the measure that names its change in percent."""
    rows = read_csv(FOLDER / "change_measures.csv")
    return {frozenset(r["measure"].split()): (tuple(r["named"].split()), r["kind"]) for r in rows}


@lru_cache(maxsize=1)
def load_irregular_singulars() -> Mapping[str, str]:
    """The one form of a noun by each of its forms."""
    return {row["word"]: row["singular"] for row in read_csv(FOLDER / "irregular_singulars.csv")}


@lru_cache(maxsize=1)
def load_measure_phrases() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Words of each phrase and of the measure that it becomes, longest phrases first."""
    rows = [
        (tuple(r["phrase"].split()), tuple(r["measure"].split()))
        for r in read_csv(FOLDER / "measure_phrases.csv")
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


@lru_cache(maxsize=1)
def load_phrase_openings() -> frozenset[str]:
    """First words of the phrases and of the measures that they become."""
    return frozenset(words[0] for row in load_measure_phrases() for words in row if words)
