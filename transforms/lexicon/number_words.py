"""Words of whole numbers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml


@lru_cache(maxsize=1)
def load_number_words() -> dict[str, dict[str, int]]:
    """Value by lower-case word and part: `cardinal` (zero to nineteen), `tens`, `scale`, `ordinal_word`."""
    words: dict[str, dict[str, int]] = read_yaml(Path(__file__).parent / "number_words.yaml")
    return words
