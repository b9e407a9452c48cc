"""The stages of a run as plain functions; each takes paths and small values, and may be a Prefect task."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.clock import read_clock
from flows.landing.plan import DeadLetter, read_batch
from flows.runs.release_making import make_release, send_shared
from flows.settings import Settings
from schemas.operations import Failure
from warehouse.connect import open_warehouse
from warehouse.operations import record_checks, record_failures
from warehouse.publishing.publish import publish_batch

if TYPE_CHECKING:
    from warehouse.auditing.audit import AuditedBatch
    from warehouse.auditing.volume_checks import Baseline
    from warehouse.release.export import Release


class CriticalCheckError(RuntimeError):
    """A critical check failed: the run stops before anything of the batch is published."""


@dataclass(frozen=True, slots=True)
class PublishedGroup:
    """What publishing a group of batches did."""

    document_count: int
    new_count: int
    changed_count: int
    row_counts: dict[str, int]
    quarantined_row_count: int


def audit_shards(
    shards: Path, run_id: str, batch: Path, failed_count: int, baseline: Baseline | None
) -> AuditedBatch:
    """Audit the rows of a batch; bad ones go to quarantine."""
    from warehouse.auditing.audit import audit_batch

    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    expected = len(read_batch(batch)) - failed_count
    return audit_batch(shards, run_id, int(batch.stem), expected, baseline, read_clock())


def publish_group(settings: Settings, audited: Sequence[AuditedBatch], run_id: str) -> PublishedGroup:
    """Publish audited batches in one transaction.

    Raises:
        CriticalCheckError: a batch failed a critical check; its checks are logged, nothing is published.
    """
    from flows.runs.resolvers import make_resolvers

    with open_warehouse(settings.warehouse_path) as con:
        for batch in audited:
            if batch.critical:
                record_checks(con, batch.checks)
                check = batch.critical[0]
                raise CriticalCheckError(
                    f"batch {batch.batch_no}: {check.table_name}: {check.check_name}: {check.observed}"
                )
        resolvers = make_resolvers(settings.corrections, settings.knowledge_base)
        result = publish_batch(con, audited, run_id, resolvers, read_clock())
    return PublishedGroup(
        result.document_count,
        result.new_count,
        result.changed_count,
        result.row_counts,
        result.quarantined_row_count,
    )


def export_published(
    settings: Settings, force: bool = False, allow_shrink: bool = False, full: bool = False
) -> Release:
    """Export the published state, unless the newest release shows it already.

    With `full` all files are written anew; else those by month that did not change are shared. Where the
    settings say so the release is sent to object storage too.

    Raises:
        ReleaseShrunkError: it would be far smaller than the newest one (unless `allow_shrink`).
        StorageError: it can't be sent; the release there stays, and the next export tries again.
    """
    release = make_release(settings, force, allow_shrink, full)
    send_shared(settings, release, allow_shrink)
    return release


def log_failures(settings: Settings, run_id: str, letters: Sequence[DeadLetter], now: datetime) -> None:
    """Log dead letters in `ops.failures`."""
    if not letters:
        return
    failures = [
        Failure(
            run_id=run_id,
            source=letter.source,
            uri=letter.uri,
            stage=letter.stage,
            error_type=letter.error_type,
            message=letter.message,
            raw_sha256=letter.raw_sha256,
            attempts=1,
            first_failed_at=now,
            last_failed_at=now,
            resolved_at=None,
        )
        for letter in letters
    ]
    with open_warehouse(settings.warehouse_path) as con:
        record_failures(con, failures)


def list_rejected(audited: AuditedBatch, batch: Path) -> list[DeadLetter]:
    """Documents whose own row failed the audit, as dead letters."""
    return [
        DeadLetter(
            landed.source,
            landed.uri,
            "audit",
            "RejectedDocumentError",
            audited.rejected_documents[landed.document_id],
            landed.raw_sha256,
        )
        for landed in read_batch(batch)
        if landed.document_id in audited.rejected_documents
    ]
