"""Large tables of a release: one Parquet file a month of publication, those that stand shared, not written.

    parquet/events/published_month=2024-05/events.parquet
    parquet/events/published_month=undated/events.parquet

The folders are Hive partitions: readers that know these show the month as a column.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from schemas.ddl import sql_type
from schemas.declaration import Table
from warehouse.file_hashes import hash_file
from warehouse.memory_limit import run_within_limit
from warehouse.publishing.document_slices import list_slices
from warehouse.release.changed_documents import UNDATED
from warehouse.release.parquet_file import PARQUET_FOLDER, flatten_columns, write_slices
from warehouse.release.release_database import row_order

MONTH = "published_month"
# A release shares files with others: nobody may write into one of them.
READ_ONLY = 0o444


@dataclass(frozen=True, slots=True)
class OldFiles:
    """Files of the release that stands which may be shared: their entries in its manifest, by path."""

    folder: Path
    entries: Mapping[str, Mapping[str, Any]]


def month_path(name: str, month: str) -> Path:
    """Path of the file of a table and month, relative to the release."""
    return Path(PARQUET_FOLDER) / name / f"{MONTH}={month}" / f"{name}.parquet"


def month_of_path(path: str) -> tuple[str, str] | None:
    """(table, month) of a file by its path in the release; None for any other file."""
    parts = path.split("/")
    if len(parts) != 4 or parts[0] != PARQUET_FOLDER or not parts[2].startswith(f"{MONTH}="):
        return None
    return parts[1], parts[2].removeprefix(f"{MONTH}=")


def write_months(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    table: Table,
    old: OldFiles,
    comments: Mapping[str, str],
) -> dict[str, int]:
    """Share or write the files of a table; returns the rows of each, by path.

    The old files are those whose rows are the same. An empty table has one file, without rows.
    """
    counts = _count_months(con, table) or {UNDATED: 0}
    paths = {month: month_path(table.name, month) for month in counts}
    missing = [month for month, path in paths.items() if not _share(old, folder, path)]
    if missing:
        _collect_rows(con, table, missing)
        columns = flatten_columns({column.name: sql_type(column) for column in table.columns})
        for month in missing:
            rows = f"(FROM month_rows WHERE {MONTH} = '{month}')"
            slices, path = list_slices(con, rows), folder / paths[month]
            write_slices(con, f"SELECT {columns} FROM {rows}", slices, row_order(table), path, comments)
            path.chmod(READ_ONLY)
        con.execute("DROP TABLE month_rows")
    return {paths[month].as_posix(): count for month, count in counts.items()}


def _count_months(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, int]:
    rows = con.execute(
        f"SELECT coalesce(m.month, '{UNDATED}') AS month, count(*) FROM main.{table.name}"
        " LEFT JOIN document_months AS m USING (document_id) GROUP BY ALL ORDER BY month"
    ).fetchall()
    return dict(rows)


def _share(old: OldFiles, folder: Path, path: Path) -> bool:
    """Give the release the file of the one before, if it may and is what its manifest says."""
    entry, source = old.entries.get(path.as_posix()), old.folder / path
    if entry is None or not source.is_file() or hash_file(source) != entry["sha256"]:
        return False
    target = folder / path
    target.parent.mkdir(parents=True)
    try:
        os.link(source, target)
    except OSError:  # the file system knows no links, or no more of this file
        shutil.copyfile(source, target)
        target.chmod(READ_ONLY)
    return True


def _collect_rows(con: duckdb.DuckDBPyConnection, table: Table, months: Collection[str]) -> None:
    """Rows of these months in the order of the files: each month is then read at one place."""
    create = f"""
        CREATE OR REPLACE TEMP TABLE month_rows AS
        SELECT t.*, coalesce(m.month, '{UNDATED}') AS {MONTH}
        FROM main.{table.name} AS t LEFT JOIN document_months AS m USING (document_id)
        WHERE coalesce(m.month, '{UNDATED}') IN (SELECT unnest($months::VARCHAR[]))
        ORDER BY {MONTH}, {row_order(table)}
        """
    run_within_limit(con, lambda: con.execute(create, {"months": list(months)}))
