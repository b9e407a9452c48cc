"""Read a user's file of corrections: CSV as spreadsheets write it; bad lines are told with their numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

SEPARATORS = ",;\t"
SHOWN_ERRORS = 5
T = TypeVar("T")
Cells = dict[str, str | None]


class CorrectionError(ValueError):
    """Lines of a corrections file that can't be used, each with its number and the reason."""


def read_lines(
    text: str, columns: Sequence[str], needed: Sequence[str], parse_row: Callable[[int, Cells], T]
) -> tuple[tuple[T, ...], tuple[str, ...]]:
    """The lines of a CSV text as `parse_row` takes them, and one message for each that it refuses.

    Commas, semicolons or tabs separate cells, as in the header. Lines that start with "#" are comments.

    Raises:
        CorrectionError: a column is unknown, or one that is needed is not there; a quote is not closed.
    """
    numbered = [(n, s) for n, s in enumerate(io.StringIO(text.lstrip("\ufeff"), newline=""), 1) if s.strip()]
    numbered = [(n, s) for n, s in numbered if not s.startswith("#") and not s.lower().startswith("sep=")]
    if not numbered:
        return (), ()
    separator = max(SEPARATORS, key=numbered[0][1].count)
    rows = _split_rows(numbered, separator)
    first, names = next(rows)
    header = [name.strip().lower() for name in names]
    _check_header(header, columns, needed, first)
    parsed, problems = [], []
    for number, row in rows:
        try:
            parsed.append(parse_row(number, _name_cells(header, row)))
        except CorrectionError as error:
            problems.append(f"line {number}: {error}")
    return tuple(parsed), tuple(problems)


def refuse_problems(problems: Sequence[str]) -> None:
    """Refuse a file with bad lines.

    Raises:
        CorrectionError: there are any; names the first ones.
    """
    if problems:
        more = len(problems) - SHOWN_ERRORS
        raise CorrectionError("; ".join(problems[:SHOWN_ERRORS]) + (f"; and {more} more" if more > 0 else ""))


def _split_rows(numbered: Sequence[tuple[int, str]], separator: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row, with the number of its last line."""
    reader = csv.reader((line for _, line in numbered), delimiter=separator, strict=True)
    try:
        for row in reader:
            yield numbered[reader.line_num - 1][0], row
    except csv.Error as error:
        at = numbered[max(0, reader.line_num - 1)][0]
        raise CorrectionError(f"line {at}: {error} (is a quote not closed?)") from error


def _check_header(header: Sequence[str], columns: Sequence[str], needed: Sequence[str], number: int) -> None:
    known = ", ".join(columns)
    if unknown := {name for name in header if name} - set(columns):
        raise CorrectionError(f"line {number}: unknown columns: {', '.join(sorted(unknown))}; known: {known}")
    if missing := [name for name in needed if name not in header]:
        raise CorrectionError(
            f"line {number}: no column {', '.join(missing)}: the first line names the columns, of {known}"
        )


def _name_cells(header: Sequence[str], row: Sequence[str]) -> Cells:
    """Cells by column, None where empty.

    Raises:
        CorrectionError: there are more cells than columns.
    """
    if any(cell.strip() for cell in row[len(header) :]):
        raise CorrectionError(
            f"{len(row)} cells for {len(header)} columns: put text with separators in quotes"
        )
    return {name: cell.strip() or None for name, cell in zip(header, row, strict=False) if name}
