"""Rows of the tables events and event_participants from readings: words become actors, dates and places."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.event_participants import EventParticipant, ParticipantRole
from schemas.events import Event
from schemas.mentions import Mention
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.findings import EventFindings
from transforms.events.parties.parties import PRONOUN_METHOD, Parties, has_party
from transforms.events.rows.build_event import RowBuilder
from transforms.events.rows.group_rows import group_rows
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.model_files import ReaderFiles
from transforms.reading.readings import Reading


def ground_readings(
    parsed: ParsedDocument,
    readings: Sequence[Reading],
    files: ReaderFiles,
    actors: ActorFindings,
    times: Sequence[TimeExpression],
    quotes: Sequence[Quote],
) -> EventFindings:
    """One event row a reading that has a party, and one row a party."""
    builder = RowBuilder(parsed, files, actors, times, quotes)
    events: dict[str, Event] = {}
    participants: list[EventParticipant] = []
    vectors: dict[str, tuple[float, ...]] = {}
    found = [(reading, builder.grounding.ground(reading)) for reading in readings]
    for reading, parties in found:
        if not has_party(reading, parties):
            continue
        event = _weigh_references(builder.build_event(reading), parties)
        if event.event_id not in events:
            events[event.event_id] = event
            vectors[event.event_id] = reading.group
            participants.extend(_list_parties(event, parties))
    enriched = builder.grounding.enrich()
    grouped = group_rows(tuple(events.values()), participants, vectors, files.same_event)
    return EventFindings(tuple(grouped), tuple(participants), enriched)


def _weigh_references(event: Event, parties: Parties) -> Event:
    """An event whose parties are as sure as the pronouns that stand for them."""
    return replace(
        event,
        actor_confidence=_weigh(event.actor_confidence, parties.actors),
        recipient_confidence=_weigh(event.recipient_confidence, parties.recipients),
    )


def _weigh(confidence: float, mentions: Sequence[Mention]) -> float:
    return round(confidence * math.prod(m.confidence for m in mentions if m.method == PRONOUN_METHOD), 3)


def _list_parties(event: Event, parties: Parties) -> Iterator[EventParticipant]:
    roles: tuple[tuple[ParticipantRole, tuple[Mention, ...]], ...] = (
        ("actor", parties.actors),
        ("recipient", parties.recipients),
    )
    for role, mentions in roles:
        for position, mention in enumerate(mentions):
            yield EventParticipant(
                event_id=event.event_id,
                document_id=event.document_id,
                actor_id=mention.actor_id,
                role=role,
                position=position,
                mention_id=mention.mention_id,
            )
