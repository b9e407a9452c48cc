"""Slices of documents: an export that takes one at a time needs no more memory when there are more."""

from __future__ import annotations

import itertools

import duckdb

from schemas.ddl import quote_text

DOCUMENTS_AT_ONCE = 1_000


def list_slices(con: duckdb.DuckDBPyConnection, source: str = "main.documents") -> list[str]:
    """Conditions on `document_id`, in its order, that together hold for every row: one a slice.

    A slice is of so many documents among the rows of `source`.
    """
    found = con.execute(
        f"""
        SELECT document_id FROM (SELECT DISTINCT document_id FROM {source})
        QUALIFY (row_number() OVER (ORDER BY document_id) - 1) % {DOCUMENTS_AT_ONCE} = 0 ORDER BY 1
        """
    ).fetchall()
    starts = [quote_text(document_id) for (document_id,) in found[1:]]
    if not starts:
        return ["TRUE"]
    inner = [f"document_id >= {a} AND document_id < {b}" for a, b in itertools.pairwise(starts)]
    return [f"document_id < {starts[0]}", *inner, f"document_id >= {starts[-1]}"]
