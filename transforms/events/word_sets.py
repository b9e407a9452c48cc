"""Closed word lists of the rules, read once from their file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.yaml_data import read_yaml


@lru_cache(maxsize=1)
def _load() -> dict[str, frozenset[str]]:
    data = read_yaml(Path(__file__).with_name("word_sets.yaml"))
    return {name: frozenset(str(words).split()) for name, words in data.items()}


def word_set(name: str) -> frozenset[str]:
    """The words of a list.

    Raises:
        KeyError: there is no such list.
    """
    return _load()[name]
