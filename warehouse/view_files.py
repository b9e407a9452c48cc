"""The analysts' views, one SQL file each.

The first comment line says the grain; `-- from: TABLE, TABLE` names the tables whose column descriptions hold
for columns of the same name; further `-- column: text` lines describe the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from schemas.codebook import read_codebook
from schemas.ddl import comment_on, quote_text
from schemas.reference_tables import Rows, list_country_rows, list_event_type_rows
from schemas.registry import TABLE_BY_NAME
from warehouse.lake.session import is_lake
from warehouse.transaction import execute_all

VIEW_FOLDER = Path(__file__).parent / "views"
# In the order of creation: a view may read those before it.
VIEW_NAMES = (
    "event_facts",
    "event_dyads",
    "daily_event_counts",
    "dates",
    "codebook",
    "countries",
    "event_types",
    "sources",
    "happening_members",
    "happening_figures",
    "happenings",
    "figure_facts",
    "figure_points",
    "indicators",
    "indicator_series",
    "figure_series",
    "claims",
    "disagreements",
    "corroboration",
    "plans_ahead",
    "overdue",
    "promises",
    "actor_profiles",
    "document_quality",
    "uncertain_links",
)


@dataclass(frozen=True, slots=True)
class ViewFile:
    """A view: its name, its grain in words, descriptions by column name, and the SELECT behind it."""

    name: str
    grain: str
    descriptions: dict[str, str]
    select: str


@lru_cache(maxsize=1)
def read_views() -> tuple[ViewFile, ...]:
    """All views, in the order of creation."""
    return tuple(_read_view(name) for name in VIEW_NAMES)


@lru_cache(maxsize=1)
def list_shared_views() -> tuple[str, ...]:
    """Names of the views that others read."""
    views = read_views()
    return tuple(v.name for v in views if any(_reads(other, v.name) for other in views if other is not v))


def _reads(view: ViewFile, name: str) -> bool:
    return re.search(rf"\b(?:FROM|JOIN)\s+{name}\b", view.select, re.IGNORECASE) is not None


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Create the views in schema main of the session's database, with comments on all columns.

    A lake keeps comments on views and on columns of tables, none on columns of views.
    """
    views = read_views()
    execute_all(con, (f"CREATE VIEW main.{view.name} AS\n{view.select}" for view in views))
    columns = {} if is_lake(con) else list_view_columns(con)
    for view in views:
        described = [(c, d) for c, d in view.descriptions.items() if c in columns.get(view.name, {})]
        execute_all(con, comment_on("VIEW", f"main.{view.name}", view.grain, described))


def list_view_columns(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Types of the columns of the created views, by the name of the view and their own."""
    rows = con.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main'"
        " AND database_name = current_database() ORDER BY table_name, column_index"
    ).fetchall()
    columns: dict[str, dict[str, str]] = {view.name: {} for view in read_views()}
    for name, column, data_type in rows:
        if name in columns:
            columns[name][column] = data_type
    return columns


def _read_view(name: str) -> ViewFile:
    text = (VIEW_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    lines = text.splitlines()
    header = [line.removeprefix("--").strip() for line in lines[: _count_header(lines)]]
    notes = dict(line.split(": ", 1) for line in header[1:])
    inherited: dict[str, str] = {}
    for table in reversed(notes.pop("from").split(", ")):
        inherited |= {c.name: c.description for c in TABLE_BY_NAME[table].columns}
    select = "\n".join(lines[len(header) :]).strip().rstrip(";")
    if _SOURCE_PLACEHOLDER in select:
        select = select.replace(_SOURCE_PLACEHOLDER, _SOURCE_NAME)
        inherited["source_name"] = _SOURCE_MEANING
    for placeholder, list_rows in _CONSTANT_ROWS.items():
        if placeholder in select:
            select = select.replace(placeholder, _write_values(list_rows()))
    return ViewFile(name, header[0], inherited | notes, select)


def _list_codes() -> Rows:
    return tuple((c.kind, c.code, c.event_type, c.meaning, c.example) for c in read_codebook())


# What stands in a view for the name of the one who reports a document `d`, and what its column says.
_SOURCE_PLACEHOLDER = "{source_name}"
_SOURCE_NAME = "coalesce(d.agency, d.publisher, d.source)"
_SOURCE_MEANING = (
    "Who reports it: the agency whose copy it is, else the publisher, else the configured source."
)

# What stands in a view for the rows of a table that never changes.
_CONSTANT_ROWS: dict[str, Callable[[], Rows]] = {
    "{codes}": _list_codes,
    "{countries}": list_country_rows,
    "{event_types}": list_event_type_rows,
}


def _write_values(rows: Rows) -> str:
    """Rows as those of VALUES."""
    written = (", ".join(_write_cell(cell) for cell in cells) for cells in rows)
    return ",\n    ".join(f"({row})" for row in written)


def _write_cell(cell: str | float | int | None) -> str:
    if cell is None:
        return "NULL"
    if isinstance(cell, float):
        return f"{cell}::DOUBLE"  # else it would be a DECIMAL
    return quote_text(cell) if isinstance(cell, str) else str(cell)


def _count_header(lines: list[str]) -> int:
    return next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
