"""Flat Parquet files: one folder a table or view, lists joined with `|`, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.memory_limit import run_within_limit
from warehouse.publishing.document_slices import list_slices
from warehouse.release.release_database import PUBLISHED_TABLES, row_order
from warehouse.view_files import read_views

PARQUET_FOLDER = "parquet"
LIST_SEPARATOR = "|"
# The key under which Parquet readers look for the description of a field.
DESCRIPTION = "description"


def write_parquet(con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Write every published table and view below `folder/parquet`; returns the rows of each."""
    orders = {table.name: row_order(table) for table in PUBLISHED_TABLES}
    orders |= {view.name: "ALL" for view in read_views()}
    slices, comments = list_slices(con), _read_comments(con)
    return {
        name: _write_one(con, name, order, slices, folder / parquet_path(name), comments.get(name, {}))
        for name, order in orders.items()
    }


def parquet_path(name: str) -> Path:
    """Path of the file of a table or view, relative to the release."""
    return Path(PARQUET_FOLDER) / name / f"{name}.parquet"


def _write_one(
    con: duckdb.DuckDBPyConnection,
    name: str,
    order: str,
    slices: Sequence[str],
    path: Path,
    comments: Mapping[str, str],
) -> int:
    """Write one file: what has a document comes in slices of documents, each in a total order."""
    path.parent.mkdir(parents=True)
    columns = {column: kind for column, kind, *_ in con.execute(f"DESCRIBE main.{name}").fetchall()}
    select = ", ".join(_flatten(column, kind) for column, kind in columns.items())
    count, writer = 0, None
    for condition in slices if "document_id" in columns else ["TRUE"]:
        rows = _read_slice(con, f"SELECT {select} FROM main.{name} WHERE {condition} ORDER BY {order}")
        rows = rows.cast(_describe_fields(rows.schema, comments))
        writer = writer or pq.ParquetWriter(path, rows.schema, compression="zstd")
        writer.write_table(rows)
        count += rows.num_rows
    assert writer is not None, "there is at least one slice"
    writer.close()
    return count


def _read_comments(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Comments of the columns of each table and view, its own under the empty name."""
    rows = con.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'main'"
        " UNION ALL SELECT table_name, '', comment FROM duckdb_tables() WHERE schema_name = 'main'"
        " UNION ALL SELECT view_name, '', comment FROM duckdb_views() WHERE schema_name = 'main'"
    ).fetchall()
    comments: dict[str, dict[str, str]] = {}
    for name, column, comment in rows:
        if comment:
            comments.setdefault(name, {})[column] = comment
    return comments


def _describe_fields(schema: pa.Schema, comments: Mapping[str, str]) -> pa.Schema:
    """The schema with the comment of each column as metadata of its field, and the table's as its own."""
    fields = [f.with_metadata({DESCRIPTION: comments[f.name]}) if f.name in comments else f for f in schema]
    return pa.schema(fields, {DESCRIPTION: comments[""]} if "" in comments else None)


def _read_slice(con: duckdb.DuckDBPyConnection, select: str) -> pa.Table:
    return run_within_limit(con, lambda: con.execute(select).to_arrow_table())


def _flatten(column: str, kind: str) -> str:
    if not kind.endswith("[]"):
        return column
    return f"array_to_string({column}, '{LIST_SEPARATOR}') AS {column}"
