"""Closed sets of words that several readers of actors ask for (`word_sets.yaml`)."""

from __future__ import annotations

from functools import lru_cache

from transforms.actors.reference.tables import DATA
from transforms.lexicon.word_lists import read_word_lists


@lru_cache(maxsize=1)
def load_word_sets() -> dict[str, frozenset[str]]:
    """The words of each set by its name."""
    return read_word_lists(DATA / "word_sets.yaml")
