"""The state of the warehouse as text."""

from __future__ import annotations

from datetime import datetime

from flows.cli.table_text import format_rows
from flows.runs.run_lock import is_run_under_way
from flows.settings import Settings
from warehouse.report import WarehouseStatus


def format_status(status: WarehouseStatus, settings: Settings, now: datetime) -> str:
    """Last runs, freshness at `now` (UTC), counts, and what waits for somebody."""
    names = ("run", "started (UTC)", "status", "in", "new", "changed", "failed", "quarantined rows")
    is_under_way = is_run_under_way(settings.lock_path)
    runs = [
        (
            run.run_id,
            f"{run.started_at:%Y-%m-%d %H:%M:%S}",
            "killed" if run.status == "running" and not is_under_way else run.status,
            run.in_count,
            run.new_count,
            run.changed_count,
            run.failed_count,
            run.quarantined_row_count,
        )
        for run in status.runs
    ]
    languages = ", ".join(f"{n:,} {code}" for code, n in status.document_count_by_language.items())
    lines = [
        f"warehouse         {settings.warehouse_path} (schema {status.schema_version})",
        f"last load         {_describe_age(status.last_loaded_at, now)}",
        f"newest article    {status.newest_article_on or 'no date'}",
        f"documents         {languages or 'none'}",
        f"dead letters      {status.open_failure_count:,} open (wiremill failures list)",
        f"rows kept out     {status.open_quarantine_count:,} open (wiremill quarantine list)",
        "",
        format_rows(names, runs, "table"),
        "",
        *(f"{name:<20}{count:>10,}" for name, count in status.row_counts.items()),
    ]
    return "\n".join(lines)


def _describe_age(loaded_at: datetime | None, now: datetime) -> str:
    if loaded_at is None:
        return "never"
    hours = (now - loaded_at).total_seconds() / 3600
    return f"{loaded_at:%Y-%m-%d %H:%M:%S} UTC, {hours:,.1f} hours ago"
