"""What the event coder finds in one document."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.event_participants import EventParticipant
from schemas.events import Event
from transforms.actors.findings import ActorFindings


@dataclass(frozen=True, slots=True)
class EventFindings:
    """Events of one document and their parties.

    `actors` are those that were given, with the unnamed parties that events brought to light.
    """

    events: tuple[Event, ...] = ()
    participants: tuple[EventParticipant, ...] = ()
    actors: ActorFindings = field(default_factory=ActorFindings)
