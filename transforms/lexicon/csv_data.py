"""Read a CSV data file, whose header comments say source and licence."""

from __future__ import annotations

import csv
from pathlib import Path


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column; lines that begin with "#" are comments.

    Raises:
        OSError: the file can't be read.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
