"""Run a user's read-only SQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import open_warehouse

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


def run_query(path: str | Path, sql: str, limit: int | None = 1000) -> QueryResult:
    """Run one SELECT on a published copy (or a warehouse file), opened read-only.

    The session can't read or write other files, nor load extensions.

    Raises:
        QueryError: the SQL is wrong, is more than one statement, or would change something.
        WarehouseMissingError: there is no such file.
    """
    with open_warehouse(path, read_only=True) as con:
        con.execute("SET enable_external_access = false")
        try:
            statements = con.extract_statements(sql)
            if len(statements) != 1:
                raise QueryError(f"one statement at a time, please; these are {len(statements)}")
            cursor = con.execute(statements[0])
            names = tuple(column[0] for column in cursor.description or ())
            rows = cursor.fetchall() if limit is None else cursor.fetchmany(limit + 1)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
    is_cut = limit is not None and len(rows) > limit
    return QueryResult(names, tuple(rows[:limit] if is_cut else rows), is_cut)


def read_sample_queries() -> dict[str, SampleQuery]:
    """The shipped queries by name, in the order of their names."""
    return {path.stem: _read_query(path) for path in sorted(QUERY_FOLDER.glob("*.sql"))}


def _read_query(path: Path) -> SampleQuery:
    text = path.read_text(encoding="utf-8")
    return SampleQuery(path.stem, text.splitlines()[0].removeprefix("--").strip(), text)
