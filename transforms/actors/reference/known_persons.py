"""Persons of the reference table by how their names sound across transliterations."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from transforms.actors.reference.gazetteer import Entry, load_entries
from transforms.actors.reference.name_keys import person_key


@lru_cache(maxsize=1)
def _persons_by_key() -> dict[tuple[str, ...], tuple[Entry, ...]]:
    found: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for name, entry in load_entries().items():
        key = person_key(name) if entry.kind == "person" else ()
        if len(key) > 1 and entry not in found[key]:
            found[key].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def find_known_person(name: str) -> Entry | None:
    """The only person of the table whose full name sounds like this one; None for lone surnames."""
    entries = _persons_by_key().get(person_key(name), ())
    return entries[0] if len(entries) == 1 else None
