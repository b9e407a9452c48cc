"""The change feed: `ops.changes`, carried from release to release, and kept in the warehouse too."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import duckdb

from schemas.ddl import qualified_name, quote_text
from schemas.registry import TABLE_BY_NAME
from warehouse.connect import WarehouseLockedError, open_warehouse
from warehouse.errors import LakeError
from warehouse.lake.address import WarehousePlace
from warehouse.release.changed_documents import BASE
from warehouse.rows import column_list
from warehouse.transaction import run_transaction

CHANGES = TABLE_BY_NAME["changes"]
# How long a release that stands already waits for readers of the warehouse.
PATIENCE_SECONDS = 5.0

logger = logging.getLogger(__name__)


def read_last_release_no(con: duckdb.DuckDBPyConnection) -> int:
    """The newest release that the feed of the warehouse knows; 0 for none."""
    row = con.execute("SELECT coalesce(max(release_no), 0) FROM ops.changes").fetchone()
    return int(row[0]) if row else 0


def carry_feed(con: duckdb.DuckDBPyConnection, base_no: int, made_at: datetime) -> None:
    """Add what the base knows of earlier releases to the feed that was copied from the warehouse.

    A base that was made before there was a feed begins it: it added what it holds.
    """
    columns = column_list(CHANGES)
    has_feed = con.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'ops' AND table_name = ?",
        [BASE, CHANGES.name],
    ).fetchone()
    if has_feed:
        con.execute(
            f"INSERT INTO ops.changes BY NAME SELECT {columns} FROM {BASE}.ops.changes AS b"
            " ANTI JOIN ops.changes AS c USING (release_no, document_id)"
        )
    if con.execute("SELECT 1 FROM ops.changes LIMIT 1").fetchone() is None:
        con.execute(
            "INSERT INTO ops.changes BY NAME SELECT ? AS release_no, document_id, 'added' AS change,"
            f" revision, published_on, ?::TIMESTAMP AS released_at FROM {BASE}.main.documents",
            [base_no, made_at],
        )


def add_changes(con: duckdb.DuckDBPyConnection, release_no: int, now: datetime) -> None:
    """Add the changes of this release, as `find_changes` left them."""
    con.execute(
        "INSERT INTO ops.changes BY NAME SELECT ? AS release_no, document_id, change, revision, published_on,"
        " ?::TIMESTAMP AS released_at FROM document_changes ORDER BY document_id",
        [release_no, now],
    )


def keep_feed(warehouse: WarehousePlace, database: Path) -> None:
    """Bring the feed of a release that stands into the warehouse: a backup of it then holds the feed.

    What a killed process, or one that found the warehouse held, left out comes with the next release.
    """
    try:
        with open_warehouse(warehouse, wait_seconds=PATIENCE_SECONDS) as con:
            con.execute(f"ATTACH {quote_text(str(database))} AS released (READ_ONLY)")
            insert = (
                f"INSERT INTO {qualified_name(CHANGES)} BY NAME"
                f" SELECT {column_list(CHANGES)} FROM released.{qualified_name(CHANGES)} AS r"
                " ANTI JOIN ops.changes AS c USING (release_no, document_id)"
            )
            run_transaction(con, lambda: con.execute(insert))
    except (WarehouseLockedError, LakeError, duckdb.Error) as error:
        logger.info("the release stands; its changes come into the warehouse with the next one: %s", error)
