"""SQL that creates the declared tables, with comments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from schemas.declaration import ActorReference, Column, References, Rule, Scope, Table

SQL_TYPES: dict[type, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    date: "DATE",
    datetime: "TIMESTAMP",
}
SCHEMA_BY_SCOPE: dict[Scope, str] = {
    "document": "store",
    "internal": "store",
    "derived": "store",
    "warehouse": "main",
    "operations": "ops",
}


def sql_type(column: Column) -> str:
    """The DuckDB type of a column; a list is `TYPE[]`."""
    return SQL_TYPES[column.type] + ("[]" if column.is_list else "")


def qualified_name(table: Table) -> str:
    """Where the rows of a table stand: `store.events`, `main.actors`, `ops.runs`."""
    return f"{SCHEMA_BY_SCOPE[table.scope]}.{table.name}"


def create_table(table: Table, name: str | None = None, is_keyed: bool = False) -> str:
    """CREATE TABLE IF NOT EXISTS, under its own or another name.

    No PRIMARY KEY or FOREIGN KEY where rows are replaced: under an index that is ten times slower and fails
    within one transaction; uniqueness and references are asserted before each commit instead. A copy that
    is only read may be keyed.
    """
    lines = [f"    {c.name} {sql_type(c)}{'' if c.is_nullable else ' NOT NULL'}" for c in table.columns]
    if is_keyed:
        lines.append(f"    PRIMARY KEY ({', '.join(table.key)})")
    return f"CREATE TABLE IF NOT EXISTS {name or qualified_name(table)} (\n" + ",\n".join(lines) + "\n)"


# Tables that others refer to, one row a thing: a key of theirs costs nothing beside the rows that name them.
KEYED_COPIES = frozenset({"documents", "actors"})


def list_keys(table: Table) -> dict[str, object]:
    """Primary key and references of a table, as other programs read them.

    `{"primary": ["event_id"], "foreign": [{"column": "document_id", "table": "documents", "target": ...}]}`
    """
    foreign = [
        {"column": column.name, "table": target, "target": key}
        for column in table.columns
        for rule in column.rules
        for target, key in _read_reference(rule)
    ]
    return {"primary": list(table.key), "foreign": foreign}


def _read_reference(rule: Rule) -> Iterable[tuple[str, str]]:
    if isinstance(rule, References):
        yield rule.table, rule.column
    elif isinstance(rule, ActorReference):
        yield "actors", "actor_id"


def comment_on(kind: str, name: str, grain: str, columns: Iterable[tuple[str, str]]) -> list[str]:
    """COMMENT statements of a TABLE or VIEW and its columns."""
    statements = [f"COMMENT ON {kind} {name} IS {quote_text(grain)}"]
    statements += [f"COMMENT ON COLUMN {name}.{column} IS {quote_text(text)}" for column, text in columns]
    return statements


def comment_on_table(table: Table, kind: str = "TABLE", name: str | None = None) -> list[str]:
    """COMMENT statements of a declared table, or of a view that shows it."""
    columns = [(c.name, c.description) for c in table.columns]
    return comment_on(kind, name or qualified_name(table), table.grain, columns)


def quote_text(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"
