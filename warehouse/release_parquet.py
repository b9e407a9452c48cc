"""Flat Parquet files: one folder a table or view, lists joined with `|`, the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path

import duckdb

from schemas.ddl import quote_text
from warehouse.release_database import PUBLISHED_TABLES, row_order
from warehouse.view_files import read_views

PARQUET_FOLDER = "parquet"
LIST_SEPARATOR = "|"


def write_parquet(con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Write every published table and view below `folder/parquet`; returns the rows of each."""
    orders = {table.name: row_order(table) for table in PUBLISHED_TABLES}
    orders |= {view.name: "ALL" for view in read_views()}
    return {name: _write_one(con, name, order, folder) for name, order in orders.items()}


def parquet_path(name: str) -> Path:
    """Path of the file of a table or view, relative to the release."""
    return Path(PARQUET_FOLDER) / name / f"{name}.parquet"


def _write_one(con: duckdb.DuckDBPyConnection, name: str, order: str, folder: Path) -> int:
    path = folder / parquet_path(name)
    path.parent.mkdir(parents=True)
    columns = con.execute(f"DESCRIBE main.{name}").fetchall()
    select = ", ".join(_flatten(column, kind) for column, kind, *_ in columns)
    # A fixed size of row groups and a total order: the bytes depend on the rows alone.
    row = con.execute(
        f"COPY (SELECT {select} FROM main.{name} ORDER BY {order}) TO {quote_text(str(path))}"
        " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    ).fetchone()
    return int(row[0]) if row else 0


def _flatten(column: str, kind: str) -> str:
    if not kind.endswith("[]"):
        return column
    return f"array_to_string({column}, '{LIST_SEPARATOR}') AS {column}"
