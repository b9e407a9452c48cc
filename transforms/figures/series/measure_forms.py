"""The words of a measure in one form: without tellers, times and pairs; what a thing costs is its cost."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.figures import Figure
from transforms.figures.series.measure_lexicon import load_measure_words

COST = "cost"
CLAUSE = 40  # characters before a sum in which the verb stands that says what it is


@lru_cache(maxsize=8)
def _compile(kind: str, pattern: str) -> re.Pattern[str]:
    """A pattern with the words of a kind in the place of WORDS."""
    return re.compile(pattern.replace("WORDS", "|".join(sorted(load_measure_words()[kind]))))


def cut_teller(item: str) -> str:
    """An item without who tells of the figure: "exports of the flax institute", as it expects them."""
    return _compile("teller", r"(?:\s+(?:of|by)(?:\s+the)?)?\s+(?:WORDS)$").sub("", item)


def names_no_measure(measure: str) -> bool:
    """Whether a measure only names who tells of it, or a bare rate: "the government aims at 8 percent"."""
    known = load_measure_words()
    return set(measure.split()) <= known["teller"] | known["general"]


def name_cost(words: tuple[str, ...], figure: Figure, text: str) -> tuple[str, ...]:
    """The words with "cost", where a verb says that the sum is one: "the dam cost $5 million"."""
    known = load_measure_words()
    others = known["export"] | known["import"] | known["mutual"] | known["national"]
    is_sum = figure.dimension == "money" and figure.per_unit is None
    if not is_sum or COST in words or set(words) & others:
        return words
    before = text[max(0, figure.char_start - CLAUSE) : figure.char_start]
    behind_verb = r"\b(?:WORDS)(?:\s+[^\W\d_]+){0,3}\s+\S?$"
    is_paid = text.startswith(" for ", figure.char_end) and _compile("paying", behind_verb).search(before)
    return (*words, COST) if is_paid or _compile("costing", behind_verb).search(before) else words


def drop_times(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the season of "exports in the season"; a season alone is what is measured."""
    times = load_measure_words()["season"]
    return tuple(w for w in words if w not in times) or words


def drop_pairs(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without "the two countries"."""
    pairs = load_measure_words()["pair"]
    kept = tuple(w for w in words if w not in pairs and w != "two")
    return kept or words
