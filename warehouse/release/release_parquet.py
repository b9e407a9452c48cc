"""Parquet files of a release: large tables by month of publication, all others in one file each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.publishing.document_slices import list_slices
from warehouse.release.change_feed import CHANGES
from warehouse.release.month_files import OldFiles, write_months
from warehouse.release.parquet_file import (
    PARQUET_FOLDER,
    describe_columns,
    flatten_columns,
    read_comments,
    write_slices,
)
from warehouse.release.release_database import PUBLISHED_TABLES, row_order
from warehouse.view_files import read_views

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
    written = WrittenRows({}, {})
    comments = read_comments(con)
    for table in PUBLISHED_TABLES:
        described = comments.get(table.name, {})
        if table.is_by_month:
            counts = write_months(con, folder, table, old, described)
        else:
            path = one_file_path(table.name)
            counts = {
                path.as_posix(): write_whole(con, table.name, row_order(table), folder / path, described)
            }
        written.by_path.update(counts)
        written.by_name[table.name] = sum(counts.values())
    for view in read_views():
        path = one_file_path(view.name)
        count = write_whole(con, view.name, "ALL", folder / path, comments.get(view.name, {}))
        written.by_path[path.as_posix()] = written.by_name[view.name] = count
    written.by_path[FEED_PATH.as_posix()] = _write_feed(con, folder / FEED_PATH)
    return written


def one_file_path(name: str) -> Path:
    """Path of the file of a view or a small table, relative to the release."""
    return Path(PARQUET_FOLDER) / name / f"{name}.parquet"


def list_parquet(folder: Path, name: str) -> list[Path]:
    """The files of a table or view in a release, also in one of before there were files by month."""
    return sorted((folder / PARQUET_FOLDER / name).rglob("*.parquet"))


def write_whole(
    con: duckdb.DuckDBPyConnection, name: str, order: str, path: Path, comments: dict[str, str]
) -> int:
    """Write a table or view to one file; what has a document comes in slices of documents."""
    columns = describe_columns(con, f"main.{name}")
    slices = list_slices(con) if "document_id" in columns else ["TRUE"]
    select = f"SELECT {flatten_columns(columns)} FROM main.{name}"
    return write_slices(con, select, slices, order, path, comments)


def _write_feed(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    comments = read_comments(con, "ops")[CHANGES.name]
    return write_slices(con, "FROM ops.changes", ["TRUE"], "release_no, document_id", path, comments)
