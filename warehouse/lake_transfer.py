"""A warehouse from a file into a lake, and from a lake into a file: all tables, row by row the same."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from schemas.ddl import qualified_name, quote_text
from schemas.registry import TABLES
from warehouse.connect import attach_warehouse, open_warehouse
from warehouse.errors import LakeError
from warehouse.lake.address import LakeAddress
from warehouse.rows import column_list
from warehouse.transaction import run_transaction


def import_warehouse(path: Path, address: LakeAddress) -> dict[str, int]:
    """Bring a warehouse file into an empty lake, in one transaction; returns the rows by table.

    Raises:
        WarehouseMissingError: there is no such file.
        LakeError: the lake can't be reached, or holds documents or runs already.
    """
    with open_warehouse(path):
        pass  # a file of an older version is upgraded, and a damaged one told
    with open_warehouse(address) as con:
        if (
            con.execute("FROM ops.ledger LIMIT 1").fetchone()
            or con.execute("FROM ops.runs LIMIT 1").fetchone()
        ):
            raise LakeError(f"the lake {address} is not empty: a warehouse is brought into an empty one")
        attach_warehouse(con, path, "incoming")
        return run_transaction(con, lambda: _copy_rows(con, "incoming"))


def export_warehouse(address: LakeAddress, path: Path) -> dict[str, int]:
    """Write one snapshot of a lake as a new warehouse file; returns the rows by table.

    Raises:
        FileExistsError: there is a file of this name.
        LakeError: the lake can't be reached.
        LakeMissingError: there is none.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists: a lake is written to a new file")
    part = path.with_name(path.name + ".part")
    _remove_file(part)
    try:
        with open_warehouse(part) as con:
            attach_warehouse(con, address, "incoming")
            counts = run_transaction(con, lambda: _copy_rows(con, "incoming"))
            con.execute("DETACH incoming")
        os.replace(part, path)
    finally:
        _remove_file(part)
    return counts


def _remove_file(path: Path) -> None:
    for file in (path, path.with_name(path.name + ".wal")):
        file.unlink(missing_ok=True)


def _copy_rows(con: duckdb.DuckDBPyConnection, alias: str) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        name, columns = qualified_name(table), column_list(table)
        con.execute(f"DELETE FROM {name}")
        row = con.execute(f"INSERT INTO {name} BY NAME SELECT {columns} FROM {alias}.{name}").fetchone()
        counts[table.name] = row[0] if row else 0
        _refuse_difference(con, name, f"{alias}.{name}")
    return counts


def _refuse_difference(con: duckdb.DuckDBPyConnection, name: str, other: str) -> None:
    """A copy that lost a row is no copy."""
    row = con.execute(f"SELECT (SELECT count(*) FROM {name}), (SELECT count(*) FROM {other})").fetchone()
    if row is None or row[0] != row[1]:
        raise LakeError(
            f"the copy of {quote_text(name)} differs from {quote_text(other)}: nothing was changed"
        )
