"""The manifest of a release: what is in it, from which state, what it changed, with a hash of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas.ddl import list_keys
from warehouse.file_hashes import hash_file
from warehouse.migrate import SCHEMA_VERSION, schema_fingerprint
from warehouse.release.release_database import PUBLISHED_TABLES
from warehouse.release.release_parquet import WrittenRows

MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class ReleaseContent:
    """What a release holds, and what it changed.

    `changes` are document ids by kind of change against the release `since`, None where there was none to
    compare with; `old_files` are the entries of that one's manifest, by path.
    """

    rows: WrittenRows
    newest_article_on: Any
    since: int | None
    changes: Mapping[str, list[str]]
    old_files: Mapping[str, Mapping[str, Any]]


def read_state(con: duckdb.DuckDBPyConnection, schema: str = "ops") -> dict[str, Any]:
    """What tells two states of a warehouse apart: the last publication, its run, and the schema."""
    row = con.execute(
        f"SELECT publication_no, run_id FROM {schema}.publications ORDER BY publication_no DESC LIMIT 1"
    ).fetchone()
    number, run_id = row if row else (0, None)
    return {"publication_no": number, "run_id": run_id, "schema": schema_fingerprint()[:16]}


def write_manifest(
    folder: Path, now: datetime, state: dict[str, Any], content: ReleaseContent, release_no: int
) -> None:
    """Write `manifest.json` of a finished release folder; `release_no` counts releases."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    newest = content.newest_article_on
    manifest = {
        "release_no": release_no,
        "created_at": now.isoformat() + "Z",
        "schema_version": SCHEMA_VERSION,
        "run_id": state["run_id"],
        "newest_article_on": None if newest is None else str(newest),
        "state": state,
        "row_counts": content.rows.by_name,
        "keys": {table.name: list_keys(table) for table in PUBLISHED_TABLES},
        "changes": {"since_release_no": content.since, **content.changes},
        "files": [_describe_file(folder, path, content, release_no) for path in paths],
    }
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a release folder; None when there is no (whole) release."""
    try:
        loaded = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_manifest = isinstance(loaded, dict) and {"state", "row_counts", "files"} <= set(loaded)
    return loaded if is_manifest else None


def read_release_no(folder: Path) -> int:
    """The number of a release; 0 for one that has none."""
    return int((read_manifest(folder) or {}).get("release_no", 0))


def _describe_file(folder: Path, path: Path, content: ReleaseContent, release_no: int) -> dict[str, Any]:
    """One file; `changed_in` is the release since which it has these bytes."""
    name = path.relative_to(folder).as_posix()
    sha256, old = hash_file(path), content.old_files.get(name, {})
    is_same = old.get("sha256") == sha256
    return {
        "path": name,
        "rows": content.rows.by_path.get(name),
        "bytes": path.stat().st_size,
        "sha256": sha256,
        "changed_in": old.get("changed_in", content.since) if is_same else release_no,
    }
