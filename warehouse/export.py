"""A release: Parquet, a read-only DuckDB copy and a manifest, swapped in atomically."""

from __future__ import annotations
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Release:
    """An exported release. `folder` is versioned; `current` the link that always points to the newest."""

    folder: Path
    current: Path
    database: Path  # current/wiremill.duckdb
    manifest: Path  # current/manifest.json
    row_counts: dict[str, int]
    is_new: bool  # False: nothing was published since, the old release stands


def export_release(
    warehouse: str | Path, target: str | Path, now: datetime, keep: int = 3, force: bool = False
) -> Release:
    """Export the published state to `target/releases/NAME` and point `target/current` at it."""
    raise NotImplementedError
