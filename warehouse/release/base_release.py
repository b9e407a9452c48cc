"""The release that stands while a new one is made: what the new one is compared with and may share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas.registry import DOCUMENT_TABLES
from warehouse.file_hashes import are_files_whole
from warehouse.release.change_feed import add_changes, carry_feed
from warehouse.release.changed_documents import BASE, attach_base, find_changes, read_touched_months
from warehouse.release.month_files import OldFiles, month_of_path
from warehouse.release.release_database import DATABASE_NAME


@dataclass(frozen=True, slots=True)
class Base:
    """A release to compare with: its folder, number, time (UTC), and the files of its manifest by path.

    `is_shareable`: a new release of the same rows would have the same files.
    """

    folder: Path
    release_no: int
    made_at: datetime
    entries: Mapping[str, Mapping[str, Any]]
    is_shareable: bool


def find_base(
    folder: Path, manifest: Mapping[str, Any] | None, state: Mapping[str, Any], is_full: bool
) -> Base | None:
    """The release in a folder as a base; one with a damaged database, or without manifest, is none."""
    if manifest is None:
        return None
    folder = folder.resolve()
    entries = {entry["path"]: entry for entry in manifest["files"]}
    database = entries.get(DATABASE_NAME)
    if not database or not are_files_whole(folder, {DATABASE_NAME: database["sha256"]}):
        return None
    made_at = datetime.fromisoformat(manifest["created_at"]).astimezone(UTC).replace(tzinfo=None)
    is_shareable = not is_full and manifest["state"].get("schema") == state["schema"]
    return Base(folder, int(manifest.get("release_no", 0)), made_at, entries, is_shareable)


def compare_with_base(
    con: duckdb.DuckDBPyConnection, base: Base | None, release_no: int, now: datetime
) -> tuple[Base | None, OldFiles]:
    """Find what a release changes, and bring its feed up to it.

    Returns the base, None when it can't be read, and the files that may be shared.
    """
    if base is not None and not attach_base(con, base.folder / DATABASE_NAME):
        base = None
    if base is not None:
        carry_feed(con, base.release_no, base.made_at)
    find_changes(con, base is not None)
    add_changes(con, release_no, now)
    if base is None:
        return None, OldFiles(Path(), {})
    con.execute(f"DETACH {BASE}")
    return base, OldFiles(base.folder, _list_shareable(con, base))


def _list_shareable(con: duckdb.DuckDBPyConnection, base: Base) -> dict[str, Mapping[str, Any]]:
    if not base.is_shareable:
        return {}
    touched = read_touched_months(con)
    names = [table.name for table in DOCUMENT_TABLES if table.is_by_month]
    found = {path: month_of_path(path) for path in base.entries}
    return {
        path: base.entries[path]
        for path, part in found.items()
        if part is not None and part[0] in names and part not in touched
    }
