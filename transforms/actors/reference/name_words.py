"""Closed sets of words in and beside names: the lists of `name_words.yaml`."""

from __future__ import annotations

from functools import lru_cache

from transforms.actors.reference.tables import DATA
from transforms.lexicon.word_lists import read_word_lists


@lru_cache(maxsize=1)
def load_name_words() -> dict[str, frozenset[str]]:
    """The words of each list by its name."""
    return read_word_lists(DATA / "name_words.yaml")
