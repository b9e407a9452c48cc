"""Give back the room of replaced rows: DuckDB reuses it, but never shrinks a file by itself."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from schemas.ddl import quote_text
from warehouse.connect import open_warehouse


def compact_warehouse(path: str | Path) -> tuple[int, int]:
    """Rewrite the warehouse file without its free blocks; returns its size before and after, in bytes.

    The copy is written beside the file and then takes its place; the caller holds the run's lock.

    Raises:
        WarehouseMissingError: there is no warehouse.
        WarehouseLockedError: another process has it open.
    """
    path = Path(path)
    part = path.with_name(path.name + ".compact")
    part.unlink(missing_ok=True)
    with open_warehouse(path, read_only=True):
        pass  # says so where there is none
    with open_warehouse(path):
        pass  # takes in what a killed process left in the log
    before = path.stat().st_size
    with duckdb.connect(":memory:") as con:
        con.execute(f"ATTACH {quote_text(str(path))} AS old (READ_ONLY)")
        con.execute(f"ATTACH {quote_text(str(part))} AS new")
        con.execute("COPY FROM DATABASE old TO new")
        con.execute("DETACH new")
        con.execute("DETACH old")
    os.replace(part, path)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
    return before, path.stat().st_size
