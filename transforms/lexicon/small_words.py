"""Small words inside names: "of", "the", "de"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.word_lists import read_lines


@lru_cache(maxsize=1)
def load_small_words() -> frozenset[str]:
    """The words of `small_words.txt`, lower case."""
    return frozenset(read_lines(Path(__file__).with_name("small_words.txt")))
