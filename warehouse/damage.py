"""Tell a warehouse file that can't be used from one that is merely held by another process."""

from __future__ import annotations

from pathlib import Path

import duckdb

MAGIC, MAGIC_PLACE = b"DUCK", 8
REMEDY = "`wiremill rebuild` makes it anew from the raw store (and keeps this file beside it)"
# What DuckDB says of files that end too early, or whose blocks aren't those that were written.
_SIGNS = (
    "not a valid DuckDB database file",
    "Could not read",
    "Corrupt database file",
    "checksum",
    "Failure while replaying WAL file",
    "database has been invalidated",
    "Serialization Error",
)


class WarehouseDamagedError(RuntimeError):
    """The warehouse file is no warehouse, or not a whole one; the message names it, and what to do."""


def refuse_foreign_file(path: Path) -> None:
    """Find out before DuckDB does (which would look for an extension that can read the file).

    Raises:
        WarehouseDamagedError: the file exists and is no DuckDB database.
    """
    if not path.exists():
        return
    if not path.is_file():
        raise WarehouseDamagedError(f"{path} is not a file, so it can't be the warehouse")
    with path.open("rb") as file:
        head = file.read(MAGIC_PLACE + len(MAGIC))
    if not head:
        raise WarehouseDamagedError(f"the warehouse {path} is an empty file: {REMEDY}")
    if head[MAGIC_PLACE:] != MAGIC:
        raise WarehouseDamagedError(f"{path} is no DuckDB database: {REMEDY}")


def refuse_foreign_database(con: duckdb.DuckDBPyConnection, path: Path, is_new_fine: bool) -> None:
    """A database that never was a warehouse or a release is left alone; an empty one may become one.

    Raises:
        WarehouseDamagedError: it is one of another program, or (unless `is_new_fine`) has no tables at all.
    """
    row = con.execute(
        "SELECT count(*), count(*) FILTER (schema_name = 'ops' AND table_name = 'runs')"
        " FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchone()
    table_count, known_count = row or (0, 0)
    if table_count and not known_count:
        raise WarehouseDamagedError(f"{path} is a DuckDB database, but not a warehouse: {REMEDY}")
    if not table_count and not is_new_fine:
        raise WarehouseDamagedError(f"the warehouse {path} holds no tables: {REMEDY}")


def as_damage(path: Path, error: duckdb.Error) -> WarehouseDamagedError | None:
    """The error in words, if it comes of a damaged file; None for any other error."""
    message = str(error)
    if not any(sign in message for sign in _SIGNS):
        return None
    first_line = message.splitlines()[0]
    return WarehouseDamagedError(f"the warehouse {path} is damaged: {REMEDY}. DuckDB says: {first_line}")
