"""What was loaded from where: lets a run skip what did not change."""

from __future__ import annotations

import duckdb

from schemas.ledger import LedgerEntry
from warehouse.rows import read_rows


def read_ledger(
    con: duckdb.DuckDBPyConnection, source: str | None = None
) -> dict[tuple[str, str], LedgerEntry]:
    """Ledger entries by (source, uri), of one source or of all.

    A document is unchanged when raw_sha256, settings_sha256 and extractor_version are. The values
    are all that is needed to process everything again from the raw store.
    """
    where = "" if source is None else "WHERE source = ? "
    entries = read_rows(con, LedgerEntry, f"{where}ORDER BY source, uri", [] if source is None else [source])
    return {(entry.source, entry.uri): entry for entry in entries}
