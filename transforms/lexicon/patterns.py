"""Patterns of words, by room and name: the regular expressions of the files `patterns.txt`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from transforms.lexicon.word_lists import read_lines

TRANSFORMS = Path(__file__).parents[1]


@cache
def list_patterns(room: str) -> dict[str, str]:
    """The regular expressions of a package of the transforms ("figures") by name.

    Raises:
        OSError: it has none.
    """
    named = (line.partition(": ") for line in read_lines(TRANSFORMS / room / "patterns.txt"))
    return {name: pattern for name, _, pattern in named}


@cache
def load_pattern(room: str, name: str) -> re.Pattern[str]:
    """One of the patterns of a package, compiled; case is ignored unless it says otherwise.

    Raises:
        KeyError: there is none of this name.
    """
    return re.compile(list_patterns(room)[name], re.IGNORECASE)
