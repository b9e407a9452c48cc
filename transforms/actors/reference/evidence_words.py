"""Words by which a text says whose an actor is: the lists of `evidence.yaml`."""

from __future__ import annotations

from functools import lru_cache

from transforms.actors.reference.tables import DATA
from transforms.lexicon.word_lists import read_word_lists


@lru_cache(maxsize=1)
def load_evidence_words() -> dict[str, frozenset[str]]:
    """The words of each list, lower case."""
    return read_word_lists(DATA / "evidence.yaml")
