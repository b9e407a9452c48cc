"""The log of runs, and the dead letters and quarantined rows that can be replayed."""
from __future__ import annotations
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
import duckdb
from schemas.ledger import LedgerEntry
from schemas.operations import Check, Failure, QuarantinedRow, Run


def start_run(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Log the start of a run; runs that still stand as running (their process died) become `crashed`."""
    raise NotImplementedError

def finish_run(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Replace the row of the run with its final state and counts."""
    raise NotImplementedError

def read_runs(con: duckdb.DuckDBPyConnection, limit: int = 10) -> list[Run]:
    """The last runs, newest first."""
    raise NotImplementedError

def record_failures(con: duckdb.DuckDBPyConnection, failures: Iterable[Failure]) -> None:
    """Log dead letters. One known by (source, uri) keeps its first_failed_at and counts another attempt."""
    raise NotImplementedError

def resolve_failures(con: duckdb.DuckDBPyConnection, documents: Collection[tuple[str, str]], now: datetime) -> int:
    """Mark failures of these (source, uri) as resolved (publishing does it itself); returns how many."""
    raise NotImplementedError

def read_failures(con: duckdb.DuckDBPyConnection, is_open: bool = True, limit: int | None = None) -> list[Failure]:
    """Dead letters, last first; by default only those not resolved."""
    raise NotImplementedError

def record_checks(con: duckdb.DuckDBPyConnection, checks: Iterable[Check]) -> None:
    """Log checks of a batch that was not published (critical)."""
    raise NotImplementedError

def read_quarantine(con: duckdb.DuckDBPyConnection, is_open: bool = True, run_id: str | None = None, limit: int | None = None) -> list[QuarantinedRow]:
    """Quarantined rows, last first; by default only those not replayed."""
    raise NotImplementedError

def read_quarantined_documents(con: duckdb.DuckDBPyConnection) -> list[LedgerEntry]:
    """Ledger entries of documents with open quarantined rows: process them again to replay."""
    raise NotImplementedError
