"""One writer at a time in a lake: others wait; whoever writes past it is found out when it commits.

DuckLake writes what it has when it commits, and two writers who add the same new document to different
snapshots would both succeed. So each transaction first changes the one row of `ops.writer`: then the second
conflicts. That no work is lost to conflicts, a writer waits before it begins for a lock that ends with its
process: of the database in PostgreSQL, or of a file beside an SQLite catalogue.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb
from filelock import FileLock, Timeout

from warehouse.errors import WarehouseLockedError
from warehouse.lake.session import METADATA, read_catalogue

CREATE_WRITER = "CREATE TABLE IF NOT EXISTS ops.writer (transaction_count BIGINT NOT NULL)"
START_WRITER = "INSERT INTO ops.writer SELECT 0 WHERE NOT EXISTS (FROM ops.writer)"
WAIT_SECONDS = 600.0
# The number of the advisory lock: any, but the same for all writers.
LOCK_NUMBER = 7_307_218_417
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 1.0
# What DuckLake, SQLite and PostgreSQL say of a transaction that another one came before.
_CONFLICT_SIGNS = (
    "conflict",
    "database is locked",
    "could not serialize",
    "duplicate key value",
    "UNIQUE constraint failed",
    "deadlock detected",
)


@contextmanager
def hold_writing(con: duckdb.DuckDBPyConnection, wait_seconds: float = WAIT_SECONDS) -> Iterator[bool]:
    """In a lake, wait until no other writer is at work, and keep others waiting; says whether this is a lake.

    A transaction must begin within the block, so that it sees what the writer before it did.

    Raises:
        WarehouseLockedError: others wrote all the time.
    """
    catalogue = read_catalogue(con)
    if catalogue is None:
        yield False
        return
    kind, path = catalogue
    hold = _hold_file(path, wait_seconds) if kind == "sqlite" else _hold_advisory_lock(con, wait_seconds)
    with hold:
        yield True


def mark_writer(con: duckdb.DuckDBPyConnection) -> None:
    """The first statement of each transaction in a lake."""
    con.execute("UPDATE ops.writer SET transaction_count = transaction_count + 1")


def is_conflict(error: duckdb.Error) -> bool:
    """Whether a transaction failed only because another one came before it."""
    message = str(error)
    return any(sign in message for sign in _CONFLICT_SIGNS)


@contextmanager
def _hold_file(path: str, wait_seconds: float) -> Iterator[None]:
    lock = FileLock(f"{path}.lock", timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise WarehouseLockedError(_explain(wait_seconds)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _hold_advisory_lock(con: duckdb.DuckDBPyConnection, wait_seconds: float) -> Iterator[None]:
    """The lock lives in a transaction of its own, on a connection of its own."""
    deadline = time.monotonic() + wait_seconds
    pause = _FIRST_PAUSE
    ask = f"FROM postgres_query('{METADATA}', 'SELECT pg_try_advisory_xact_lock({LOCK_NUMBER})')"
    with con.cursor() as holder:
        holder.begin()
        while not holder.execute(ask).fetchall()[0][0]:
            if time.monotonic() + pause > deadline:
                raise WarehouseLockedError(_explain(wait_seconds))
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        try:
            yield
        finally:
            with suppress(duckdb.Error):  # the server may have ended a session that was idle for long
                holder.rollback()


def _explain(wait_seconds: float) -> str:
    return (
        f"other writers kept the lake for {wait_seconds:g} s; run again when they are done: nothing is lost"
    )
