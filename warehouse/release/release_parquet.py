"""Parquet files of a release: large tables by month of publication, all others in one file each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.ddl import sql_type
from warehouse.publishing.document_slices import list_slices
from warehouse.release.change_feed import CHANGES
from warehouse.release.month_files import OldFiles, write_months
from warehouse.release.parquet_file import (
    PARQUET_FOLDER,
    flatten_columns,
    read_comments,
    write_slices,
)
from warehouse.release.release_database import PUBLISHED_TABLES, row_order
from warehouse.view_files import list_view_columns, read_views

FEED_PATH = Path("changes.parquet")


@dataclass(frozen=True, slots=True)
class WrittenRows:
    """Rows of each table and view, and of each Parquet file by its path in the release."""

    by_name: dict[str, int]
    by_path: dict[str, int]


def write_parquet(con: duckdb.DuckDBPyConnection, folder: Path, old: OldFiles) -> WrittenRows:
    """Write every published table and view below `folder/parquet`, and the change feed.

    Files by month are shared with the release that stands where `old` has them.
    """
    slices, comments = list_slices(con), read_comments(con)
    by_name: dict[str, int] = {}
    by_path: dict[str, int] = {}
    for table in PUBLISHED_TABLES:
        if table.is_by_month:
            counts = write_months(con, folder, table, old, comments.get(table.name, {}))
            by_name[table.name] = sum(counts.values())
            by_path |= counts
    orders = {table.name: row_order(table) for table in PUBLISHED_TABLES if not table.is_by_month}
    orders |= {view.name: "ALL" for view in read_views()}
    columns = {t.name: {c.name: sql_type(c) for c in t.columns} for t in PUBLISHED_TABLES}
    columns |= list_view_columns(con)
    for name, order in orders.items():
        path = one_file_path(name)
        parts = slices if "document_id" in columns[name] else ["TRUE"]
        select = f"SELECT {flatten_columns(columns[name])} FROM main.{name}"
        count = write_slices(con, select, parts, order, folder / path, comments.get(name, {}))
        by_path[path.as_posix()] = by_name[name] = count
    by_path[FEED_PATH.as_posix()] = _write_feed(con, folder / FEED_PATH)
    names = [*(table.name for table in PUBLISHED_TABLES), *(view.name for view in read_views())]
    return WrittenRows({name: by_name[name] for name in names}, by_path)


def one_file_path(name: str) -> Path:
    """Path of the file of a view or a small table, relative to the release."""
    return Path(PARQUET_FOLDER) / name / f"{name}.parquet"


def list_parquet(folder: Path, name: str) -> list[Path]:
    """The files of a table or view in a release, also in one of before there were files by month."""
    return sorted((folder / PARQUET_FOLDER / name).rglob("*.parquet"))


def _write_feed(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    comments = read_comments(con, "ops")[CHANGES.name]
    return write_slices(con, "FROM ops.changes", ["TRUE"], "release_no, document_id", path, comments)
