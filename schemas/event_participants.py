"""Table event_participants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from schemas.declaration import ActorReference, Between, Key, References, table

ParticipantRole = Literal["actor", "recipient"]


@table("event_participants", scope="document")
@dataclass(frozen=True, slots=True)
class EventParticipant:
    """One row per party of an event: a meeting of three is one event with three actors."""

    event_id: Annotated[str, "Event.", Key(), References("events", "event_id")]
    document_id: Annotated[str, "Document.", References("documents", "document_id")]
    actor_id: Annotated[str, "Party.", Key(), ActorReference()]
    role: Annotated[ParticipantRole, "Who acts, or to whom it is done.", Key()]
    position: Annotated[int, "Order in the text within the role, from 0.", Between(0, None)]
    mention_id: Annotated[str | None, "The words that name the party.", References("mentions", "mention_id")]
