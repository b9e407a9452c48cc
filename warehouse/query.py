"""Run a user's read-only SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.connect import open_warehouse
from warehouse.lake.address import WarehousePlace
from warehouse.lake.session import forbid_other_files

QUERY_FOLDER = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names and rows of an answer; `is_cut` when there were more rows than asked for."""

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class SampleQuery:
    """A shipped query: its name, the question that it answers, and the SQL."""

    name: str
    question: str
    sql: str


class QueryError(ValueError):
    """The SQL can't be run; the message says why."""


def run_query(path: str | WarehousePlace, sql: str, limit: int | None = 1000) -> QueryResult:
    """Run one SELECT on a published copy (or a warehouse file), opened read-only.

    The session can't read or write other files, nor load extensions.

    Raises:
        QueryError: the SQL is wrong, is more than one statement, or would change something.
        WarehouseMissingError: there is no such file.
    """
    with _answer(path, sql) as cursor:
        names = tuple(column[0] for column in cursor.description or ())
        rows = cursor.fetchall() if limit is None else cursor.fetchmany(limit + 1)
    is_cut = limit is not None and len(rows) > limit
    return QueryResult(names, tuple(rows[:limit] if is_cut else rows), is_cut)


def query_arrow(path: str | WarehousePlace, sql: str) -> pa.Table:
    """The whole answer to one SELECT as an Arrow table, under the rules of `run_query`.

    Raises:
        QueryError: the SQL is wrong, is more than one statement, or would change something.
        WarehouseMissingError: there is no such file.
    """
    with _answer(path, sql) as cursor:
        return cursor.to_arrow_table()


@contextmanager
def _answer(path: str | WarehousePlace, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The session after it ran the SQL, to fetch from."""
    with open_warehouse(path, read_only=True) as con:
        forbid_other_files(con)
        try:
            statements = con.extract_statements(sql)
            if len(statements) != 1:
                raise QueryError(f"one statement at a time, please; these are {len(statements)}")
            yield con.execute(statements[0])
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def read_sample_queries() -> dict[str, SampleQuery]:
    """The shipped queries by name, in the order of their names."""
    return {path.stem: _read_query(path) for path in sorted(QUERY_FOLDER.glob("*.sql"))}


def _read_query(path: Path) -> SampleQuery:
    text = path.read_text(encoding="utf-8")
    return SampleQuery(path.stem, text.splitlines()[0].removeprefix("--").strip(), text)
