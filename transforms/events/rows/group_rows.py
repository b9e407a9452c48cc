"""Group the events of one document: by the reader's vectors, by parties and dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemas.event_participants import EventParticipant
from schemas.events import Event
from schemas.identity import EventRecord
from transforms.events.rows.grouping import group_events
from transforms.events.rows.happenings import join_happenings
from transforms.reading.readings import measure_cosine


def group_rows(
    events: Sequence[Event],
    participants: Sequence[EventParticipant],
    vectors: Mapping[str, Sequence[float]],
    same_event: float,
) -> Iterator[Event]:
    """The events with all group ids filled.

    `vectors` are the reader's, by event id: mentions of one type from a cosine of `same_event` are one event.
    """
    leaders = join_alike(events, vectors, same_event)
    told = [replace(e, document_group_id=leaders[e.event_id]) for e in events]
    yield from name_groups(told, participants)


def join_alike(
    events: Sequence[Event], vectors: Mapping[str, Sequence[float]], same_event: float
) -> dict[str, str]:
    """By event id, the first event of its group: each joins the group to which it is closest on average."""
    groups: list[list[Event]] = []
    for event in events:
        best, closest = None, same_event
        for group in groups:
            if group[0].deed_type != event.deed_type or not vectors.get(event.event_id):
                continue
            near = sum(measure_cosine(vectors[event.event_id], vectors[o.event_id]) for o in group) / len(
                group
            )
            if near >= closest:
                best, closest = group, near
        if best is None:
            groups.append([event])
        else:
            best.append(event)
    return {e.event_id: group[0].event_id for group in groups for e in group}


def name_groups(events: Sequence[Event], participants: Sequence[EventParticipant]) -> Iterator[Event]:
    """The events with `event_group_id` and `happening_id` filled."""
    parties = _gather_parties(participants)
    records = [_as_record(e, parties[e.event_id]) for e in events]
    groups = group_events(records)
    links = join_happenings(records, groups)
    for event in events:
        link = links[event.event_id]
        yield replace(
            event,
            event_group_id=groups[event.event_id],
            happening_id=link.happening_id,
            happening_reason=link.reason,
        )


def _gather_parties(participants: Sequence[EventParticipant]) -> dict[str, dict[str, list[str]]]:
    parties: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"actor": [], "recipient": []})
    for participant in participants:
        parties[participant.event_id][participant.role].append(participant.actor_id)
    return parties


def _as_record(event: Event, parties: dict[str, list[str]]) -> EventRecord:
    return EventRecord(
        event_id=event.event_id,
        document_id=event.document_id,
        story_id=event.document_id,
        sentence_no=event.sentence_no,
        event_type=event.deed_type,
        trigger=event.trigger,
        status=event.status,
        date_start=event.date_start,
        date_end=event.date_end,
        place_country_code=event.place_country_code,
        actor_ids=tuple(parties["actor"]),
        recipient_ids=tuple(parties["recipient"]),
        document_group_id=event.document_group_id,
        event_mode=event.event_mode,
        place_id=event.place_actor_id,
        place_text=event.place_text,
        date_method=event.date_method,
        text=event.text,
        is_sure=event.is_sure,
    )
