"""Check a staged batch: bad rows out with their reason, good rows on, nothing published when critical."""
from __future__ import annotations
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
import duckdb
from schemas.operations import Check


@dataclass(frozen=True, slots=True)
class Baseline:
    """Usual rows per 1,000 characters of coded text by table, and from how many documents."""

    document_count: int
    rows_per_thousand_chars: dict[str, float]


@dataclass(frozen=True, slots=True)
class AuditedBatch:
    """A batch after its audit: `folder` holds the good rows, quarantine and checks as Parquet shards."""

    folder: Path
    run_id: str
    batch_no: int
    document_ids: tuple[str, ...]          # documents whose good rows can be published
    rejected_documents: dict[str, str]     # document_id -> reason: the documents row itself failed
    staged_row_count: int
    good_row_count: int
    quarantined_row_count: int
    checks: tuple[Check, ...]

    @property
    def critical(self) -> tuple[Check, ...]:
        """Critical checks that failed: nothing of the batch may be published."""
        return tuple(c for c in self.checks if c.severity == "critical" and not c.is_passed)


def read_baseline(con: duckdb.DuckDBPyConnection) -> Baseline:
    """What the warehouse holds per text, to notice a collapse of the volume."""
    raise NotImplementedError


def audit_batch(folder: str | Path, run_id: str, batch_no: int, expected_documents: int, baseline: Baseline | None, now: datetime) -> AuditedBatch:
    """Audit the shards in `folder` (written by `write_shards`). Opens no warehouse; results stand in `folder/audited`."""
    raise NotImplementedError
