"""Row types to Arrow and into tables, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.ddl import qualified_name
from schemas.declaration import Table, read_table

T = TypeVar("T")


def to_arrow(table: Table, rows: Sequence[Any]) -> pa.Table:
    """Rows (dataclasses) as an Arrow table.

    Raises:
        ValueError, TypeError, OverflowError: a value does not fit the declared type.
    """
    schema = arrow_schema(table)
    columns = [pa.array([getattr(r, f.name) for r in rows], f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def column_list(table: Table) -> str:
    """Column names of a table, comma-separated."""
    return ", ".join(c.name for c in table.columns)


def insert_rows(con: duckdb.DuckDBPyConnection, row_type: type, rows: Iterable[Any]) -> int:
    """Insert rows into their table; returns how many."""
    table, rows = read_table(row_type), list(rows)
    if not rows:
        return 0
    con.register("rows_to_insert", to_arrow(table, rows))
    try:
        con.execute(
            f"INSERT INTO {qualified_name(table)} BY NAME SELECT {column_list(table)} FROM rows_to_insert"
        )
    finally:
        con.unregister("rows_to_insert")
    return len(rows)


def read_rows(
    con: duckdb.DuckDBPyConnection,
    row_type: type[T],
    rest: str = "",
    parameters: Sequence[Any] | Mapping[str, Any] = (),
) -> list[T]:
    """Rows of a table as dataclasses; `rest` is what follows FROM in the SELECT."""
    table = read_table(row_type)
    sql = f"SELECT {column_list(table)} FROM {qualified_name(table)} {rest}"
    lists = [i for i, c in enumerate(table.columns) if c.is_list]
    found = []
    for values in con.execute(sql, parameters or None).fetchall():
        cells = list(values)
        for i in lists:
            cells[i] = tuple(cells[i] or ())
        found.append(row_type(*cells))
    return found
