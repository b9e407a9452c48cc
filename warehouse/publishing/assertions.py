"""What must hold before a publication is committed: unique keys, no row without its document."""

from __future__ import annotations

import duckdb

from schemas.ddl import qualified_name
from schemas.declaration import Table
from schemas.registry import DOCUMENT_TABLES, INTERNAL_TABLES, TABLE_BY_NAME


class BrokenPublicationError(RuntimeError):
    """The rows contradict each other; the transaction is rolled back and the old state stays."""


_COUNT_STRAY = """
WITH own AS MATERIALIZED (
    SELECT document_id, actor_id FROM store.document_actors
    WHERE document_id IN (SELECT document_id FROM touched UNION SELECT document_id FROM reidentified)
        OR actor_id IN (SELECT actor_id FROM affected_actors)
)
SELECT count(*) FROM own AS a
WHERE NOT EXISTS (FROM main.actors AS b WHERE b.actor_id = a.actor_id)
    OR NOT EXISTS (FROM store.documents AS d WHERE d.document_id = a.document_id)
"""


def assert_consistent(con: duckdb.DuckDBPyConnection) -> None:
    """Check keys and documents of the rows of `touched` documents, and the keys of affected actors.

    Raises:
        BrokenPublicationError: a key occurs twice, or a row has no document or actor.
    """
    for table in (*DOCUMENT_TABLES, *INTERNAL_TABLES):
        _assert_unique(con, table)
    for name in ("actors", "actor_names"):
        _assert_unique(con, TABLE_BY_NAME[name])
    stray = con.execute(_COUNT_STRAY).fetchone()
    con.execute("DROP TABLE affected_actors")
    if stray and stray[0]:
        raise BrokenPublicationError(f"{stray[0]} document actors have no actor or no document")


def _assert_unique(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    name, key = qualified_name(table), ", ".join(table.key)
    where = ""
    if "document_id" in table.key:
        where = "WHERE document_id IN (SELECT document_id FROM touched)"
    elif "actor_id" in table.key:
        where = "WHERE actor_id IN (SELECT actor_id FROM affected_actors)"
    elif table.scope in ("document", "internal"):
        where = (
            f"WHERE ({key}) IN (SELECT ({key}) FROM {name}"
            " WHERE document_id IN (SELECT document_id FROM touched))"
        )
    row = con.execute(
        f"SELECT {key}, count(*) FROM {name} {where} GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    if row is not None:
        raise BrokenPublicationError(f"{name}: key {row[:-1]} occurs {row[-1]} times")
