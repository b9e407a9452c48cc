"""Counts for the run report and for `status`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from schemas.operations import Run
from schemas.registry import DOCUMENT_TABLES, WAREHOUSE_TABLES
from warehouse.migrate import read_schema_version
from warehouse.operations import read_runs


@dataclass(frozen=True, slots=True)
class QuarantineCount:
    """Rows that one check kept out of one table."""

    table_name: str
    check_name: str
    row_count: int
    example: str


@dataclass(frozen=True, slots=True)
class WarehouseStatus:
    """State of the warehouse: last runs (newest first), rows by published table, freshness."""

    schema_version: int
    runs: tuple[Run, ...]
    row_counts: dict[str, int]
    document_count_by_language: dict[str, int]
    newest_article_on: date | None
    last_loaded_at: datetime | None
    open_failure_count: int
    open_quarantine_count: int


def read_status(con: duckdb.DuckDBPyConnection, run_limit: int = 5) -> WarehouseStatus:
    """Last runs, freshness, counts."""
    languages = con.execute(
        "SELECT coalesce(language, 'unknown'), count(*) FROM main.documents GROUP BY ALL ORDER BY 2 DESC, 1"
    ).fetchall()
    newest = con.execute(
        "SELECT (SELECT max(published_on) FROM main.documents),"
        " (SELECT max(published_at) FROM ops.publications WHERE document_count > 0)"
    ).fetchone()
    return WarehouseStatus(
        schema_version=read_schema_version(con)[0],
        runs=tuple(read_runs(con, run_limit)),
        row_counts=count_rows(con),
        document_count_by_language=dict(languages),
        newest_article_on=newest[0] if newest else None,
        last_loaded_at=newest[1] if newest else None,
        open_failure_count=_count(con, "ops.failures WHERE resolved_at IS NULL"),
        open_quarantine_count=_count(con, "ops.quarantine WHERE replayed_at IS NULL"),
    )


def read_last_loads(con: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """When a document of each source was last published (UTC), by source."""
    return dict(con.execute("SELECT source, max(processed_at) FROM ops.ledger GROUP BY ALL").fetchall())


def count_rows(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows of every published table, by name."""
    counts = {table.name: _count(con, f"store.{table.name}") for table in DOCUMENT_TABLES}
    return counts | {table.name: _count(con, f"main.{table.name}") for table in WAREHOUSE_TABLES}


def count_quarantine(con: duckdb.DuckDBPyConnection, run_id: str) -> list[QuarantineCount]:
    """Rows that a run kept out, by table and check, with a reason as example."""
    rows = con.execute(
        "SELECT table_name, check_name, count(*), min(reason) FROM ops.quarantine WHERE run_id = ?"
        " GROUP BY ALL ORDER BY ALL",
        [run_id],
    ).fetchall()
    return [QuarantineCount(*row) for row in rows]


def _count(con: duckdb.DuckDBPyConnection, rest: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {rest}").fetchone()
    return int(row[0]) if row else 0
