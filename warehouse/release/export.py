"""A release: Parquet, a read-only DuckDB copy and a manifest, swapped in atomically.

    target/releases/20240601T120000Z-3/   one folder a release, never changed
        parquet/actors/actors.parquet ...     one folder a table or view, lists joined with `|`
        parquet/documents/published_month=2024-05/documents.parquet ...   large tables by month
        changes.parquet                   the change feed: documents that came, changed and went, by release
        wiremill.duckdb                   the same rows as tables, with comments and views
        manifest.json                     written last
    target/current -> releases/...        replaced in one step

A reader that has the old release open keeps it: its files stay until newer releases push them out. Files by
month whose rows are the same are hard links to those of the release before.
"""

from __future__ import annotations

import itertools
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import attach_warehouse, open_warehouse, save_threads
from warehouse.lake.address import WarehousePlace, find_place
from warehouse.migrate import read_schema_version, schema_fingerprint
from warehouse.release.base_release import Base, compare_with_base, find_base
from warehouse.release.change_feed import keep_feed, read_last_release_no
from warehouse.release.changed_documents import read_changes
from warehouse.release.guard import is_whole, refuse_shrunk
from warehouse.release.manifest import (
    MANIFEST_NAME,
    ReleaseContent,
    read_manifest,
    read_release_no,
    read_state,
    write_manifest,
)
from warehouse.release.month_files import READ_ONLY
from warehouse.release.release_database import DATABASE_NAME, copy_published
from warehouse.release.release_parquet import write_parquet
from warehouse.transaction import open_transaction
from warehouse.view_files import create_views

RELEASES = "releases"
CURRENT = "current"
PART_SUFFIX = ".part"
COPIED_PREFIX = "copied"


@dataclass(frozen=True, slots=True)
class Release:
    """An exported release.

    `folder` is its own, `current` the link that always points to the newest; `database` and `manifest`
    are paths through the link. `is_new` is false when nothing was published since the last export.
    """

    folder: Path
    current: Path
    database: Path
    manifest: Path
    row_counts: dict[str, int]
    is_new: bool


def export_release(
    warehouse: str | WarehousePlace,
    target: str | Path,
    now: datetime,
    keep: int = 3,
    force: bool = False,
    allow_shrink: bool = False,
    full: bool = False,
    earlier_no: int = 0,
) -> Release:
    """Export the published state to a new folder and point `target/current` at it.

    When the current release shows this very state already and is whole, it stands (unless `force`). Of the
    older releases the last `keep - 1` stay. What a killed export left is removed. `now` is in UTC.
    With `full` no file is shared with the release before. `earlier_no` is the highest number of a release
    that stands elsewhere: the new one bears a higher one.

    Raises:
        WarehouseMissingError: there is no warehouse.
        WarehouseLockedError: another process writes to it.
        ReleaseShrunkError: the new release would hold less than half of the current one (unless
            `allow_shrink`); the current one stays.
    """
    warehouse, target = find_place(warehouse), Path(target)
    (target / RELEASES).mkdir(parents=True, exist_ok=True)
    _remove_leftovers(target)
    state, feed_no = _read_current_state(warehouse)
    current = read_manifest(target / CURRENT)
    is_shown = current is not None and current["state"] == state and is_whole(target / CURRENT, current)
    if current is not None and is_shown and not force:
        return _describe(target, current["row_counts"], is_new=False)
    name = _choose_name(target, now, state)
    part = target / RELEASES / (name + PART_SUFFIX)
    part.mkdir()
    release_no = max(_count_releases(target), feed_no, earlier_no) + 1
    base = find_base(target / CURRENT, current, state, full)
    row_counts = _fill(part, warehouse, now, release_no, base)
    if current is not None and not allow_shrink:
        try:
            refuse_shrunk(current["row_counts"], row_counts)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    os.replace(part, target / RELEASES / name)
    _point_to(target, name)
    _remove_old(target, keep)
    keep_feed(warehouse, target / CURRENT / DATABASE_NAME)
    return _describe(target, row_counts, is_new=True)


def _count_releases(target: Path) -> int:
    """The highest number that a release bears: the clock may have been set back since."""
    folders = [*(target / RELEASES).iterdir(), target / CURRENT]
    return max((read_release_no(folder) for folder in folders), default=0)


def _read_current_state(warehouse: WarehousePlace) -> tuple[dict[str, Any], int]:
    """The state, and the number of the last release that the warehouse knows."""
    with open_warehouse(warehouse, read_only=True) as con:
        if read_schema_version(con)[1] == schema_fingerprint():
            return read_state(con), read_last_release_no(con)
    with open_warehouse(warehouse) as con:  # made by an older version: this upgrades it
        return read_state(con), read_last_release_no(con)


def _fill(
    part: Path, warehouse: WarehousePlace, now: datetime, release_no: int, base: Base | None
) -> dict[str, int]:
    """Write all files of a release; the warehouse is held only while its rows are copied."""
    with duckdb.connect(str(part / DATABASE_NAME)) as con:
        con.execute("SET TimeZone = 'UTC'")
        save_threads(con, warehouse)
        attach_warehouse(con, warehouse, "working")
        state = read_state(con, "working.ops")
        copy_published(con, "working")
        con.execute("DETACH working")
        with open_transaction(con):
            create_views(con)
        base, old = compare_with_base(con, base, release_no, now)
        content = ReleaseContent(
            rows=write_parquet(con, part, old),
            newest_article_on=con.execute("SELECT max(published_on) FROM main.documents").fetchall()[0][0],
            since=base.release_no if base else None,
            changes=read_changes(con),
            old_files=base.entries if base else {},
        )
    write_manifest(part, now, state, content, release_no)
    (part / DATABASE_NAME).chmod(READ_ONLY)  # a table made in it would be gone with the next release
    return content.rows.by_name


def _choose_name(target: Path, now: datetime, state: dict[str, Any]) -> str:
    name = f"{now:%Y%m%dT%H%M%SZ}-{state['publication_no']}"
    taken = {path.name for path in (target / RELEASES).iterdir()}
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(n for n in names if n not in taken)


def _point_to(target: Path, name: str) -> None:
    link = target / (CURRENT + PART_SUFFIX)
    link.symlink_to(Path(RELEASES) / name)
    current = target / CURRENT
    if current.is_dir() and not current.is_symlink():  # copied by a tool that follows links
        os.replace(current, target / RELEASES / f"{COPIED_PREFIX}-{name}")
    os.replace(link, current)


def _remove_old(target: Path, keep: int) -> None:
    current = (target / CURRENT).resolve()
    others = [path for path in (target / RELEASES).iterdir() if path.resolve() != current]
    others.sort(key=lambda path: (read_release_no(path), path.name))
    for path in others[: max(0, len(others) - (keep - 1))]:
        shutil.rmtree(path, ignore_errors=True)


def _remove_leftovers(target: Path) -> None:
    (target / (CURRENT + PART_SUFFIX)).unlink(missing_ok=True)
    for path in (target / RELEASES).glob(f"*{PART_SUFFIX}"):
        shutil.rmtree(path, ignore_errors=True)


def _describe(target: Path, row_counts: dict[str, int], is_new: bool) -> Release:
    current = target / CURRENT
    return Release(
        folder=current.resolve(),
        current=current,
        database=current / DATABASE_NAME,
        manifest=current / MANIFEST_NAME,
        row_counts=row_counts,
        is_new=is_new,
    )
