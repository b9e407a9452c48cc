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
# What the last action of this process on a database file needed: what is done in vain is done twice.
_DOUBLINGS: dict[str, int] = {}
# Freed memory goes back to the system after a statement that took more than this.
KEPT_FREE_MB = 8

logger = logging.getLogger(__name__)


def run_within_limit(con: duckdb.DuckDBPyConnection, action: Callable[[], T]) -> T:
    """Do something that can be done again; the limit is doubled and it is, as long as memory runs out.

    What exceeds the limit is spilled to a temporary folder beside the database, where DuckDB can. The next
    action of this process on the same file begins with the limit that sufficed. In the end the limit is
    DuckDB's own again.

    Raises:
        duckdb.OutOfMemoryException: the machine's memory does not suffice.
    """
    own = read_memory_limit(con)
    con.execute(f"SET allocator_flush_threshold = '{KEPT_FREE_MB}MiB'")
    file = _name_file(con)
    try:
        for doubling in range(_DOUBLINGS.get(file, 0), MOST_DOUBLINGS):
            limit = FIRST_LIMIT_MB << doubling
            try:
                con.execute(f"SET memory_limit = '{limit}MiB'")
                answer = action()
            except duckdb.OutOfMemoryException:
                logger.debug("DuckDB needs more than %d MiB", limit)
            else:
                if file:
                    _DOUBLINGS[file] = doubling
                return answer
    finally:
        con.execute("RESET memory_limit")
        if is_lake(con):  # RESET shows the old limit, but DuckDB keeps to the small one
            con.execute(f"SET memory_limit = {quote_text(own)}")
    return action()


def _name_file(con: duckdb.DuckDBPyConnection) -> str:
    """The file of the database; empty for one in memory."""
    row = con.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    return str(row[0] or "") if row else ""


def read_memory_limit(con: duckdb.DuckDBPyConnection) -> str:
    """The memory limit of the session, as DuckDB writes it."""
    row = con.execute("SELECT current_setting('memory_limit')").fetchone()
    return str(row[0]) if row else ""
