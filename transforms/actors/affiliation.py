"""Whose actor an actor is: the country of persons, bodies and places, from the words around their names."""

from __future__ import annotations

from collections import Counter

from transforms.actors.countries import load_countries
from transforms.actors.entities import Entity
from transforms.actors.words import Words


def assign_countries(entities: list[Entity], words: Words) -> None:
    """Set country, coordinates and confidence of each entity that the tables do not know."""
    votes: Counter[str] = Counter()
    for entity in entities:
        if entity.country and load_countries()[entity.country].affiliation:
            votes[entity.country] += len(entity.spans)
    main = votes.most_common(1)[0][0] if votes else None
    for entity in entities:
        if entity.country is None and entity.reference is None:
            entity.country, entity.method, entity.confidence = main, "context", 0.5
        if entity.country and not load_countries()[entity.country].affiliation:
            entity.country = None
