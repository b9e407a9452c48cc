"""Rows of a batch to Parquet shards, one a table, and back into a staging schema."""
from __future__ import annotations
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
import duckdb


def write_shards(folder: str | Path, rows_by_table: Mapping[str, Iterable[Any]]) -> Path:
    """Write the rows of a batch (dataclass rows by table name) as `folder/TABLE.parquet`; returns the folder.

    Every table of scope document or internal, `ledger` and `template_lines` may be given; a missing one is
    empty. A row that does not fit its declared types goes to `folder/unfit.jsonl`, which the audit
    quarantines. The folder appears whole or not at all (written beside, then renamed).

    `documents` rows carry revision 1, duplicate_of null and story_id = document_id: publishing sets them.
    One `ledger` row per document; its revision 1 and processed_at are set by publishing too.
    """
    raise NotImplementedError
