"""Words by which times are told from what looks like them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.word_lists import read_word_lists


@lru_cache(maxsize=1)
def _load_lists() -> dict[str, frozenset[str]]:
    return read_word_lists(Path(__file__).parent / "condition_words.yaml")


def load_condition_words(name: str) -> frozenset[str]:
    """One of the lists of `condition_words.yaml`."""
    return _load_lists()[name]
