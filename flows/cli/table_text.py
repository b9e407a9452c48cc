"""Rows as text: a table for the terminal, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Sequence
from typing import Any

LONGEST_CELL = 60
LARGEST_EXACT = 2**53


def format_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], output: str) -> str:
    """Rows as `table` (cells cut to fit a terminal, if there is one), `csv` or `json` (whole values)."""
    if output == "json":
        records = [dict(zip(names, row, strict=True)) for row in rows]
        return json.dumps(records, default=str, ensure_ascii=False, indent=1)
    if output == "csv":
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_plain(value, "|") for value in row] for row in rows)
        return stream.getvalue().rstrip("\n")
    return _format_table(names, rows)


def _format_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    if not rows:
        return "(no rows)"
    numeric = [all(isinstance(r[i], int | float) or r[i] is None for r in rows) for i in range(len(names))]
    texts = [[" ".join(str(_plain(value, ", ")).split()) for value in row] for row in rows]
    longest = _choose_longest(names, texts)
    cells = [list(names), *([_cut(text, longest) for text in row] for row in texts)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(names))]
    lines = [
        "  ".join(
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _choose_longest(names: Sequence[str], texts: Sequence[Sequence[str]]) -> int:
    """The longest cell with which the table still fits the terminal, but never under 12 characters.

    Where nobody looks (a pipe, a file) no cell is cut.
    """
    if not sys.stdout.isatty():
        return max((len(text) for row in texts for text in row), default=0)
    width = shutil.get_terminal_size((160, 24)).columns
    columns = [max([len(name), *(len(row[i]) for row in texts)]) for i, name in enumerate(names)]
    for longest in range(LONGEST_CELL, 12, -4):
        if sum(min(c, max(longest, len(n))) + 2 for c, n in zip(columns, names, strict=True)) <= width:
            return longest
    return 12


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _plain(value: Any, separator: str) -> Any:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_EXACT:
        return int(value)
    if isinstance(value, list | tuple):
        return separator.join(str(v) for v in value)
    return value
