"""Publish audited batches: one transaction, after which readers see all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from schemas.ddl import qualified_name, quote_text
from schemas.declaration import Table
from schemas.registry import DOCUMENT_TABLES, INTERNAL_TABLES, TABLE_BY_NAME
from warehouse.auditing.audit import AuditedBatch
from warehouse.memory_limit import run_within_limit
from warehouse.publishing.actor_identity import refresh_actors, remember_actors
from warehouse.publishing.assertions import assert_consistent
from warehouse.publishing.event_groups import refresh_event_groups
from warehouse.publishing.event_keys import remember_events
from warehouse.publishing.indicators import refresh_indicators
from warehouse.publishing.resolvers import Resolvers
from warehouse.publishing.stories import refresh_stories, remember_stories
from warehouse.rows import column_list
from warehouse.stage import shard_path
from warehouse.transaction import run_transaction


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What a publishing transaction did."""

    document_count: int
    new_count: int
    changed_count: int
    row_counts: dict[str, int]
    quarantined_row_count: int


def publish_batch(
    con: duckdb.DuckDBPyConnection,
    batches: Sequence[AuditedBatch],
    run_id: str,
    resolvers: Resolvers,
    now: datetime,
) -> PublishResult:
    """In ONE transaction replace all rows of these documents and refresh what spans documents.

    Takes several batches at once: part of the refresh is the same for one document and for many, so publish
    small batches together (a good rule: when the staged documents are a fifth of those published).
    Also in the transaction: quarantine and checks of the batches, ledger rows, template lines,
    failures of the published documents marked resolved, older quarantine rows marked replayed.

    Raises:
        ValueError: a batch failed a critical check, or a document is in two of the batches.
        BrokenPublicationError: the rows contradict each other; nothing was changed.
    """
    _refuse(batches)
    if not batches:
        return PublishResult(0, 0, 0, {}, 0)
    folders = [batch.folder for batch in batches]

    def publish() -> PublishResult:
        _load_touched(con, folders)
        _remember(con)
        counts = _replace_rows(con, folders)
        new_count, changed_count = _store_ledger(con, folders, run_id, now)
        _refresh(con, resolvers)
        quarantined = _log_audit(con, folders, now)
        row_count, document_count = sum(counts.values()), sum(len(b.document_ids) for b in batches)
        _log_publication(con, run_id, document_count, row_count, now)
        documents = counts.get("documents", 0)
        return PublishResult(documents, new_count, changed_count, counts, quarantined)

    staged = sum(len(batch.document_ids) for batch in batches)
    return run_within_limit(con, lambda: run_transaction(con, publish), staged)


def refresh_warehouse(
    con: duckdb.DuckDBPyConnection, run_id: str, resolvers: Resolvers, now: datetime
) -> None:
    """Resolve actors, copies and event groups anew over all documents, after a change of rules."""

    def refresh() -> None:
        con.execute("CREATE OR REPLACE TEMP TABLE touched AS SELECT document_id FROM store.documents")
        _remember(con)
        _refresh(con, resolvers)
        _log_publication(con, run_id, 0, 0, now)

    run_within_limit(con, lambda: run_transaction(con, refresh))


def retract_documents(
    con: duckdb.DuckDBPyConnection,
    document_ids: Sequence[str],
    run_id: str,
    resolvers: Resolvers,
    now: datetime,
) -> None:
    """In ONE transaction remove all rows of these documents, and refresh what spans documents.

    Their ledger rows go as well: a source that still holds such a document brings it back as new.
    """

    def retract() -> None:
        con.execute("CREATE OR REPLACE TEMP TABLE touched (document_id VARCHAR)")
        con.execute("INSERT INTO touched SELECT unnest(?::VARCHAR[])", [list(document_ids)])
        _remember(con)
        for table in (*_REPLACED_TABLES, TABLE_BY_NAME["ledger"]):
            _delete_touched(con, table)
        _refresh(con, resolvers)
        _settle_quarantine(con, now)
        _log_publication(con, run_id, len(document_ids), 0, now)

    run_within_limit(con, lambda: run_transaction(con, retract))


def _refuse(batches: Sequence[AuditedBatch]) -> None:
    seen: set[str] = set()
    for batch in batches:
        if batch.critical:
            raise ValueError(f"batch {batch.batch_no} failed {batch.critical[0].check_name}")
        twice = seen & set(batch.document_ids)
        if twice:
            raise ValueError(f"document {min(twice)} is in two batches")
        seen |= set(batch.document_ids)


