"""Rows of a batch to Parquet shards, one a table."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.declaration import Table
from schemas.registry import DOCUMENT_TABLES, INTERNAL_TABLES, TABLE_BY_NAME
from warehouse.file_hashes import are_files_whole, hash_files
from warehouse.rows import to_arrow

UNFIT_FILE = "unfit.jsonl"
HASHES_FILE = "hashes.json"
STAGED_TABLES: tuple[Table, ...] = (
    *DOCUMENT_TABLES,
    *INTERNAL_TABLES,
    TABLE_BY_NAME["ledger"],
    TABLE_BY_NAME["template_lines"],
)


def write_shards(folder: str | Path, rows_by_table: Mapping[str, Iterable[Any]]) -> Path:
    """Write the rows of a batch (dataclass rows by table name) as `folder/TABLE.parquet`; returns the folder.

    Every table of scope document or internal, `ledger` and `template_lines` may be given; a missing one is
    empty. A row that does not fit its declared types goes to `folder/unfit.jsonl`, which the audit
    quarantines. The folder appears whole or not at all (written beside, then renamed).

    `documents` and `ledger` rows carry as revision how many versions of the document the run read (1,
    unless it held a correction); publishing adds the revisions before. `documents` rows carry
    duplicate_of null and story_id = document_id: publishing sets them. There is one `ledger` row per
    document; its processed_at is set by publishing too.

    Raises:
        KeyError: a table that is not staged.
    """
    unknown = set(rows_by_table) - {t.name for t in STAGED_TABLES}
    if unknown:
        raise KeyError(f"not a staged table: {', '.join(sorted(unknown))}")
    folder = Path(folder)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    unfit: list[dict[str, Any]] = []
    for table in STAGED_TABLES:
        fit, left_out = _convert(table, list(rows_by_table.get(table.name, ())))
        pq.write_table(fit, shard_path(part, table), compression="zstd")
        unfit += left_out
    (part / UNFIT_FILE).write_text("".join(json.dumps(u) + "\n" for u in unfit), encoding="utf-8")
    hashes = hash_files(part, ("*",))
    (part / HASHES_FILE).write_text(json.dumps(hashes), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(part, folder)
    return folder


def are_shards_whole(folder: Path) -> bool:
    """Whether shards that an earlier process left are what it wrote."""
    try:
        hashes = json.loads((folder / HASHES_FILE).read_text(encoding="utf-8"))
        return are_files_whole(folder, hashes)
    except (OSError, ValueError, AttributeError):
        return False


def shard_path(folder: Path, table: Table) -> Path:
    """Where the rows of a table stand in a folder of shards."""
    return folder / f"{table.name}.parquet"


def row_as_json(row: Any) -> str:
    """A row as JSON, whatever its values are; what JSON or UTF-8 can't hold is written as `repr`."""
    names = [f.name for f in dataclasses.fields(row)]
    return json.dumps({name: getattr(row, name, None) for name in names}, default=repr)


def _convert(table: Table, rows: Sequence[Any]) -> tuple[pa.Table, list[dict[str, Any]]]:
    try:
        return to_arrow(table, rows), []
    except (ValueError, TypeError, OverflowError):
        return _convert_one_by_one(table, rows)


def _convert_one_by_one(table: Table, rows: Sequence[Any]) -> tuple[pa.Table, list[dict[str, Any]]]:
    fit, unfit = [], []
    for row in rows:
        try:
            to_arrow(table, [row])
            fit.append(row)
        except (ValueError, TypeError, OverflowError) as error:
            unfit.append(_describe_unfit(table, row, error))
    return to_arrow(table, fit), unfit


def _describe_unfit(table: Table, row: Any, error: Exception) -> dict[str, Any]:
    key = "|".join(str(getattr(row, name, None)) for name in table.key)
    document_id = getattr(row, "document_id", None)
    return {
        "table": table.name,
        "row_key": key.encode("utf-8", "backslashreplace").decode(),
        "document_id": document_id if isinstance(document_id, str) else None,
        "reason": f"does not fit the declared types: {error}".encode("utf-8", "backslashreplace").decode(),
        "row": row_as_json(row),
    }
