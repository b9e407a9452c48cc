"""Publish audited batches: one transaction, after which readers see all of it."""
from __future__ import annotations
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
import duckdb
from warehouse.audit import AuditedBatch
from warehouse.resolvers import Resolvers


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What a publishing transaction did."""

    document_count: int
    new_count: int
    changed_count: int
    row_counts: dict[str, int]
    quarantined_row_count: int


def publish_batch(con: duckdb.DuckDBPyConnection, batches: Sequence[AuditedBatch], run_id: str, resolvers: Resolvers, now: datetime) -> PublishResult:
    """Replace all rows of the documents of these batches, and refresh what spans documents, in ONE transaction.

    Takes several batches at once: the refresh costs in proportion to the warehouse, so publish
    small batches together (a good rule: when the staged documents are at least a twentieth of those published).
    Also in the transaction: quarantine and checks of the batches, ledger rows, template lines,
    failures of the published documents marked resolved, older quarantine rows marked replayed.
    """
    raise NotImplementedError


def refresh_warehouse(con: duckdb.DuckDBPyConnection, run_id: str, resolvers: Resolvers, now: datetime) -> PublishResult:
    """Resolve actors, copies and event groups anew over everything (after a change of rules or corrections)."""
    raise NotImplementedError
