"""One flat Parquet file: lists joined with `|`, columns described, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.memory_limit import run_within_limit

PARQUET_FOLDER = "parquet"
LIST_SEPARATOR = "|"
# The key under which Parquet readers look for the description of a field.
DESCRIPTION = "description"


def write_slices(
    con: duckdb.DuckDBPyConnection,
    select: str,
    slices: Iterable[str],
    order: str,
    path: Path,
    comments: Mapping[str, str],
) -> int:
    """Write the rows of a SELECT in slices, each in a total order; returns how many.

    A slice is a condition, there is at least one; `comments` are descriptions of columns by name, that of
    the whole under the empty name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    count, writer = 0, None
    for condition in slices:
        rows = _read_slice(con, f"FROM ({select}) WHERE {condition} ORDER BY {order}")
        rows = rows.cast(_describe_fields(rows.schema, comments))
        writer = writer or pq.ParquetWriter(path, rows.schema, compression="zstd")
        writer.write_table(rows)
        count += rows.num_rows
    assert writer is not None, "there is at least one slice"
    writer.close()
    return count


def flatten_columns(columns: Mapping[str, str]) -> str:
    """What to select so that no column is a list."""
    return ", ".join(_flatten(name, kind) for name, kind in columns.items())


def read_comments(con: duckdb.DuckDBPyConnection, schema: str = "main") -> dict[str, dict[str, str]]:
    """Comments of the columns of each table and view, its own under the empty name."""
    rows = con.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE {0}"
        " UNION ALL SELECT table_name, '', comment FROM duckdb_tables() WHERE {0}"
        " UNION ALL SELECT view_name, '', comment FROM duckdb_views() WHERE {0}".format(
            f"schema_name = '{schema}' AND database_name = current_database()"
        )
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
