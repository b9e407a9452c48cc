"""A small memory limit for DuckDB, raised only when a statement can't run within it.

Without a limit the database keeps every page that it read, so that a process grows with the warehouse.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import duckdb

from schemas.ddl import quote_text
from warehouse.lake.session import is_lake

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
    own = read_memory_limit(con)
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
        if is_lake(con):  # RESET shows the old limit, but DuckDB keeps to the small one
            con.execute(f"SET memory_limit = {quote_text(own)}")
    return action()


def read_memory_limit(con: duckdb.DuckDBPyConnection) -> str:
    """The memory limit of the session, as DuckDB writes it."""
    row = con.execute("SELECT current_setting('memory_limit')").fetchone()
    return str(row[0]) if row else ""
