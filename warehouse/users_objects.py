"""Tables and views that a user made in the warehouse: an upgrade of the schema leaves them, or says no.

A view of the program is known by its name: those of this version, and those that an earlier one had.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import duckdb

from schemas.registry import DOCUMENT_TABLES
from warehouse.errors import SchemaVersionError
from warehouse.view_files import VIEW_NAMES

# Views of earlier versions that this one has no longer.
RETIRED_VIEWS: tuple[str, ...] = ()


def list_own_views() -> tuple[str, ...]:
    """Names of the views in schema main that the program makes, or once made."""
    return (*(table.name for table in DOCUMENT_TABLES), *VIEW_NAMES, *RETIRED_VIEWS)


def read_users_views(con: duckdb.DuckDBPyConnection, own: Collection[str]) -> dict[str, str | None]:
    """The user's views by qualified name, each with the reason why it does not work; None where it does."""
    rows = con.execute(
        "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal"
        " AND database_name = current_database() ORDER BY ALL"
    ).fetchall()
    names = [
        f'"{schema}"."{name}"' for schema, name in rows if (schema, name) not in {("main", o) for o in own}
    ]
    return {name: _try_view(con, name) for name in names}


def refuse_clashes(con: duckdb.DuckDBPyConnection, own: Collection[str]) -> None:
    """Before anything is changed: a table of the user must not stand where a view of the program belongs.

    Raises:
        SchemaVersionError: one does.
    """
    rows = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'"
        " AND database_name = current_database() ORDER BY ALL"
    ).fetchall()
    if clashes := [name for (name,) in rows if name in own]:
        raise SchemaVersionError(
            f"your table main.{clashes[0]} bears the name of a view of this version: give it another name,"
            " or move it to a schema of its own; nothing was changed"
        )


def refuse_broken_views(con: duckdb.DuckDBPyConnection, before: Mapping[str, str | None]) -> None:
    """At the end of an upgrade, before it is committed: the user's views must still work.

    Raises:
        SchemaVersionError: one that worked before does not.
    """
    for name, earlier in before.items():
        reason = _try_view(con, name)
        if reason is not None and earlier is None:
            raise SchemaVersionError(
                f"your view {name} would not work with the new schema ({reason}): change or drop it first;"
                " nothing was changed"
            )


def _try_view(con: duckdb.DuckDBPyConnection, name: str) -> str | None:
    try:
        con.execute(f"SELECT * FROM {name} LIMIT 0")
    except duckdb.Error as error:
        return str(error).splitlines()[0]
    return None
