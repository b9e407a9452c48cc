"""What was loaded from where: lets a run skip what did not change."""
from __future__ import annotations
from collections.abc import Iterable, Iterator
import duckdb
from schemas.ledger import LedgerEntry


def read_ledger(con: duckdb.DuckDBPyConnection, source: str | None = None) -> dict[tuple[str, str], LedgerEntry]:
    """Ledger entries by (source, uri), of one source or of all. `--reprocess` iterates over the values."""
    raise NotImplementedError
