"""Read the reference tables beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv
from transforms.lexicon.word_lists import read_lines

DATA = Path(__file__).parent / "data"


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a csv table as dictionaries; lines that start with "#" are comments.

    Raises:
        FileNotFoundError: no such table.
    """
    yield from read_csv(DATA / name)


@lru_cache(maxsize=64)
def read_words(name: str) -> frozenset[str]:
    """The words of a plain list, one a line."""
    return frozenset(read_lines(DATA / name))


def split_list(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds a list separated by "|"."""
    return tuple(value for value in cell.split("|") if value)
