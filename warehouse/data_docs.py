"""Data Docs of a staged batch, on demand: they grow without end when they are kept for every run."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from schemas.expectations import list_expectations
from warehouse.expectation_suites import render_docs
from warehouse.stage import STAGED_TABLES, shard_path


def build_data_docs(shards: str | Path, folder: str | Path) -> Path:
    """Check the staged rows in `shards` again and write the results as HTML pages below `folder`.

    Returns the index page. The pages take their styles from the web; the figures are in the files.
    """
    tables = {}
    for table in STAGED_TABLES:
        rows = pq.read_table(shard_path(Path(shards), table))
        if rows.num_rows:
            tables[table.name] = (rows, list_expectations(table))
    return render_docs(tables, Path(folder))
