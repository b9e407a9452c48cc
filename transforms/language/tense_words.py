"""Words that tell the tense of a clause."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.word_lists import read_word_lists


@lru_cache(maxsize=1)
def load_tense_words() -> dict[str, frozenset[str]]:
    """The classes of tense_words.yaml by name."""
    return read_word_lists(Path(__file__).parent / "tense_words.yaml")
