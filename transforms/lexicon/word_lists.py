"""Read a data file of word lists: a name, then its words, one a line."""

from __future__ import annotations

from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml


def read_word_lists(path: Path) -> dict[str, frozenset[str]]:
    """The words of a YAML file by name of their list.

    Raises:
        OSError: the file can't be read.
    """
    return {name: frozenset(words) for name, words in read_yaml(path).items()}
