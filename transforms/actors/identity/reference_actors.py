"""The actors of the reference tables by id."""

from __future__ import annotations

from functools import lru_cache

from transforms.actors.entities import reference_id
from transforms.actors.reference.gazetteer import Entry, load_entries


@lru_cache(maxsize=1)
def load_reference_actors() -> dict[str, Entry]:
    """Entries of the tables by actor id."""
    found: dict[str, Entry] = {}
    for entry in load_entries().values():
        found.setdefault(reference_id(entry), entry)
    return found
