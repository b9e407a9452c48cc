"""Make rows small: a reference to a document, actor, event or mention becomes its position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.reporting.report_data import Dataset, Row

INDEX_REFERENCES = {
    "document_id": "documents",
    "actor_id": "actors",
    "speaker_id": "actors",
    "actor_ids": "actors",
    "recipient_ids": "actors",
}
ARTICLE_REFERENCES = {
    "actor_id": "actors",
    "speaker_id": "actors",
    "of_actor_id": "actors",
    "event_id": "events",
    "mention_id": "mentions",
}
# Where a column is the key of its own table it stays as it is.
ARTICLE_KEYS = {"events": "event_id", "mentions": "mention_id"}
Positions = Mapping[str, Mapping[str, int]]


def compact_index(index: Mapping[str, Dataset]) -> dict[str, dict[str, Any]]:
    """The tables of the index, with positions in `documents` and `actors` instead of ids."""
    positions = {name: _number(index[name].rows) for name in ("documents", "actors")}
    return {
        name: {
            "columns": dataset.columns,
            "rows": dataset.rows
            if name in positions
            else [_compact_row(row, dataset.columns, INDEX_REFERENCES, positions) for row in dataset.rows],
        }
        for name, dataset in index.items()
    }


def compact_article(
    article: Mapping[str, list[Row]], columns: Mapping[str, tuple[str, ...]]
) -> dict[str, list[Any]]:
    """The rows of one article by kind; `actors` become a plain list of ids, to which the others point."""
    positions = {name: _number(article[name]) for name in ("actors", "events", "mentions")}
    compact: dict[str, list[Any]] = {"actors": [row[0] for row in article["actors"]]}
    for kind, rows in article.items():
        if kind == "actors":
            continue
        references = {c: t for c, t in ARTICLE_REFERENCES.items() if ARTICLE_KEYS.get(kind) != c}
        compact[kind] = [_compact_row(row, columns[kind], references, positions) for row in rows]
    return compact


def _number(rows: list[Row]) -> dict[str, int]:
    return {row[0]: place for place, row in enumerate(rows)}


def _compact_row(
    row: Row, columns: tuple[str, ...], references: Mapping[str, str], positions: Positions
) -> list[Any]:
    return [
        _refer(value, positions[references[column]]) if column in references else _shorten(value)
        for column, value in zip(columns, row, strict=True)
    ]


def _refer(value: Any, positions: Mapping[str, int]) -> Any:
    if isinstance(value, list):
        return [positions[one] for one in value if one in positions]
    return positions.get(value)


def _shorten(value: Any) -> Any:
    """A truth value as 1 or 0."""
    return int(value) if isinstance(value, bool) else value
