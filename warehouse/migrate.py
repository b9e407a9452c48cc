"""Create the schemas `store`, `main` and `ops`, or bring older ones up to date.

The schema that the declarations and view files describe has a fingerprint; a warehouse that bears the
same one is left alone. Otherwise missing tables and columns are added and the views made anew, in
one transaction. What can't be done by adding (a renamed or retyped column) is a numbered step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

import duckdb

from schemas.ddl import SCHEMA_BY_SCOPE, comment_on_table, create_table, qualified_name, sql_type
from schemas.declaration import Table
from schemas.registry import DOCUMENT_TABLES, TABLES
from warehouse.errors import SchemaVersionError
from warehouse.lake.session import is_lake
from warehouse.lake.writer import CREATE_WRITER, START_WRITER, hold_writing
from warehouse.published_views import select_published
from warehouse.transaction import execute_all
from warehouse.users_objects import list_own_views, read_users_views, refuse_broken_views, refuse_clashes
from warehouse.view_files import create_views, read_views

SCHEMA_VERSION = 1
# Steps from version n - 1 to n that adding tables and columns can't do; run before these are added.
STEPS: dict[int, Callable[[duckdb.DuckDBPyConnection], None]] = {}

VERSION_TABLE = """
CREATE TABLE IF NOT EXISTS ops.schema_versions (
    version BIGINT NOT NULL, fingerprint VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL
)"""


def migrate(con: duckdb.DuckDBPyConnection) -> bool:
    """Bring the warehouse to the declared schema; returns whether anything had to be done.

    Raises:
        SchemaVersionError: a newer version made the warehouse, a column has another type, or a table or
            view of the user's own bears a name of this version or would no longer work.
    """
    version, fingerprint = read_schema_version(con)
    if version > SCHEMA_VERSION:
        raise SchemaVersionError(
            f"the warehouse has schema version {version}, this program knows {SCHEMA_VERSION}:"
            " use a newer release"
        )
    if (version, fingerprint) == (SCHEMA_VERSION, schema_fingerprint()):
        return False
    with hold_writing(con) as is_shared:
        if is_shared:  # another writer may have done it meanwhile
            version, fingerprint = read_schema_version(con)
            if (version, fingerprint) == (SCHEMA_VERSION, schema_fingerprint()):
                return False
        con.begin()
        try:
            _upgrade(con, version)
            con.commit()
        except BaseException:
            con.rollback()
            raise
    return True


def read_schema_version(con: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Version and fingerprint of the warehouse; (0, "") for an empty file."""
    known = con.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'ops' AND table_name = 'schema_versions'"
    ).fetchone()
    if known is None:
        return 0, ""
    row = con.execute(
        "SELECT version, fingerprint FROM ops.schema_versions ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return (row[0], row[1]) if row else (0, "")


@lru_cache(maxsize=1)
def schema_fingerprint() -> str:
    """Hash of all statements that make the schema."""
    tables = [create_table(t) for t in TABLES] + [s for t in TABLES for s in comment_on_table(t)]
    views = [f"{view.name} {view.grain} {view.descriptions} {view.select}" for view in read_views()]
    return sha256("\n".join(tables + list_view_statements() + views).encode()).hexdigest()


def list_view_statements() -> list[str]:
    """Statements that show the tables of schema store in schema main, with comments."""
    statements: list[str] = []
    for table in DOCUMENT_TABLES:
        statements.append(f"CREATE VIEW main.{table.name} AS\n{select_published(table)}")
        statements += comment_on_table(table, "VIEW", f"main.{table.name}")
    return statements


def _upgrade(con: duckdb.DuckDBPyConnection, version: int) -> None:
    for schema in sorted(set(SCHEMA_BY_SCOPE.values())):
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    con.execute(VERSION_TABLE)
    if in_lake := is_lake(con):
        con.execute(CREATE_WRITER)
        con.execute(START_WRITER)
    own = list_own_views()
    refuse_clashes(con, own)
    users = read_users_views(con, own)
    _drop_views(con, own)
    if version:
        for number in range(version + 1, SCHEMA_VERSION + 1):
            STEPS.get(number, _do_nothing)(con)
    found = _read_columns(con)
    for table in TABLES:
        con.execute(create_table(table))
        _add_columns(con, table, found.get(qualified_name(table)))
    execute_all(con, (statement for table in TABLES for statement in comment_on_table(table)))
    shown = list_view_statements()
    if in_lake:  # it keeps no comments on columns of views
        shown = [statement for statement in shown if not statement.startswith("COMMENT ON COLUMN")]
    execute_all(con, shown)
    create_views(con)
    refuse_broken_views(con, users)
    con.execute(
        "INSERT INTO ops.schema_versions VALUES (?, ?, ?)",
        [SCHEMA_VERSION, schema_fingerprint(), datetime.now(UTC).replace(tzinfo=None)],
    )


def _do_nothing(con: duckdb.DuckDBPyConnection) -> None:
    """A version that only adds needs no step."""


def _drop_views(con: duckdb.DuckDBPyConnection, names: Collection[str]) -> None:
    for name in names:
        con.execute(f'DROP VIEW IF EXISTS main."{name}"')


def _read_columns(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The type of every column that is there already, by qualified name of its table and its own name."""
    rows = con.execute(
        "SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns()"
        " WHERE database_name = current_database()"
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, data_type in rows:
        found.setdefault(table, {})[column] = data_type
    return found


def _add_columns(con: duckdb.DuckDBPyConnection, table: Table, found: dict[str, str] | None) -> None:
    """Add declared columns that an older table lacks; they are null until documents are processed again.

    `found` are the types of the columns that it had; None for a table that was just created. Derived tables,
    which are made anew under other rules, lose columns that are declared no more.
    """
    if found is None:
        return
    for column in table.columns:
        if column.name not in found:
            con.execute(f"ALTER TABLE {qualified_name(table)} ADD COLUMN {column.name} {sql_type(column)}")
        elif found[column.name] != sql_type(column):
            raise SchemaVersionError(
                f"{qualified_name(table)}.{column.name} is {found[column.name]}, declared {sql_type(column)}"
            )
    declared = {column.name for column in table.columns}
    for name in found.keys() - declared if table.scope == "derived" else ():
        con.execute(f'ALTER TABLE {qualified_name(table)} DROP COLUMN "{name}"')
