"""A small memory limit for DuckDB, raised only when a statement can't run within it.

Without a limit the database keeps every page that it read, so that a process grows with the warehouse.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import duckdb

T = TypeVar("T")
FIRST_LIMIT_MB = 96
MOST_DOUBLINGS = 9
# Freed memory goes back to the system after a statement that took more than this.
KEPT_FREE_MB = 8

logger = logging.getLogger(__name__)


def run_within_limit(con: duckdb.DuckDBPyConnection, action: Callable[[], T]) -> T:
    """Do something that can be done again; the limit is doubled and it is, as long as memory runs out.

    What exceeds the limit is spilled to a temporary folder beside the database, where DuckDB can. In the
    end the limit is DuckDB's own again.

    Raises:
        duckdb.OutOfMemoryException: the machine's memory does not suffice.
    """
    con.execute(f"SET allocator_flush_threshold = '{KEPT_FREE_MB}MiB'")
    try:
        for doubling in range(MOST_DOUBLINGS):
            limit = FIRST_LIMIT_MB << doubling
            try:
                con.execute(f"SET memory_limit = '{limit}MiB'")
                return action()
            except duckdb.OutOfMemoryException:
                logger.debug("DuckDB needs more than %d MiB", limit)
    finally:
        con.execute("RESET memory_limit")
    return action()
