"""Counts of lines that a site prints on page after page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import duckdb
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class TemplateCounts:
    """Documents by (site, line hash), and all documents by site."""

    line_counts: dict[tuple[str, str], int]
    document_counts: dict[str, int]


def read_template_counts(
    con: duckdb.DuckDBPyConnection,
    sites: Collection[str],
    line_hashes: Collection[str],
    without_documents: Collection[str] = (),
) -> TemplateCounts:
    """Counts of these lines over the stored documents of these sites.

    `without_documents` leaves out documents that are about to be learned anew, so that none counts
    twice. Lines are stored by publishing: stage them as rows of `template_lines`.
    """
    wanted = {"sites": sites, "lines": line_hashes, "learned": without_documents}
    for name, values in wanted.items():
        con.register(f"wanted_{name}", pa.table({"value": pa.array(list(values), pa.string())}))
    rest = (
        "FROM ops.template_lines WHERE site IN (FROM wanted_sites)"
        " AND document_id NOT IN (FROM wanted_learned)"
    )
    lines = con.execute(
        f"SELECT site, line_hash, count(*) {rest} AND line_hash IN (FROM wanted_lines) GROUP BY ALL"
    ).fetchall()
    documents = con.execute(f"SELECT site, count(DISTINCT document_id) {rest} GROUP BY ALL").fetchall()
    for name in wanted:
        con.unregister(f"wanted_{name}")
    return TemplateCounts({(s, h): n for s, h, n in lines}, dict(documents))