def _load_touched(con: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    documents = _read_shards(folders, TABLE_BY_NAME["documents"])
    con.execute(f"CREATE OR REPLACE TEMP TABLE touched AS SELECT document_id FROM {documents}")


def _replace_rows(con: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in _REPLACED_TABLES:
        name = qualified_name(table)
        _delete_touched(con, table)
        row = con.execute(f"INSERT INTO {name} BY NAME {_select_new(folders, table)}").fetchone()
        if table.scope == "document":
            counts[table.name] = row[0] if row else 0
    return counts


_REPLACED_TABLES = (*DOCUMENT_TABLES, *INTERNAL_TABLES, TABLE_BY_NAME["template_lines"])


def _delete_touched(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    name = qualified_name(table)
    con.execute(f"DELETE FROM {name} WHERE document_id IN (SELECT document_id FROM replaced)")


def _select_new(folders: Sequence[Path], table: Table) -> str:
    """Rows to insert; a document's revision counts the changes of its content so far."""
    shards = _read_shards(folders, table)
    if table.name == "documents":
        return f"SELECT n.* REPLACE ({_REVISION} AS revision) FROM {shards} AS n {_OLD_ENTRY}"
    if table.scope == "operations":
        where = "document_id IN (SELECT document_id FROM touched)"
        return f"SELECT {column_list(table)} FROM {shards} WHERE {where}"
    return f"SELECT {column_list(table)} FROM {shards}"


_OLD_ENTRY = "LEFT JOIN ops.ledger AS o ON o.source = n.source AND o.uri = n.uri"
# A staged row's own revision counts the versions that its run read: 1, and more after corrections.
_REVISION = "coalesce(o.revision + if(o.raw_sha256 <> n.raw_sha256, n.revision, 0), n.revision)"


def _store_ledger(
    con: duckdb.DuckDBPyConnection, folders: Sequence[Path], run_id: str, now: datetime
) -> tuple[int, int]:
    """Write ledger rows; returns how many documents are new, and the changes of content."""
    shards = _read_shards(folders, TABLE_BY_NAME["ledger"])
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE new_ledger AS
        SELECT n.* REPLACE ({_REVISION} AS revision, ? AS run_id, ?::TIMESTAMP AS processed_at),
            o.uri IS NULL AS is_new, coalesce(o.raw_sha256 <> n.raw_sha256, FALSE)::INT AS is_changed,
            n.revision - 1 AS superseded
        FROM {shards} AS n {_OLD_ENTRY}
        WHERE n.document_id IN (SELECT document_id FROM touched)
        """,
        [run_id, now],
    )
    con.execute("DELETE FROM ops.ledger WHERE document_id IN (SELECT document_id FROM new_ledger)")
    con.execute(
        "INSERT INTO ops.ledger BY NAME SELECT * EXCLUDE (is_new, is_changed, superseded) FROM new_ledger"
    )
    row = con.execute(
        "SELECT count(*) FILTER (is_new),"
        " coalesce(sum(is_changed + superseded) FILTER (is_new OR is_changed = 1), 0)::BIGINT FROM new_ledger"
    ).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def _remember(con: duckdb.DuckDBPyConnection) -> None:
    """Keep what the refresh has to know of the touched documents before their rows change.

    Temp table `replaced` names those that are stored already; where there are none, no table is searched.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE replaced AS SELECT document_id FROM store.documents"
        " WHERE document_id IN (SELECT document_id FROM touched)"
    )
    remember_stories(con)
    remember_actors(con)
    remember_events(con)


def _refresh(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> None:
    refresh_stories(con, resolvers.find_copies)
    refresh_actors(con, resolvers)
    refresh_event_groups(con, resolvers)
    refresh_indicators(con, resolvers)
    assert_consistent(con)


def _settle_quarantine(con: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Rows of the touched documents that were kept out before wait no longer."""
    con.execute(
        """
        UPDATE ops.quarantine SET replayed_at = ?
        WHERE replayed_at IS NULL AND document_id IN (SELECT document_id FROM touched)
        """,
        [now],
    )


def _log_audit(con: duckdb.DuckDBPyConnection, folders: Sequence[Path], now: datetime) -> int:
    """Store what the audit found; returns how many rows were kept out."""
    _settle_quarantine(con, now)
    con.execute(
        """
        UPDATE ops.failures AS f SET resolved_at = ? FROM store.documents AS d
        WHERE f.resolved_at IS NULL AND d.source = f.source AND d.uri = f.uri
            AND d.document_id IN (SELECT document_id FROM touched)
        """,
        [now],
    )
    quarantine = _read_shards(folders, TABLE_BY_NAME["quarantine"])
    checks = _read_shards(folders, TABLE_BY_NAME["checks"])
    con.execute(
        f"""
        DELETE FROM ops.quarantine WHERE (run_id, table_name, row_key, check_name)
            IN (SELECT (run_id, table_name, row_key, check_name) FROM {quarantine})
        """
    )
    con.execute(f"INSERT INTO ops.quarantine BY NAME FROM {quarantine}")
    con.execute(
        f"DELETE FROM ops.checks WHERE (run_id, batch_no) IN (SELECT (run_id, batch_no) FROM {checks})"
    )
    con.execute(f"INSERT INTO ops.checks BY NAME FROM {checks}")
    row = con.execute(f"SELECT count(DISTINCT (table_name, row_key)) FROM {quarantine}").fetchone()
    return row[0] if row else 0


def _log_publication(
    con: duckdb.DuckDBPyConnection, run_id: str, document_count: int, row_count: int, now: datetime
) -> None:
    con.execute(
        "INSERT INTO ops.publications SELECT coalesce(max(publication_no), 0) + 1, ?, ?, ?, ?"
        " FROM ops.publications",
        [run_id, document_count, row_count, now],
    )


def _read_shards(folders: Sequence[Path], table: Table) -> str:
    files = ", ".join(quote_text(str(shard_path(folder, table))) for folder in folders)
    return f"read_parquet([{files}])"
