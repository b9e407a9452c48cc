"""Arrow schema of a declared table: what the staged Parquet shards must look like."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa

from schemas.declaration import Column, Table

ARROW_TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of a column; a list is a list of the plain type."""
    plain = ARROW_TYPES[column.type]
    return pa.list_(plain) if column.is_list else plain


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table.

    Every field may be null: a row that lacks a required value has to reach the audit, which
    quarantines it.
    """
    return pa.schema([pa.field(c.name, arrow_type(c)) for c in table.columns])
