"""One transaction as a `with` block, or as an action that is done again when another writer came before."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import duckdb

from warehouse.errors import WarehouseLockedError
from warehouse.lake.writer import hold_writing, is_conflict, mark_writer

T = TypeVar("T")
MOST_ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 0.1

logger = logging.getLogger(__name__)


def execute_all(con: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    """Execute statements handed over at once: of hundreds of short ones most time goes into handing over."""
    if script := ";\n".join(statements):
        con.execute(script)


@contextmanager
def open_transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit at the end of the block; roll back when it raises. In a lake it waits for other writers."""
    with hold_writing(con) as is_shared:
        con.begin()
        try:
            if is_shared:
                mark_writer(con)
            yield
            con.commit()
        except BaseException:
            with suppress(duckdb.TransactionException):  # after some errors DuckDB has rolled back by itself
                con.rollback()
            raise


def run_transaction(con: duckdb.DuckDBPyConnection, action: Callable[[], T]) -> T:
    """Do something in a transaction; where another writer of a lake came before it, do it again.

    Raises:
        WarehouseLockedError: others came before it every time.
    """
    for attempt in range(MOST_ATTEMPTS):
        try:
            with open_transaction(con):
                return action()
        except duckdb.Error as error:
            if not is_conflict(error):
                raise
            logger.info("another writer came before; attempt %d: %s", attempt + 1, error)
            last = error
        time.sleep(FIRST_PAUSE_SECONDS * 2**attempt * random.uniform(0.5, 1.0))
    raise WarehouseLockedError(
        f"other writers came before this one {MOST_ATTEMPTS} times; run again: nothing is lost"
    ) from last
