"""The data dictionary in Markdown: every table and view, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.ddl import sql_type
from schemas.declaration import (
    ActorReference,
    Between,
    Column,
    Key,
    NotBefore,
    Pattern,
    References,
    Rule,
    Scope,
    Table,
)

_CHAPTERS: tuple[tuple[tuple[Scope, ...], str, str], ...] = (
    (
        ("document", "warehouse"),
        "Published tables",
        "Schema `main`, in the warehouse and in the published copy; Parquet files of the same names.",
    ),
    (
        ("operations",),
        "Operations",
        "Schema `ops`. The published copy holds `runs`, `checks`, `quarantine`, `failures` and `changes`.",
    ),
    (("internal", "derived"), "Internal tables", "Schema `store` of the warehouse only."),
)


@dataclass(frozen=True, slots=True)
class ViewDescription:
    """A view as the dictionary shows it: columns are (name, SQL type, description)."""

    name: str
    grain: str
    columns: tuple[tuple[str, str, str], ...]


def render_dictionary(tables: Sequence[Table], views: Sequence[ViewDescription]) -> str:
    """The whole dictionary as one Markdown text."""
    parts = [_INTRODUCTION]
    for scopes, title, note in _CHAPTERS:
        parts.append(f"## {title}\n\n{note}")
        parts += [describe_table(table) for table in tables if table.scope in scopes]
        if "document" in scopes:
            parts.append("## Views\n\nSchema `main`; Parquet files of the same names.")
            parts += [describe_view(view) for view in views]
    return "\n\n".join(parts) + "\n"


def describe_table(table: Table) -> str:
    """One table: grain, then a line a column."""
    rows = [
        (
            f"`{column.name}`",
            sql_type(column) + ("" if column.is_nullable else " not null"),
            column.description,
            "; ".join(_describe_rules(column)),
        )
        for column in table.columns
    ]
    head = f"### {table.name}\n\n{table.grain}\n\n"
    return head + _render_grid(("column", "type", "meaning", "rules"), rows)


def describe_view(view: ViewDescription) -> str:
    """One view: grain, then a line a column."""
    rows = [(f"`{name}`", kind, text) for name, kind, text in view.columns]
    return f"### {view.name}\n\n{view.grain}\n\n" + _render_grid(("column", "type", "meaning"), rows)


_INTRODUCTION = """# Data dictionary

Made from the declarations in `schemas/` by `wiremill dictionary`; do not edit by hand.

Every extracted row says where it stands: `documents.text[char_start:char_end] == text`, counted in characters
(code points) from 0, end exclusive. Null means unknown. Times are UTC. In Parquet a list is one text,
its items joined with `|`."""


def _describe_rules(column: Column) -> list[str]:
    words = [f"one of {', '.join(f'`{choice}`' for choice in column.choices)}"] if column.choices else []
    return words + [_describe_rule(rule) for rule in column.rules]


def _describe_rule(rule: Rule) -> str:
    match rule:
        case Key():
            return "key"
        case Between(low, None):
            return f"at least {low:g}"
        case Between(None, high):
            return f"at most {high:g}"
        case Between(low, high):
            return f"{low:g} to {high:g}"
        case Pattern(regex):
            return f"matches `{regex}`"
        case References(table, column):
            return f"in `{table}.{column}`"
        case ActorReference():
            return "in `actors.actor_id`"
        case NotBefore(column):
            return f"not before `{column}`"


def _render_grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
