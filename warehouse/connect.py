"""Open the warehouse late, close it early: DuckDB lets one process write and shuts out all others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import duckdb

from schemas.ddl import quote_text
from warehouse.damage import as_damage, refuse_foreign_database, refuse_foreign_file
from warehouse.errors import LakeMissingError
from warehouse.errors import WarehouseLockedError as WarehouseLockedError
from warehouse.lake.address import LakeAddress, WarehousePlace, find_place
from warehouse.lake.session import SMALL_BYTES, attach_lake, holds_warehouse, open_lake
from warehouse.migrate import migrate

FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 2.0
T = TypeVar("T")


class WarehouseMissingError(FileNotFoundError):
    """There is no warehouse file to read."""


@contextmanager
def open_warehouse(
    path: str | WarehousePlace, read_only: bool = False, wait_seconds: float = 60.0
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to the warehouse (a file, or a lake), and close it at the end of the `with` block.

    A writer creates the file, its folder and its schema where they are missing, and upgrades an older
    schema. The session is in UTC. While another process holds the file, tries again with growing
    pauses for `wait_seconds`.

    Raises:
        WarehouseMissingError: read-only, and there is no such file.
        WarehouseLockedError: another process held the file all the time.
        WarehouseDamagedError: the file is no warehouse, or a damaged one (found when it is opened or read).
        LakeError: the lake can't be reached.
    """
    place = find_place(path)
    opened = (
        _open_lake(place, read_only)
        if isinstance(place, LakeAddress)
        else _open_file(place, read_only, wait_seconds)
    )
    with opened as con:
        yield con


@contextmanager
def _open_lake(address: LakeAddress, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with open_lake(address, read_only) as con:
            if read_only and not holds_warehouse(con):
                raise LakeMissingError
            if not read_only:
                migrate(con)
            yield con
    except LakeMissingError as error:
        raise WarehouseMissingError(_explain_missing(address)) from error


@contextmanager
def _open_file(path: Path, read_only: bool, wait_seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
    if read_only and not path.exists():
        raise WarehouseMissingError(_explain_missing(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path, read_only, wait_seconds)
    try:
        connection.execute("SET TimeZone = 'UTC'")
        save_threads(connection, path)
        refuse_foreign_database(connection, path, is_new_fine=not read_only)
        if not read_only:
            migrate(connection)
        yield connection
    except duckdb.Error as error:
        if damage := as_damage(path, error):
            raise damage from error
        raise
    finally:
        connection.close()


def save_threads(con: duckdb.DuckDBPyConnection, path: WarehousePlace) -> None:
    """Let DuckDB work with one thread where the database at a path is small."""
    if isinstance(path, Path) and path.exists() and path.stat().st_size < SMALL_BYTES:
        con.execute("SET threads = 1")


def attach_warehouse(
    con: duckdb.DuckDBPyConnection, path: str | WarehousePlace, alias: str, wait_seconds: float = 60.0
) -> None:
    """Attach a warehouse read-only to another session, with the same patience.

    Raises:
        WarehouseMissingError: there is no such file.
        WarehouseLockedError: another process held the file all the time.
    """
    path = find_place(path)
    if isinstance(path, LakeAddress):
        attach_lake(con, path, alias, read_only=True)
        return
    if not path.exists():
        raise WarehouseMissingError(_explain_missing(path))
    sql = f"ATTACH {quote_text(str(path))} AS {alias} (READ_ONLY)"
    _try_patiently(lambda: con.execute(sql), path, wait_seconds)


def _explain_missing(place: WarehousePlace) -> str:
    return (
        f"there is no warehouse at {place}; `wiremill run PATH` makes one"
        " (`wiremill rebuild`, if there was one)"
    )


def _connect(path: Path, read_only: bool, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    return _try_patiently(lambda: duckdb.connect(str(path), read_only=read_only), path, wait_seconds)


def _try_patiently(open_file: Callable[[], T], path: Path, wait_seconds: float) -> T:
    refuse_foreign_file(path)
    deadline = time.monotonic() + wait_seconds
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            return open_file()
        except duckdb.Error as error:
            if not _is_held(error):
                raise as_damage(path, error) or error from error
            if time.monotonic() + pause > deadline:
                raise WarehouseLockedError(_explain(path, wait_seconds, error)) from error
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _is_held(error: duckdb.Error) -> bool:
    message = str(error)
    return any(
        sign in message for sign in ("Could not set lock", "different configuration", "already attached")
    )


def _explain(path: Path, wait_seconds: float, error: duckdb.Error) -> str:
    holder = str(error).split("Conflicting lock is held in ")[-1].split(". See also")[0]
    who = f" by {holder}" if "PID" in holder else ""
    return (
        f"the warehouse {path} is held{who}; waited {wait_seconds:g} s. Close the program that has it open"
        " (analysts read the published copy, not the warehouse), then run again: nothing is lost"
    )
