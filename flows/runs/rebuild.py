"""Make the warehouse anew from the raw store alone."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

from flows.disk_space import require_space
from flows.landing.raw_store import RawStore, RawStoreError
from flows.landing.run_log import read_logged_runs
from flows.landing.run_request import RunRequest
from flows.runs.run_lock import lock_run
from flows.runs.warehouse_kind import require_file
from flows.settings import Settings
from warehouse.connect import open_warehouse
from warehouse.operations import record_runs
from warehouse.publishing.happening_heirs import keep_heirs, read_heirs


def prepare_rebuild(settings: Settings) -> tuple[RunRequest, Path | None]:
    """Set the old warehouse aside and begin a new one with the log of runs.

    Where the old one can be read, happenings keep the ids that they inherited.

    Returns the request that fills it from the raw store, and where the old file is now (None where there
    was none). Retracted documents stay out; the release stands until the new one is whole.

    Raises:
        RawStoreError: the raw store holds no documents.
        DiskSpaceError: the disk is too full.
        SettingsError: the warehouse is a lake, which others write too.
    """
    if not RawStore(settings.raw_place).has_documents():
        raise RawStoreError(f"the raw store {settings.raw_place} holds no documents to rebuild from")
    with lock_run(settings.lock_path, settings.lock_seconds):
        path = require_file(settings, "`wiremill rebuild`")
        require_space(path.parent, path.stat().st_size if path.exists() else 0, "the new warehouse")
        heirs = read_heirs(path)
        kept = _set_aside(path)
        shutil.rmtree(settings.work_path, ignore_errors=True)  # plans for the old one; the raw store has all
        with open_warehouse(path) as con:
            record_runs(con, read_logged_runs(settings.raw_place))
            keep_heirs(con, heirs)
    return RunRequest(settings, redo="raw"), kept


def _set_aside(path: Path) -> Path | None:
    kept = None
    for name in (path.name, path.name + ".wal"):
        old = path.with_name(name)
        if old.exists():
            places = (path.with_name(f"{name}.old-{number}") for number in itertools.count(1))
            place = next(p for p in places if not p.exists())
            os.replace(old, place)
            kept = kept or place
    return kept
