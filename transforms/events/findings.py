"""What the event coder finds in one document."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.event_participants import EventParticipant
from schemas.events import Event


@dataclass(frozen=True, slots=True)
class EventFindings:
    """Events of one document and their parties."""

    events: tuple[Event, ...] = ()
    participants: tuple[EventParticipant, ...] = ()
