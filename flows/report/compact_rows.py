"""Make rows small: references become positions, repeated words positions in one list, empty ends are cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from warehouse.reporting.report_data import Dataset, Row

INDEX_REFERENCES = {
    "document_id": "documents",
    "actor_id": "actors",
    "speaker_id": "actors",
    "actor_ids": "actors",
    "recipient_ids": "actors",
    "event_group_id": "event_groups",
    "happening_id": "happenings",
}
# The column by which the rows of a table are told apart stays as it is there.
INDEX_KEYS = {"documents": "document_id", "actors": "actor_id", "happenings": "happening_id"}
ARTICLE_REFERENCES = {
    "actor_id": "actors",
    "speaker_id": "actors",
    "of_actor_id": "actors",
    "event_id": "events",
    "mention_id": "mentions",
}
# Where a column is the key of its own table it stays as it is.
ARTICLE_KEYS = {"events": "event_id", "mentions": "mention_id"}
# Columns of few distinct words; wiremill.unfold in pages/store.js reads the same names from the overview.
WORD_COLUMNS = (
    "about", "agency", "change", "comparator", "country_code", "cue", "event_mode", "event_type",
    "indicator", "kind", "language", "one_source", "other_source", "per_unit", "place_country_code",
    "publisher", "reason", "sector", "source", "status", "type", "unit",
)  # fmt: skip
Positions = Mapping[str, Mapping[str, int]]


@dataclass(slots=True)
class WordList:
    """Repeated words, each once, in the order in which they came."""

    places: dict[str, int] = field(default_factory=dict)

    def place(self, word: str) -> int:
        """The position of a word, which is added where it is new."""
        return self.places.setdefault(word, len(self.places))

    @property
    def words(self) -> list[str]:
        """All of them."""
        return list(self.places)


def number_index(index: Mapping[str, Dataset]) -> dict[str, dict[str, int]]:
    """Positions of documents, actors, happenings and event groups, by id."""
    events = index["events"]
    place = events.columns.index("event_group_id")
    groups = dict.fromkeys(row[place] for row in events.rows)
    keyed = {name: _number(row[0] for row in index[name].rows) for name in INDEX_KEYS}
    return {**keyed, "event_groups": _number(groups)}


def compact_index(
    index: Mapping[str, Dataset], positions: Positions, words: WordList
) -> dict[str, dict[str, Any]]:
    """The tables of the index, with positions in `documents`, `actors` and `happenings` instead of ids."""
    compact = {}
    for name, dataset in index.items():
        references = {c: t for c, t in INDEX_REFERENCES.items() if INDEX_KEYS.get(name) != c}
        rows = [_compact_row(row, dataset.columns, references, positions, words) for row in dataset.rows]
        compact[name] = {"columns": dataset.columns, "rows": rows}
    return compact


def compact_article(
    article: Mapping[str, list[Row]],
    columns: Mapping[str, tuple[str, ...]],
    actors: Mapping[str, int],
    words: WordList,
) -> dict[str, list[Any]]:
    """Rows of one article by kind; actors are positions in the index, events and mentions in it."""
    positions = {
        "actors": actors,
        "events": _number(row[0] for row in article["events"]),
        "mentions": _number(row[0] for row in article["mentions"]),
    }
    compact: dict[str, list[Any]] = {}
    for kind, rows in article.items():
        references = {c: t for c, t in ARTICLE_REFERENCES.items() if ARTICLE_KEYS.get(kind) != c}
        compact[kind] = [_compact_row(row, columns[kind], references, positions, words) for row in rows]
    return compact


def _number(ids: Iterable[str]) -> dict[str, int]:
    return {one: place for place, one in enumerate(ids)}


def _compact_row(
    row: Row,
    columns: tuple[str, ...],
    references: Mapping[str, str],
    positions: Positions,
    words: WordList,
) -> list[Any]:
    compact = []
    for column, value in zip(columns, row, strict=True):
        if column in references:
            compact.append(_refer(value, positions[references[column]]))
        elif column in WORD_COLUMNS and value is not None:
            compact.append(words.place(value))
        else:
            compact.append(int(value) if isinstance(value, bool) else value)
    while compact and compact[-1] is None:
        compact.pop()
    return compact


def _refer(value: Any, positions: Mapping[str, int]) -> Any:
    if isinstance(value, list):
        return [positions[one] for one in value if one in positions]
    return positions.get(value)
