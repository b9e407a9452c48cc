"""The published copy: a DuckDB file in which every published table is a table of schema main.

The views of the analysts read the tables by plain names, so the same SELECT runs on the working warehouse
and on the copy. The log of runs and the change feed come along in schema ops.
"""

from __future__ import annotations

import duckdb

from schemas.ddl import KEYED_COPIES, comment_on_table, create_table, qualified_name
from schemas.declaration import Table
from schemas.registry import DOCUMENT_TABLES, TABLE_BY_NAME, WAREHOUSE_TABLES
from warehouse.memory_limit import run_within_limit
from warehouse.rows import column_list
from warehouse.transaction import execute_all, open_transaction

DATABASE_NAME = "wiremill.duckdb"
PUBLISHED_TABLES: tuple[Table, ...] = (*DOCUMENT_TABLES, *WAREHOUSE_TABLES)
COPIED_OPERATIONS = tuple(
    TABLE_BY_NAME[name] for name in ("runs", "checks", "quarantine", "failures", "changes")
)
# Rows that are read together stand together.
_FIRST_IN_ORDER = ("document_id", "sentence_no", "block_no", "char_start")


def copy_published(con: duckdb.DuckDBPyConnection, alias: str) -> None:
    """Copy the published tables of the attached warehouse into the (empty) database of the session."""
    with open_transaction(con):  # else each of some hundred statements waits for the disk
        con.execute("CREATE SCHEMA IF NOT EXISTS ops")
        for table in _COPIED_TABLES:
            is_keyed = table.name in KEYED_COPIES
            con.execute(create_table(table, _copied_name(table), is_keyed))
            execute_all(con, comment_on_table(table, name=_copied_name(table)))
    for table in _COPIED_TABLES:
        _copy_rows(con, alias, table)


_COPIED_TABLES = (*PUBLISHED_TABLES, *COPIED_OPERATIONS)


def _copied_name(table: Table) -> str:
    return qualified_name(table).replace("store.", "main.")


def _copy_rows(con: duckdb.DuckDBPyConnection, alias: str, table: Table) -> None:
    name = _copied_name(table)
    insert = (
        f"INSERT INTO {name} BY NAME SELECT {column_list(table)}"
        f" FROM {alias}.{name} ORDER BY {row_order(table)}"
    )
    run_within_limit(con, lambda: con.execute(insert))


def row_order(table: Table) -> str:
    """Columns that order the rows of a table, the same on any machine."""
    names = [c.name for c in table.columns]
    return ", ".join(dict.fromkeys([n for n in _FIRST_IN_ORDER if n in names] + list(table.key)))
