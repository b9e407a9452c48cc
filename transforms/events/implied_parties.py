"""Parties that a sentence leaves out because the article has named them.

Three cases only. A deed told again ("Ruiz's arrest") has the parties of its other mentions, if these agree.
A demonstration for which no addressee is named is directed at the authorities of its country, as the PLOVER
manual has it. An arrest, trial or sentence of which nobody is named as the doer is the work of the police or
the courts of the country in which it happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.document_actors import DocumentActor
from schemas.event_participants import EventParticipant, ParticipantRole
from schemas.events import Event
from transforms.actors.findings import ActorFindings

LENDING_TYPES = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID"})
PUBLIC_MODES = frozenset({None, "demo", "riot", "obstruct"})
OFFICIAL_DEEDS = frozenset(
    {
        ("COERCE", "arrest"),
        ("COERCE", "deport"),
        ("COERCE", "curfew"),
        ("COERCE", "martial-law"),
        ("SANCTION", "convict"),
    }
)
PROSECUTING = frozenset({"indict", "charge", "prosecute", "arraign"})
TRIALS = ("face_trial", "stand_trial", "face_charge", "put_on_trial")
BODIES = frozenset({"organisation", "group"})
ROLES: tuple[tuple[ParticipantRole, ParticipantRole], ...] = (
    ("actor", "recipient"),
    ("recipient", "actor"),
)

Parties = Mapping[str, Mapping[ParticipantRole, Sequence[EventParticipant]]]


def imply_parties(
    events: Sequence[Event], participants: Sequence[EventParticipant], actors: ActorFindings
) -> Iterator[EventParticipant]:
    """Participants to be added to those that the sentences name."""
    parties = _by_event(events, participants)
    for event in events:
        for missing, known in ROLES:
            if not parties[event.event_id][missing] and parties[event.event_id][known]:
                yield from _lend(event, missing, known, events, parties)
        if event.event_mode == "release" and not parties[event.event_id]["actor"]:
            yield from _name_captors(event, events, parties)
        if _is_by_authorities(event) and not parties[event.event_id]["actor"]:
            yield from _name_authorities(event, parties[event.event_id]["recipient"], actors)
        if event.event_type == "PROTEST" and not parties[event.event_id]["recipient"]:
            yield from _address_authorities(event, parties[event.event_id]["actor"], actors)


def _by_event(
    events: Sequence[Event], participants: Sequence[EventParticipant]
) -> dict[str, dict[ParticipantRole, list[EventParticipant]]]:
    parties: dict[str, dict[ParticipantRole, list[EventParticipant]]] = {
        e.event_id: {"actor": [], "recipient": []} for e in events
    }
    for participant in participants:
        parties[participant.event_id][participant.role].append(participant)
    return parties


def _lend(
    event: Event, missing: ParticipantRole, known: ParticipantRole, events: Sequence[Event], parties: Parties
) -> Iterator[EventParticipant]:
    """The parties of other mentions of the deed, where they are all the same."""
    if event.event_type not in LENDING_TYPES:
        return
    shared = {p.actor_id for p in parties[event.event_id][known]}
    found: dict[frozenset[str], Sequence[EventParticipant]] = {}
    for other in events:
        theirs = parties[other.event_id]
        if _is_retold(event, other) and theirs[missing] and shared & {p.actor_id for p in theirs[known]}:
            found.setdefault(frozenset(p.actor_id for p in theirs[missing]), theirs[missing])
    if len(found) == 1:
        lent = [p for p in next(iter(found.values())) if p.actor_id not in shared]
        for position, participant in enumerate(lent):
            yield _as_participant(event, participant.actor_id, missing, position, participant.mention_id)


def _name_captors(event: Event, events: Sequence[Event], parties: Parties) -> Iterator[EventParticipant]:
    """Who freed somebody: those who had abducted or jailed him, if the article names no others."""
    freed = {p.actor_id for p in parties[event.event_id]["recipient"]}
    found: dict[frozenset[str], Sequence[EventParticipant]] = {}
    for other in events:
        theirs = parties[other.event_id]
        if other.event_mode in {"abduct", "arrest"} and freed & {p.actor_id for p in theirs["recipient"]}:
            captors = frozenset(p.actor_id for p in theirs["actor"])
            if captors and not captors & freed:
                found.setdefault(captors, theirs["actor"])
    if len(found) == 1:
        for position, captor in enumerate(next(iter(found.values()))):
            yield _as_participant(event, captor.actor_id, "actor", position, captor.mention_id)


def _is_retold(event: Event, other: Event) -> bool:
    if (event.event_type, event.event_mode) != (other.event_type, other.event_mode):
        return False
    if event.event_id == other.event_id or {event.status, other.status} != {"actual"}:
        return False
    is_dated = event.date_text is not None and other.date_text is not None
    return not (is_dated and event.date_start != other.date_start)


def _address_authorities(
    event: Event, doers: Sequence[EventParticipant], actors: ActorFindings
) -> Iterator[EventParticipant]:
    """The government, else the country, in which people demonstrate."""
    if event.event_mode not in PUBLIC_MODES or event.status not in {"actual", "planned"}:
        return
    marching = actors.select(p.actor_id for p in doers)
    codes = {event.place_country_code} - {None} or {a.country_code for a in marching} - {None}
    if len(codes) != 1:
        return
    addressee = _find_authorities(next(iter(codes)), actors)
    if addressee is None or addressee in marching:
        return
    mention_id = _find_mention(event, addressee, actors)
    yield _as_participant(event, addressee.entity_key, "recipient", 0, mention_id)


def _is_by_authorities(event: Event) -> bool:
    """Whether only a state can do it: arrests, deportations, trials, sentences."""
    if (event.event_type, event.event_mode) in OFFICIAL_DEEDS:
        return True
    stem = event.method.rpartition(":")[2].partition("_")[0]
    return event.event_type == "ACCUSE" and (stem in PROSECUTING or event.method.endswith(TRIALS))


def _name_authorities(
    event: Event, undergoing: Sequence[EventParticipant], actors: ActorFindings
) -> Iterator[EventParticipant]:
    """The police or court, else the state, of the place, else of all who undergo it."""
    theirs = actors.select(p.actor_id for p in undergoing)
    codes = {event.place_country_code} - {None} or {a.country_code for a in theirs} - {None}
    codes = codes or _find_scene(actors)
    if len(codes) != 1:
        return
    code = next(iter(codes))
    is_decree = event.event_mode in {"curfew", "martial-law"}
    sector = "GOV" if is_decree else "COP" if event.event_type == "COERCE" else "JUD"
    bodies = [
        a
        for a in actors.actors
        if a.country_code == code
        and a.sector == sector
        and a.type in BODIES
        and not a.name.endswith("lawyers")
    ]
    countries = [a for a in actors.actors if a.country_code == code and a.type == "country"]
    if not bodies and event.place_country_code is None and not _is_scene(code, actors):
        return
    chosen = next(iter([*bodies, *countries]), None)
    if chosen is not None and chosen not in theirs:
        yield _as_participant(event, chosen.entity_key, "actor", 0, _find_mention(event, chosen, actors))


def _find_scene(actors: ActorFindings) -> set[str | None]:
    """The country to which most of what the article names belongs; empty where none has the majority."""
    counts: dict[str | None, int] = {}
    for actor in actors.actors:
        counts[actor.country_code] = counts.get(actor.country_code, 0) + actor.mention_count
    counts.pop(None, None)
    return {c for c, n in counts.items() if 2 * n > sum(counts.values())}


def _is_scene(code: str | None, actors: ActorFindings) -> bool:
    """Whether no other country is named more often in the article."""
    counts = {a.country_code: a.mention_count for a in actors.actors if a.type == "country"}
    return counts.get(code, 0) == max(counts.values(), default=-1)


def _find_mention(event: Event, actor: DocumentActor, actors: ActorFindings) -> str | None:
    """The nearest words before the end of the event's clause that name the actor."""
    before = [
        m
        for m in actors.mentions
        if m.actor_id == actor.entity_key and m.char_start < event.char_end and m.kind != "pronoun"
    ]
    return max(before, key=lambda m: m.char_start).mention_id if before else None


def _find_authorities(code: str | None, actors: ActorFindings) -> DocumentActor | None:
    local = [a for a in actors.actors if a.country_code == code]
    governments = [a for a in local if a.type == "organisation" and a.name.lower().endswith("government")]
    countries = [a for a in local if a.type == "country"]
    return next(iter([*governments, *countries]), None)


def _as_participant(
    event: Event, actor_id: str, role: ParticipantRole, position: int, mention_id: str | None
) -> EventParticipant:
    return EventParticipant(
        event_id=event.event_id,
        document_id=event.document_id,
        actor_id=actor_id,
        role=role,
        position=position,
        mention_id=mention_id,
    )
