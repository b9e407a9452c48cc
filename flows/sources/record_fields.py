"""Which fields of a record say what: names of known tools as data, a mapping of the user before them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from transforms.documents.metadata.published_date import parse_published
from transforms.lexicon.csv_data import read_csv

ROLES = (
    *("id", "url", "text", "html", "title", "published", "author", "publisher", "agency", "section"),
    "language",
)
TEXT_FIELDS = ("text", "html")
# What spreadsheets, pandas and databases write where there is nothing.
NOTHING = frozenset({"nan", "nat", "none", "null", "n/a", "<na>"})
_OTHER = "other"
_SEPARATORS = re.compile(r"[\s_-]+")
_WORDS_OF_A_TEXT = 30
_MAX_DATE_CHARS = 40
_MAX_DEPTH = 4


def normalise_name(name: str) -> str:
    """The name of a field as names are compared."""
    return _SEPARATORS.sub("", name).casefold()


def find_values(fields: Mapping[str, Any], role: str) -> Iterator[tuple[str, Any]]:
    """The fields of a role that hold something, as (normalised name, value), best first."""
    flat = flatten(fields)
    for name in load_names()[role]:
        value = flat.get(name)
        if not is_nothing(value):
            yield name, value


def flatten(fields: Mapping[str, Any]) -> dict[str, Any]:
    """All values by normalised name, those of objects also by dotted name."""
    flat: dict[str, Any] = {}
    for name, value in fields.items():
        key = normalise_name(str(name))
        flat.setdefault(key, value)
        if isinstance(value, Mapping):
            for inner, inner_value in value.items():
                flat.setdefault(f"{key}.{normalise_name(str(inner))}", inner_value)
    return flat


def apply_mapping(fields: Mapping[str, Any], mapping: Mapping[str, str]) -> dict[str, Any]:
    """The fields with those of the user's mapping (role to name) under the names of their roles.

    A mapped role holds what the mapping says and nothing else; a name that the record lacks is left out.
    """
    flat = flatten(fields)
    rest = {k: v for k, v in fields.items() if normalise_name(str(k)) not in mapping}
    found = {role: flat.get(_normalise_path(name)) for role, name in mapping.items()}
    return rest | {role: value for role, value in found.items() if not is_nothing(value)}


def is_nothing(value: Any) -> bool:
    """Whether a value stands for no value."""
    if isinstance(value, str):
        return not value.strip() or value.strip().casefold() in NOTHING
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, Sequence | Mapping) and not value)


def list_unread(fields: Mapping[str, Any], mapping: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Fields that look like a date or a text and are not read, as (name, "published" or "text")."""
    known = {name for names in load_names().values() for name in names}
    known |= {_normalise_path(name) for name in mapping.values()}
    for name, value in fields.items():
        if normalise_name(str(name)) in known or is_nothing(value):
            continue
        if looks_like_date(value):
            yield str(name), "published"
        elif isinstance(value, str) and len(value.split()) >= _WORDS_OF_A_TEXT:
            yield str(name), "text"


def looks_like_date(value: Any) -> bool:
    """Whether a value is a date with its day, alone."""
    if isinstance(value, date | datetime):
        return True
    if not isinstance(value, str) or len(value) > _MAX_DATE_CHARS:
        return False
    found = parse_published(value, day_first=True)
    return found is not None and found.precision in ("day", "time") and not value.strip().isdigit()


def join_texts(value: Any, depth: int = 0) -> str | None:
    """The text of a string, of paragraphs in a list, or of an object of sections; None for other values."""
    if isinstance(value, str):
        return value
    parts = list(value.values()) if isinstance(value, Mapping) else value
    if not isinstance(parts, Sequence) or depth > _MAX_DEPTH:
        return None
    texts = [text for part in parts if (text := join_texts(part, depth + 1))]
    return "\n".join(texts) or None


@lru_cache(maxsize=1)
def load_names() -> dict[str, tuple[str, ...]]:
    """Normalised names by role, best first."""
    rows = read_csv(Path(__file__).with_name("record_fields.csv"))
    rows.sort(key=lambda row: (row["role"], int(row["rank"])))
    return {
        role: tuple(dict.fromkeys(_normalise_path(row["field"]) for row in rows if row["role"] == role))
        for role in (*ROLES, _OTHER)
    }


def _normalise_path(name: str) -> str:
    return ".".join(normalise_name(part) for part in name.split("."))
