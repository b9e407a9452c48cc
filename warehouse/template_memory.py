"""Counts of lines that a site prints on page after page."""
from __future__ import annotations
from collections.abc import Collection
from dataclasses import dataclass
import duckdb


@dataclass(frozen=True, slots=True)
class TemplateCounts:
    """Documents by (site, line hash), only lines of at least two documents, and documents by site."""

    line_counts: dict[tuple[str, str], int]
    document_counts: dict[str, int]


def read_template_counts(con: duckdb.DuckDBPyConnection, sites: Collection[str] | None = None, without_documents: Collection[str] = ()) -> TemplateCounts:
    """Counts of these sites (None: all); `without_documents` leaves out documents that are about to be learned anew.
    (Lines are stored by publishing: give them to `write_shards` as table `template_lines`.)"""
    raise NotImplementedError
