"""Where a page shows its date (shown_dates.yaml)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.word_lists import read_word_lists


@lru_cache(maxsize=1)
def load_shown_dates() -> dict[str, frozenset[str]]:
    """Names of elements, words of their names, and zones whose dates are those of other articles."""
    return read_word_lists(Path(__file__).with_name("shown_dates.yaml"))
