"""What was loaded from where: lets a run skip what did not change."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from schemas.ledger import LedgerEntry
from warehouse.rows import read_rows


def read_ledger(
    con: duckdb.DuckDBPyConnection, source: str | None = None
) -> dict[tuple[str, str], LedgerEntry]:
    """Ledger entries by (source, uri), of one source or of all.

    A document is unchanged when raw_sha256, settings_sha256 and corrections_sha256 are. The values
    are all that is needed to process everything again from the raw store.
    """
    where = "" if source is None else "WHERE source = ? "
    entries = read_rows(con, LedgerEntry, f"{where}ORDER BY source, uri", [] if source is None else [source])
    return {(entry.source, entry.uri): entry for entry in entries}


def read_corrected_entries(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[LedgerEntry]:
    """Ledger entries of documents to which event corrections were applied, or whose id or uri is named."""
    return read_rows(
        con,
        LedgerEntry,
        "WHERE corrections_sha256 IS NOT NULL OR document_id IN (SELECT unnest($names::VARCHAR[]))"
        " OR uri IN (SELECT unnest($names::VARCHAR[])) ORDER BY source, uri",
        {"names": list(names)},
    )
