"""Which entity is named at which token."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.actors.entities import Entity
from transforms.actors.name_spans import NameSpan


class Surroundings:
    """Which entity is named at which token."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entity_at: dict[int, Entity] = {}
        self.span_at: dict[int, NameSpan] = {}
        for entity in entities:
            for span in entity.spans:
                for i in range(span.first, span.last):
                    self.entity_at[i] = entity
                    self.span_at[i] = span
