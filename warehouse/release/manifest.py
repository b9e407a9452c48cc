"""The manifest of a release: what is in it, from which state, with a hash of every file."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

import duckdb

from schemas.ddl import list_keys
from warehouse.migrate import SCHEMA_VERSION, schema_fingerprint
from warehouse.release.release_database import PUBLISHED_TABLES
from warehouse.release.release_parquet import parquet_path

MANIFEST_NAME = "manifest.json"


def read_state(con: duckdb.DuckDBPyConnection, schema: str = "ops") -> dict[str, Any]:
    """What tells two states of a warehouse apart: the last publication, its run, and the schema."""
    row = con.execute(
        f"SELECT publication_no, run_id FROM {schema}.publications ORDER BY publication_no DESC LIMIT 1"
    ).fetchone()
    number, run_id = row if row else (0, None)
    return {"publication_no": number, "run_id": run_id, "schema": schema_fingerprint()[:16]}


def write_manifest(
    folder: Path,
    now: datetime,
    state: dict[str, Any],
    row_counts: dict[str, int],
    newest: Any,
    release_no: int = 1,
) -> None:
    """Write `manifest.json` of a finished release folder; `release_no` counts releases."""
    rows_by_path = {str(parquet_path(name)): count for name, count in row_counts.items()}
    files = [
        _describe_file(folder, path, rows_by_path) for path in sorted(folder.rglob("*")) if path.is_file()
    ]
    manifest = {
        "release_no": release_no,
        "created_at": now.isoformat() + "Z",
        "schema_version": SCHEMA_VERSION,
        "run_id": state["run_id"],
        "newest_article_on": None if newest is None else str(newest),
        "state": state,
        "row_counts": row_counts,
        "keys": {table.name: list_keys(table) for table in PUBLISHED_TABLES},
        "files": files,
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


def _describe_file(folder: Path, path: Path, rows_by_path: dict[str, int]) -> dict[str, Any]:
    name = path.relative_to(folder).as_posix()
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return {
        "path": name, "rows": rows_by_path.get(name), "bytes": path.stat().st_size, "sha256": digest
    }  # fmt: skip
