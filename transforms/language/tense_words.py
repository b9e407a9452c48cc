"""Words that tell the tense of a clause."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml


@lru_cache(maxsize=1)
def load_tense_words() -> dict[str, frozenset[str]]:
    """The classes of tense_words.yaml by name."""
    raw = read_yaml(Path(__file__).parent / "tense_words.yaml")
    return {name: frozenset(words) for name, words in raw.items()}
