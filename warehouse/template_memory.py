"""Counts of lines that a site prints on page after page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class TemplateCounts:
    """Documents by (site, line hash), and all documents by site."""

    line_counts: dict[tuple[str, str], int]
    document_counts: dict[str, int]


def read_template_counts(
    con: duckdb.DuckDBPyConnection,
    sites: Collection[str] | None = None,
    without_documents: Collection[str] = (),
) -> TemplateCounts:
    """Counts over the stored documents of these sites (None: all).

    `without_documents` leaves out documents that are about to be learned anew, so that none counts
    twice. Lines are stored by publishing: stage them as rows of `template_lines`.
    """
    rest = (
        "FROM ops.template_lines WHERE ($sites IS NULL OR list_contains($sites, site))"
        " AND NOT list_contains($without, document_id)"
    )
    parameters = {
        "sites": None if sites is None else sorted(sites),
        "without": sorted(without_documents) or [""],
    }
    lines = con.execute(f"SELECT site, line_hash, count(*) {rest} GROUP BY ALL", parameters).fetchall()
    documents = con.execute(
        f"SELECT site, count(DISTINCT document_id) {rest} GROUP BY ALL", parameters
    ).fetchall()
    return TemplateCounts({(s, h): n for s, h, n in lines}, dict(documents))
