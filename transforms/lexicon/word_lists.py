"""Read data files of words: lists with a name each, or one list without."""

from __future__ import annotations

from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml


def read_word_lists(path: Path) -> dict[str, frozenset[str]]:
    """The words of a YAML file by name of their list.

    Raises:
        OSError: the file can't be read.
    """
    return {name: frozenset(words) for name, words in read_yaml(path).items()}


def read_lines(path: Path) -> list[str]:
    """The entries of a plain list, one a line; lines that begin with "#" are comments.

    Raises:
        OSError: the file can't be read.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
