"""What a new release changes against the one that stands: compared row by row, not remembered.

So it is right whatever happened between them: several publications, a rebuild, a warehouse brought back.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from schemas.ddl import quote_text, sql_type
from schemas.declaration import Column, Table
from schemas.registry import DOCUMENT_TABLES
from warehouse.memory_limit import run_within_limit

# Alias of the database of the release that stands.
BASE = "base"
UNDATED = "undated"
# The month of publication of a document, as its partition is named.
_MONTH = f"coalesce(strftime(published_on, '%Y-%m'), '{UNDATED}')"


def attach_base(con: duckdb.DuckDBPyConnection, database: Path) -> bool:
    """Attach the database of the release that stands; whether it could be."""
    try:
        con.execute(f"ATTACH {quote_text(str(database))} AS {BASE} (READ_ONLY)")
    except duckdb.Error:  # another program writes to it, or it is of a later DuckDB
        return False
    return True


def find_changes(con: duckdb.DuckDBPyConnection, has_base: bool) -> None:
    """Compare the copied rows of the session with those of the base.

    Makes temp tables `document_months` (document_id, month), `document_changes` (document_id, change,
    revision, published_on) and `touched_months` (table_name, month): where files of the base no longer hold.
    Without a base (there is none, or it is damaged) every document counts against the change feed.
    """
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE document_months AS SELECT document_id, {_MONTH} AS month"
        " FROM main.documents"
    )
    con.execute("CREATE OR REPLACE TEMP TABLE changed_rows (table_name VARCHAR, document_id VARCHAR)")
    con.execute("CREATE OR REPLACE TEMP TABLE touched_months (table_name VARCHAR, month VARCHAR)")
    if not has_base:
        con.execute(f"CREATE OR REPLACE TEMP TABLE document_changes AS {_CHANGES_OF_FEED}")
        return
    for table in DOCUMENT_TABLES:
        _compare_rows(con, table)
    con.execute(f"CREATE OR REPLACE TEMP TABLE document_changes AS {_CHANGES_OF_ROWS}")
    for table in DOCUMENT_TABLES:
        if table.is_by_month:
            con.execute(_TOUCH_MONTHS, {"name": table.name})


def read_changes(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Ids of the documents by kind of change, in order."""
    found: dict[str, list[str]] = {"added": [], "revised": [], "relinked": [], "retracted": []}
    for change, document_id in con.execute(
        "SELECT change, document_id FROM document_changes ORDER BY document_id"
    ).fetchall():
        found[change].append(document_id)
    return found


def read_touched_months(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """(table, month) of the files whose rows are others than in the base."""
    return {(name, month) for name, month in con.execute("FROM touched_months").fetchall()}


def _compare_rows(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Note the documents whose rows differ in a table. Columns that only one side has don't count."""
    types = dict(
        con.execute(
            "SELECT column_name, data_type FROM duckdb_columns()"
            " WHERE database_name = ? AND schema_name = 'main' AND table_name = ?",
            [BASE, table.name],
        ).fetchall()
    )
    shared = [column for column in table.columns if types.get(column.name) == sql_type(column)]
    if "document_id" not in types:
        return
    insert = f"""
        INSERT INTO changed_rows
        SELECT '{table.name}', coalesce(n.document_id, o.document_id)
        FROM ({_digest_rows("main", table.name, shared)}) AS n
        FULL JOIN ({_digest_rows(f"{BASE}.main", table.name, shared)}) AS o USING (document_id)
        WHERE (n.row_count, n.mixed, n.total) IS DISTINCT FROM (o.row_count, o.mixed, o.total)
        """
    run_within_limit(con, lambda: con.execute(insert))


def _digest_rows(schema: str, name: str, columns: Iterable[Column]) -> str:
    """SELECT of a digest of the rows of each document, whatever their order."""
    # DuckDB gives an empty list the hash of null: the length tells them apart.
    values = ", ".join(f"{c.name}, len({c.name})" if c.is_list else c.name for c in columns)
    return (
        "SELECT document_id, count(*) AS row_count, bit_xor(digest) AS mixed, sum(digest) AS total"
        f" FROM (SELECT document_id, hash({values}) AS digest FROM {schema}.{name}) GROUP BY document_id"
    )


_CHANGES_OF_ROWS = f"""
SELECT c.document_id,
    CASE WHEN o.document_id IS NULL THEN 'added' WHEN n.document_id IS NULL THEN 'retracted'
        WHEN (n.run_id, n.loaded_at, n.revision, n.raw_sha256)
            IS DISTINCT FROM (o.run_id, o.loaded_at, o.revision, o.raw_sha256) THEN 'revised'
        ELSE 'relinked' END AS change,
    n.revision, if(n.document_id IS NULL, o.published_on, n.published_on) AS published_on
FROM (SELECT DISTINCT document_id FROM changed_rows) AS c
LEFT JOIN main.documents AS n USING (document_id) LEFT JOIN {BASE}.main.documents AS o USING (document_id)
"""

# What the feed knows to be published, but is not there, was retracted; what it knows may have been revised.
_CHANGES_OF_FEED = """
WITH known AS (
    SELECT document_id, published_on FROM ops.changes
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY release_no DESC) = 1
        AND change <> 'retracted'
)
SELECT coalesce(n.document_id, k.document_id) AS document_id,
    CASE WHEN k.document_id IS NULL THEN 'added' WHEN n.document_id IS NULL THEN 'retracted'
        ELSE 'revised' END AS change,
    n.revision, if(n.document_id IS NULL, k.published_on, n.published_on) AS published_on
FROM main.documents AS n FULL JOIN known AS k USING (document_id)
"""

# A document that moves to another month takes all of its rows along.
_TOUCH_MONTHS = f"""
INSERT INTO touched_months
WITH old_months AS (SELECT document_id, {_MONTH} AS month FROM {BASE}.main.documents),
moved AS (
    SELECT c.document_id, n.month AS new_month, o.month AS old_month
    FROM (SELECT DISTINCT document_id FROM changed_rows) AS c
    LEFT JOIN document_months AS n USING (document_id) LEFT JOIN old_months AS o USING (document_id)
)
SELECT DISTINCT $name, unnest([new_month, old_month]) AS month FROM moved
WHERE new_month IS DISTINCT FROM old_month
    OR document_id IN (SELECT document_id FROM changed_rows WHERE table_name = $name)
"""
