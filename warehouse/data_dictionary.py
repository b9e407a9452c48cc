"""The data dictionary file, made from the declarations and from the views as DuckDB sees them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from schemas.dictionary import ViewDescription, render_dictionary
from schemas.registry import TABLES
from warehouse.migrate import migrate
from warehouse.view_files import list_view_columns, read_views

DICTIONARY_PATH = Path(__file__).parent / "DATA_DICTIONARY.md"


def make_dictionary() -> str:
    """The dictionary as Markdown; the same text for the same declarations and view files."""
    return render_dictionary(TABLES, describe_views())


def write_dictionary(path: str | Path = DICTIONARY_PATH) -> Path:
    """Write the dictionary; returns the path."""
    path = Path(path)
    path.write_text(make_dictionary(), encoding="utf-8")
    return path


def describe_views() -> list[ViewDescription]:
    """Columns of the analysts' views, read from an empty warehouse in memory."""
    with duckdb.connect(":memory:") as con:
        migrate(con)
        columns = list_view_columns(con)
        return [
            ViewDescription(
                view.name,
                view.grain,
                tuple((c, kind, view.descriptions.get(c, "")) for c, kind in columns[view.name].items()),
            )
            for view in read_views()
        ]
