"""Counts for the run report and for `status`."""
from __future__ import annotations
from dataclasses import dataclass
from datetime import date, datetime
import duckdb
from schemas.operations import Run


@dataclass(frozen=True, slots=True)
class QuarantineCount:
    """Rows that one check kept out of one table."""

    table_name: str
    check_name: str
    row_count: int
    example: str


@dataclass(frozen=True, slots=True)
class WarehouseStatus:
    """State of the warehouse."""

    schema_version: int
    runs: tuple[Run, ...]                   # last runs, newest first
    row_counts: dict[str, int]              # published rows by table of schema main
    document_count_by_language: dict[str, int]
    newest_article_on: date | None
    last_loaded_at: datetime | None
    open_failure_count: int
    open_quarantine_count: int


def read_status(con: duckdb.DuckDBPyConnection, run_limit: int = 5) -> WarehouseStatus:
    """Last runs, freshness, counts."""
    raise NotImplementedError

def count_rows(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows of every published table."""
    raise NotImplementedError

def count_quarantine(con: duckdb.DuckDBPyConnection, run_id: str) -> list[QuarantineCount]:
    """Rows that a run kept out, by table and check."""
    raise NotImplementedError
