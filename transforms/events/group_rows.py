"""Group the events of one document, and let a group lend its date to its undated members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.event_participants import EventParticipant
from schemas.events import Event
from schemas.identity import EventRecord
from transforms.events.grouping import group_events


def group_rows(events: Sequence[Event], participants: Sequence[EventParticipant]) -> Iterator[Event]:
    """The events with dates lent and `event_group_id` filled."""
    yield from name_groups(list(_lend_dates(events, _gather_parties(participants))), participants)


def name_groups(events: Sequence[Event], participants: Sequence[EventParticipant]) -> Iterator[Event]:
    """The events with `event_group_id` filled."""
    parties = _gather_parties(participants)
    groups = group_events([_as_record(e, parties[e.event_id]) for e in events])
    for event in events:
        yield replace(event, event_group_id=groups[event.event_id])


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
        event_type=event.event_type,
        trigger=event.trigger,
        status=event.status,
        date_start=event.date_start,
        date_end=event.date_end,
        place_country_code=event.place_country_code,
        actor_ids=tuple(parties["actor"]),
        recipient_ids=tuple(parties["recipient"]),
    )


def _lend_dates(events: Sequence[Event], parties: dict[str, dict[str, list[str]]]) -> Iterator[Event]:
    """An undated mention takes the only date that the document gives to its kind of event and party."""
    known: dict[tuple[str, str, str], dict[str, Event]] = defaultdict(dict)
    for event in events:
        if event.date_start is not None and event.date_text is not None and _shares_dates(event):
            for party in _list_parties(parties[event.event_id]):
                key = (event.event_type, str(event.event_mode), party)
                known[key].setdefault(str(event.date_start), event)
    for event in events:
        if event.date_start is None and _shares_dates(event):
            kind = (event.event_type, str(event.event_mode))
            lenders: dict[str, Event] = {}
            for party in _list_parties(parties[event.event_id]):
                lenders |= known.get((*kind, party), {})
            if len(lenders) == 1:
                lender = next(iter(lenders.values()))
                yield replace(
                    event,
                    date_start=lender.date_start,
                    date_end=lender.date_end,
                    date_precision=lender.date_precision,
                    date_method="relative",
                    date_text=lender.date_text,
                )
                continue
        yield event


def _shares_dates(event: Event) -> bool:
    """Whether an event gives or takes dates: it happened, and it has a mode, which tells events apart."""
    return event.status == "actual" and event.event_mode is not None


def _list_parties(parties: dict[str, list[str]]) -> list[str]:
    return [*parties["actor"], *parties["recipient"]]
