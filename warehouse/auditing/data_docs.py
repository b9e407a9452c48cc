"""Data Docs, on demand: they grow without end when they are kept for every run."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema
from schemas.ddl import qualified_name
from schemas.expectations import list_expectations
from warehouse.auditing.expectation_suites import render_docs
from warehouse.rows import column_list
from warehouse.stage import STAGED_TABLES, shard_path


def build_warehouse_docs(con: duckdb.DuckDBPyConnection, folder: str | Path, limit: int) -> tuple[Path, int]:
    """Check what the warehouse holds now and write the results as HTML pages below `folder`.

    At most `limit` documents are checked, those loaded last. Returns the index page and how many
    documents were checked.
    """
    with tempfile.TemporaryDirectory(prefix="wiremill-docs-") as scratch:
        count = _write_stored_rows(con, Path(scratch), limit)
        return build_data_docs(scratch, folder), count


def build_data_docs(shards: str | Path, folder: str | Path) -> Path:
    """Check the staged rows in `shards` again and write the results as HTML pages below `folder`.

    Returns the index page. The pages need no network.
    """
    tables = {}
    for table in STAGED_TABLES:
        rows = pq.read_table(shard_path(Path(shards), table))
        if rows.num_rows:
            tables[table.name] = (rows, list_expectations(table))
    return render_docs(tables, Path(folder))


def _write_stored_rows(con: duckdb.DuckDBPyConnection, folder: Path, limit: int) -> int:
    """Write the stored rows of the newest documents as shards; returns how many documents these are."""
    newest = con.execute(
        "SELECT document_id FROM store.documents ORDER BY loaded_at DESC, document_id LIMIT ?", [limit]
    ).fetchall()
    ids = [document_id for (document_id,) in newest]
    for table in STAGED_TABLES:
        rows: pa.Table = con.execute(
            f"SELECT {column_list(table)} FROM {qualified_name(table)} WHERE list_contains(?, document_id)",
            [ids],
        ).to_arrow_table()
        pq.write_table(rows.cast(arrow_schema(table)), shard_path(folder, table))
    return len(ids)
