"""Flat Parquet files: one folder a table or view, lists joined with `|`, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Sequence
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
    slices = list_slices(con)
    return {name: _write_one(con, name, order, slices, folder) for name, order in orders.items()}


def parquet_path(name: str) -> Path:
    """Path of the file of a table or view, relative to the release."""
    return Path(PARQUET_FOLDER) / name / f"{name}.parquet"


def _write_one(
    con: duckdb.DuckDBPyConnection, name: str, order: str, slices: Sequence[str], folder: Path
) -> int:
    """Write one file: what has a document comes in slices of documents, each in a total order."""
    path = folder / parquet_path(name)
    path.parent.mkdir(parents=True)
    columns = {column: kind for column, kind, *_ in con.execute(f"DESCRIBE main.{name}").fetchall()}
    select = ", ".join(_flatten(column, kind) for column, kind in columns.items())
    count, writer = 0, None
    for condition in slices if "document_id" in columns else ["TRUE"]:
        rows = _read_slice(con, f"SELECT {select} FROM main.{name} WHERE {condition} ORDER BY {order}")
        rows = rows.cast(_describe_fields(con, name, rows.schema))
        writer = writer or pq.ParquetWriter(path, rows.schema, compression="zstd")
        writer.write_table(rows)
        count += rows.num_rows
    assert writer is not None, "there is at least one slice"
    writer.close()
    return count


def _describe_fields(con: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema) -> pa.Schema:
    """The schema with the comment of each column as metadata of its field, and the table's as its own."""
    columns = dict(
        con.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = ?"
            " AND comment IS NOT NULL",
            [name],
        ).fetchall()
    )
    grain = con.execute(
        "SELECT comment FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = ?"
        " UNION ALL SELECT comment FROM duckdb_views() WHERE schema_name = 'main' AND view_name = ?",
        [name, name],
    ).fetchone()
    fields = [f.with_metadata({DESCRIPTION: columns[f.name]}) if f.name in columns else f for f in schema]
    return pa.schema(fields, {DESCRIPTION: grain[0]} if grain and grain[0] else None)


def _read_slice(con: duckdb.DuckDBPyConnection, select: str) -> pa.Table:
    return run_within_limit(con, lambda: con.execute(select).to_arrow_table())


def _flatten(column: str, kind: str) -> str:
    if not kind.endswith("[]"):
        return column
    return f"array_to_string({column}, '{LIST_SEPARATOR}') AS {column}"
