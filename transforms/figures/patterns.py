"""The patterns of the words beside numbers, by name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from transforms.figures.lexicon import FOLDER
from transforms.lexicon.word_lists import read_lines


@lru_cache(maxsize=1)
def list_patterns() -> dict[str, str]:
    """The regular expressions of `patterns.txt` by name."""
    named = (line.partition(": ") for line in read_lines(FOLDER / "patterns.txt"))
    return {name: pattern for name, _, pattern in named}


@cache
def load_pattern(name: str) -> re.Pattern[str]:
    """One of the patterns, compiled; case is ignored unless it says otherwise.

    Raises:
        KeyError: there is none of this name.
    """
    return re.compile(list_patterns()[name], re.IGNORECASE)
