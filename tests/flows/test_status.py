"""What `wiremill status` says of runs and freshness."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from flows.cli.status_text import format_status
from flows.runs.run_lock import is_run_under_way, lock_run
from flows.settings import Settings
from schemas.operations import Run
from warehouse.connect import open_warehouse
from warehouse.operations import start_run
from warehouse.report import read_status

STARTED = datetime(2024, 5, 24, 6)


def start_a_run(settings: Settings) -> None:
    counts = dict.fromkeys(
        ("in_count", "new_count", "changed_count", "unchanged_count", "failed_count", "published_count"), 0
    )
    rows = dict.fromkeys(("staged_row_count", "published_row_count", "quarantined_row_count"), 0)
    run = Run(
        run_id="run-1", flow_run_id=None, started_at=STARTED, ended_at=None, status="running",
        code_version="1", parameters="{}", message=None, **counts, **rows,
    )  # fmt: skip
    with open_warehouse(settings.warehouse_path) as con:
        start_run(con, run)


def describe(settings: Settings) -> str:
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        return format_status(read_status(con), settings, STARTED + timedelta(hours=5))


def test_a_run_is_running_while_it_holds_the_lock(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert not is_run_under_way(settings.lock_path)
    start_a_run(settings)
    with lock_run(settings.lock_path, 1):
        assert " running " in describe(settings)
    assert " killed " in describe(settings)


def test_the_last_load_is_when_its_documents_were_published(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    start_a_run(settings)
    assert "last load         never" in describe(settings)
    with open_warehouse(settings.warehouse_path) as con:
        con.execute(
            "INSERT INTO ops.publications SELECT 1, 'run-1', 4, 90, ?", [STARTED + timedelta(hours=2)]
        )
        con.execute(
            "INSERT INTO ops.publications SELECT 2, 'refresh-1', 0, 0, ?", [STARTED + timedelta(hours=4)]
        )
    assert "3.0 hours ago" in describe(settings)
