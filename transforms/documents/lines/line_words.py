"""Words that tell what a line is (line_words.yaml)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml


def load_words(name: str) -> tuple[str, ...]:
    """The words of a list."""
    return tuple(_load_lists()[name])


def join_words(name: str) -> str:
    """The words of a list as alternatives of a pattern."""
    return "|".join(load_words(name))


@lru_cache(maxsize=1)
def _load_lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = read_yaml(Path(__file__).with_name("line_words.yaml"))
    return lists
