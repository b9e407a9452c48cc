"""A mention while the document is being read: which entity, which tokens, how it was found."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.mentions import MentionKind
from transforms.actors.entities import Entity


@dataclass(frozen=True, slots=True, eq=False)
class MentionSpan:
    """Tokens `first` to `last`, exclusive, refer to `entity`."""

    entity: Entity
    first: int
    last: int
    kind: MentionKind
    confidence: float
    method: str
