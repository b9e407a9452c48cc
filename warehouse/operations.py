"""The log of runs, and the dead letters and quarantined rows that can be replayed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import duckdb

from schemas.ledger import LedgerEntry
from schemas.operations import Check, Failure, QuarantinedRow, Run
from schemas.registry import TABLE_BY_NAME
from warehouse.rows import insert_rows, read_rows, to_arrow
from warehouse.transaction import run_transaction


def start_run(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Log the start of a run; runs that still stand as running (their process died) become `crashed`.

    Only one run may be under way at a time (the caller holds a lock), or in a lake one of each writer: whom
    `parameters` names as such.
    """

    def log_start() -> None:
        con.execute(
            "UPDATE ops.runs SET status = 'crashed', ended_at = ?,"
            " message = 'the process ended before the run' WHERE status = 'running' AND run_id <> ?"
            " AND json_extract_string(parameters, '$.writer')"
            " IS NOT DISTINCT FROM json_extract_string(?, '$.writer')",
            [run.started_at, run.run_id, run.parameters],
        )
        _replace_run(con, run)

    run_transaction(con, log_start)


def finish_run(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Replace the row of the run with its final state and counts."""
    run_transaction(con, lambda: _replace_run(con, run))


def record_runs(con: duckdb.DuckDBPyConnection, runs: Iterable[Run]) -> None:
    """Log runs that ended, for instance those of a warehouse that is made anew."""
    runs = list(runs)

    def replace_runs() -> None:
        con.execute(
            "DELETE FROM ops.runs WHERE run_id IN (SELECT unnest(?::VARCHAR[]))", [[r.run_id for r in runs]]
        )
        insert_rows(con, Run, runs)

    run_transaction(con, replace_runs)


def _replace_run(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    con.execute("DELETE FROM ops.runs WHERE run_id = ?", [run.run_id])
    insert_rows(con, Run, [run])


def read_runs(con: duckdb.DuckDBPyConnection, limit: int = 10) -> list[Run]:
    """The last runs, newest first."""
    return read_rows(con, Run, "ORDER BY started_at DESC, run_id LIMIT ?", [limit])


def record_failures(con: duckdb.DuckDBPyConnection, failures: Iterable[Failure]) -> None:
    """Log dead letters.

    One that is open already keeps its first_failed_at and counts another attempt (once a run); one
    that had been resolved starts anew.
    """
    latest = {(f.source, f.uri): f for f in failures}
    if not latest:
        return
    con.register("new_failures", to_arrow(TABLE_BY_NAME["failures"], list(latest.values())))
    try:
        run_transaction(con, lambda: _merge_failures(con))
    finally:
        con.unregister("new_failures")


def _merge_failures(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(_MERGE_FAILURES)
    con.execute("DELETE FROM ops.failures WHERE (source, uri) IN (SELECT (source, uri) FROM new_failures)")
    con.execute("INSERT INTO ops.failures BY NAME SELECT * FROM merged_failures")
    con.execute("DROP TABLE merged_failures")


_MERGE_FAILURES = """
CREATE TEMP TABLE merged_failures AS
SELECT n.* REPLACE (
    coalesce(n.raw_sha256, o.raw_sha256) AS raw_sha256,
    coalesce(o.attempts, 0) + CASE WHEN o.run_id = n.run_id THEN 0 ELSE 1 END AS attempts,
    coalesce(o.first_failed_at, n.first_failed_at) AS first_failed_at
)
FROM new_failures AS n
LEFT JOIN ops.failures AS o ON o.source = n.source AND o.uri = n.uri AND o.resolved_at IS NULL
"""


def dismiss_failures(
    con: duckdb.DuckDBPyConnection, documents: Iterable[tuple[str, str]], now: datetime
) -> None:
    """Mark open dead letters of these (source, uri) as resolved, though nothing was published of them."""
    keys = list(documents)

    def resolve() -> None:
        for source, uri in keys:
            con.execute(
                "UPDATE ops.failures SET resolved_at = ?"
                " WHERE source = ? AND uri = ? AND resolved_at IS NULL",
                [now, source, uri],
            )

    run_transaction(con, resolve)


def forget_documents(
    con: duckdb.DuckDBPyConnection, documents: Iterable[tuple[str, str]], document_ids: Iterable[str]
) -> None:
    """Remove what the log holds of documents: dead letters by (source, uri), quarantined rows by id."""
    keys, ids = list(documents), list(document_ids)

    def forget() -> None:
        for source, uri in keys:
            con.execute("DELETE FROM ops.failures WHERE source = ? AND uri = ?", [source, uri])
        con.execute("DELETE FROM ops.quarantine WHERE document_id IN (SELECT unnest(?::VARCHAR[]))", [ids])

    run_transaction(con, forget)


def read_failures(
    con: duckdb.DuckDBPyConnection, is_open: bool = True, limit: int | None = None
) -> list[Failure]:
    """Dead letters, last first; by default only those not resolved."""
    where = "WHERE resolved_at IS NULL" if is_open else ""
    return read_rows(con, Failure, f"{where} ORDER BY last_failed_at DESC, source, uri LIMIT ?", [limit])


def record_checks(con: duckdb.DuckDBPyConnection, checks: Iterable[Check]) -> None:
    """Log the checks of a batch that was not published; a second time replaces the first."""
    checks = list(checks)

    def replace_checks() -> None:
        for run_id, batch_no in sorted({(c.run_id, c.batch_no) for c in checks}):
            con.execute("DELETE FROM ops.checks WHERE run_id = ? AND batch_no = ?", [run_id, batch_no])
        insert_rows(con, Check, checks)

    run_transaction(con, replace_checks)


def read_quarantine(
    con: duckdb.DuckDBPyConnection,
    is_open: bool = True,
    run_id: str | None = None,
    limit: int | None = None,
) -> list[QuarantinedRow]:
    """Quarantined rows, last first; by default only those not replayed."""
    return read_rows(
        con,
        QuarantinedRow,
        "WHERE (NOT $is_open OR replayed_at IS NULL) AND ($run_id IS NULL OR run_id = $run_id)"
        " ORDER BY quarantined_at DESC, table_name, row_key, check_name LIMIT $limit",
        {"is_open": is_open, "run_id": run_id, "limit": limit},
    )


def read_quarantined_documents(con: duckdb.DuckDBPyConnection) -> list[LedgerEntry]:
    """Ledger entries of documents with open quarantined rows: process them again to replay.

    A document whose own row was kept out was not published, has no entry, and stands in `ops.failures`.
    """
    return read_rows(
        con,
        LedgerEntry,
        "WHERE document_id IN (SELECT document_id FROM ops.quarantine WHERE replayed_at IS NULL)"
        " ORDER BY source, uri",
    )
