"""Read from a published copy what the pages of the report show.

overview/*.sql   counts over all documents; each runs as it stands in any DuckDB client
index/*.sql      rows of the newest documents, to search in
articles/*.sql   rows of one article each, of the newest documents; the first column is document_id
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import open_warehouse

FOLDER = Path(__file__).parent
# The newest documents first; those without a date come last.
_NEWEST_SQL = """
CREATE TEMP TABLE newest AS
SELECT document_id, row_number() OVER (
    ORDER BY published_on DESC NULLS LAST, loaded_at DESC, document_id
) AS place
FROM documents
QUALIFY place <= {limit}
"""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of the report: names of its columns, rows of plain JSON values, and the SQL that gives it."""

    columns: tuple[str, ...]
    rows: list[Row]
    sql: str

    @property
    def title(self) -> str:
        """What the rows are, in a sentence."""
        return self.sql.splitlines()[0].removeprefix("--").strip()


@dataclass(frozen=True, slots=True)
class ReportData:
    """All that the pages show: datasets of the overview and of the index, and rows by article.

    `article_columns` names the columns of each kind of row; `articles` holds for each document its rows by
    kind, without the column document_id, in the order of `document_id`.
    """

    overview: dict[str, Dataset]
    index: dict[str, Dataset]
    article_columns: dict[str, tuple[str, ...]]
    articles: dict[str, dict[str, list[Row]]]


def read_report_data(database: str | Path, document_limit: int) -> ReportData:
    """Read everything, opened read-only; the newest `document_limit` documents in full, counts for all.

    Raises:
        WarehouseMissingError: there is no such file.
    """
    with open_warehouse(database, read_only=True) as con:
        con.execute(_NEWEST_SQL.format(limit=int(document_limit)))
        overview = {path.stem: _read_dataset(con, path) for path in _list_files("overview")}
        index = {path.stem: _read_dataset(con, path) for path in _list_files("index")}
        kinds = {path.stem: _read_dataset(con, path) for path in _list_files("articles")}
    columns = {kind: dataset.columns[1:] for kind, dataset in kinds.items()}
    return ReportData(overview, index, columns, _group_by_document(kinds))


def _list_files(folder: str) -> list[Path]:
    return sorted((FOLDER / folder).glob("*.sql"))


def _read_dataset(con: duckdb.DuckDBPyConnection, path: Path) -> Dataset:
    sql = path.read_text(encoding="utf-8").rstrip()
    cursor = con.execute(sql)
    columns = tuple(column[0] for column in cursor.description or ())
    return Dataset(columns, [tuple(map(_plain, row)) for row in cursor.fetchall()], sql)


def _plain(value: Any) -> Any:
    """A value as JSON has it: times and dates in ISO 8601, numbers that JSON can't hold as null."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value


def _group_by_document(kinds: dict[str, Dataset]) -> dict[str, dict[str, list[Row]]]:
    articles: dict[str, dict[str, list[Row]]] = {}
    for row in kinds["article"].rows:
        articles[row[0]] = {kind: [] for kind in kinds}
    for kind, dataset in kinds.items():
        for document_id, rows in _split(dataset.rows):
            articles[document_id][kind] = [row[1:] for row in rows]
    return articles


def _split(rows: list[Row]) -> Iterator[tuple[str, Iterator[Row]]]:
    return itertools.groupby(rows, key=lambda row: str(row[0]))
