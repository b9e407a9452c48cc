"""A release with its report, of articles whose rows are built by hand."""

from __future__ import annotations

from pathlib import Path

import small_warehouse as small
from row_builder import NOW

from flows.report.build_report import build_report
from warehouse.connect import open_warehouse
from warehouse.release.export import export_release


def make_report(folder: Path, *batches: list, document_limit: int = 500) -> Path:
    """The release with a report of a warehouse that holds these articles."""
    with open_warehouse(folder / "warehouse.duckdb"):
        pass
    small.load_batches(folder / "warehouse.duckdb", folder / "work", batches)
    release = export_release(folder / "warehouse.duckdb", folder / "published", NOW)
    build_report(release.database, release.folder / "report", document_limit, "../raw")
    return release.current
