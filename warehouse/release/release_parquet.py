"""Parquet files of a release: large tables by month of publication, all others in one file each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from schemas.ddl import sql_type
from warehouse.memory_limit import run_within_limit
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
from warehouse.view_files import list_shared_views, list_view_columns, read_views

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

    def write(name: str, columns: Mapping[str, str], source: str, order: str) -> None:
        path = one_file_path(name)
        parts = slices if "document_id" in columns else ["TRUE"]
        select = f"SELECT {flatten_columns(columns)} FROM {source}"
        count = write_slices(con, select, parts, order, folder / path, comments.get(name, {}))
        by_path[path.as_posix()] = by_name[name] = count

    for table in PUBLISHED_TABLES:
        if not table.is_by_month:
            types = {column.name: sql_type(column) for column in table.columns}
            write(table.name, types, f"main.{table.name}", row_order(table))
    view_columns = list_view_columns(con)
    for name, source in _answer_views(con):
        write(name, view_columns[name], source, "ALL")
    by_path[FEED_PATH.as_posix()] = _write_feed(con, folder / FEED_PATH)
    names = [*(table.name for table in PUBLISHED_TABLES), *(view.name for view in read_views())]
    return WrittenRows({name: by_name[name] for name in names}, by_path)


def _answer_views(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Name and rows, as what stands behind FROM, of each view.

    What others read is kept, until the end, in a table of the session under the name that they call it by:
    read anew for each of them, planning alone takes longer than all rows of a small release.
    """
    shared = list_shared_views()
    for view in read_views():
        if view.name not in shared:
            yield view.name, f"({view.select}\n)"
            continue
        keep = f"CREATE OR REPLACE TEMP TABLE {view.name} AS {view.select}"
        run_within_limit(con, partial(con.execute, keep))
        yield view.name, f"temp.{view.name}"
    for name in shared:
        con.execute(f"DROP TABLE temp.{name}")


def one_file_path(name: str) -> Path:
    """Path of the file of a view or a small table, relative to the release."""
    return Path(PARQUET_FOLDER) / name / f"{name}.parquet"


def list_parquet(folder: Path, name: str) -> list[Path]:
    """The files of a table or view in a release, also in one of before there were files by month."""
    return sorted((folder / PARQUET_FOLDER / name).rglob("*.parquet"))


def _write_feed(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    comments = read_comments(con, "ops")[CHANGES.name]
    return write_slices(con, "FROM ops.changes", ["TRUE"], "release_no, document_id", path, comments)
