"""A small memory limit for DuckDB, raised only when a statement can't run within it.

Without a limit the database keeps every page that it read, so that a process grows with the warehouse.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import duckdb

from schemas.ddl import quote_text

T = TypeVar("T")
FIRST_LIMIT_MB = 96
# So many documents at once, or a database of this size, need more from the start: what is done in vain is
# done twice.
MANY_DOCUMENTS = 100
LARGE_BYTES = 64_000_000
LARGER_BYTES = 192_000_000  # twice that limit
MOST_DOUBLINGS = 9
# What the last action of this process on a database file needed.
_DOUBLINGS: dict[str, int] = {}
# Freed memory goes back to the system after a statement that took more than this.
KEPT_FREE_MB = 8
_FLUSH = f"SET allocator_flush_threshold = '{KEPT_FREE_MB}MiB'"

logger = logging.getLogger(__name__)


def run_within_limit(con: duckdb.DuckDBPyConnection, action: Callable[[], T], document_count: int = 0) -> T:
    """Do something that can be done again; the limit is doubled and it is, as long as memory runs out.

    Where it is about many documents, or the database is large, the first limit is twice as high; where it
    is larger still, four times.

    What exceeds the limit is spilled to a temporary folder beside the database, where DuckDB can. The next
    action of this process on the same file begins with the limit that sufficed. In the end the limit is
    DuckDB's own again.

    Raises:
        duckdb.OutOfMemoryException: the machine's memory does not suffice.
    """
    file, is_lake, own = _read_session(con)
    try:
        first = max(int(document_count > MANY_DOCUMENTS), _count_doublings(file))
        for doubling in range(max(first, _DOUBLINGS.get(file, 0)), MOST_DOUBLINGS):
            limit = FIRST_LIMIT_MB << doubling
            try:
                con.execute(f"{_FLUSH}; SET memory_limit = '{limit}MiB'")
                answer = action()
            except duckdb.OutOfMemoryException:
                logger.debug("DuckDB needs more than %d MiB", limit)
            else:
                if file:
                    _DOUBLINGS[file] = doubling
                return answer
    finally:
        con.execute("RESET memory_limit")
        if is_lake:  # RESET shows the old limit, but DuckDB keeps to the small one
            con.execute(f"SET memory_limit = {quote_text(own)}")
    return action()


def _count_doublings(file: str) -> int:
    path = Path(file)
    size = path.stat().st_size if file and path.is_file() else 0
    return int(size > LARGE_BYTES) + int(size > LARGER_BYTES)


def _read_session(con: duckdb.DuckDBPyConnection) -> tuple[str, bool, str]:
    """The file of the database (empty for one in memory), whether it is a lake, and the memory limit."""
    row = con.execute(
        "SELECT coalesce(path, ''), type = 'ducklake', current_setting('memory_limit')"
        " FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    assert row is not None, "a session has a database"
    return row[0], row[1], row[2]
