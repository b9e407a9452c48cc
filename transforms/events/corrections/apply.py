"""Apply a user's corrections to the events of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.event_participants import EventParticipant, ParticipantRole
from schemas.events import Event
from schemas.identifiers import make_id
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.events.corrections.columns import describe_date, describe_deed, describe_trust
from transforms.events.corrections.correction import EventCorrection
from transforms.events.corrections.named_parties import NamedParties
from transforms.events.corrections.outcomes import LineOutcome
from transforms.events.corrections.targets import UnmatchedLineError, find_target, locate_trigger
from transforms.events.findings import EventFindings
from transforms.events.rows.group_rows import name_groups
from transforms.language.parsed_document import ParsedDocument

ROLES: tuple[ParticipantRole, ...] = ("actor", "recipient")


def correct_events(
    parsed: ParsedDocument,
    times: Sequence[TimeExpression],
    quotes: Sequence[Quote],
    found: EventFindings,
    lines: Sequence[EventCorrection],
) -> tuple[EventFindings, tuple[LineOutcome, ...]]:
    """The events after the lines of their document, one after the other, and what became of each line."""
    if not lines:
        return found, ()
    rows = _CorrectedRows(parsed, times, quotes, found)
    outcomes = tuple(rows.apply(line) for line in lines)
    is_changed = any(outcome.reason is None for outcome in outcomes)
    return (rows.finish() if is_changed else found), outcomes


class _CorrectedRows:
    """The events and participants of one document, as far as they are corrected."""

    def __init__(
        self,
        parsed: ParsedDocument,
        times: Sequence[TimeExpression],
        quotes: Sequence[Quote],
        found: EventFindings,
    ) -> None:
        self._parsed = parsed
        self._times = times
        self._names = NamedParties(parsed, found.actors, quotes)
        self._events = list(found.events)
        self._participants: dict[str, list[EventParticipant]] = {e.event_id: [] for e in found.events}
        for participant in found.participants:
            self._participants[participant.event_id].append(participant)

    def apply(self, line: EventCorrection) -> LineOutcome:
        """Carry out a line."""
        try:
            event = find_target(line, self._events, self._parsed.text, self._parsed.sentences)
            if line.action == "veto":
                self._events.remove(event)
                del self._participants[event.event_id]
            else:
                self._fix(event, line)
        except UnmatchedLineError as error:
            return LineOutcome(line.key, reason=str(error))
        return LineOutcome(line.key, event.sentence_no)

    def finish(self) -> EventFindings:
        """The rows, grouped anew."""
        participants = tuple(p for e in self._events for p in self._participants[e.event_id])
        events = tuple(name_groups(self._events, participants))
        return EventFindings(events, participants, self._names.enrich())

    def _fix(self, event: Event, line: EventCorrection) -> None:
        columns = {
            **describe_deed(self._parsed, event, line),
            **describe_date(self._times, event, line),
            **describe_trust(event, line),
        }
        fixed = self._rename(event, replace(event, **columns))
        participants = self._choose_participants(event, fixed.event_id, line)
        self._events[self._events.index(event)] = fixed
        del self._participants[event.event_id]
        self._participants[fixed.event_id] = participants

    def _rename(self, event: Event, fixed: Event) -> Event:
        """The event under the id that its deed gives it."""
        if fixed.deed_type == event.deed_type:
            return fixed
        start, _ = locate_trigger(event, self._parsed.text)
        event_id = make_id("ev", event.document_id, start, event.trigger, fixed.deed_type)
        if event_id in self._participants:
            raise UnmatchedLineError(f"{fixed.deed_type} is read there already: veto one of the two")
        return replace(fixed, event_id=event_id)

    def _choose_participants(
        self, event: Event, event_id: str, line: EventCorrection
    ) -> list[EventParticipant]:
        """The parties that a line names; the others stay, where they are not named in the other role."""
        self._names.check([*(line.set_actors or ()), *(line.set_recipients or ())])
        names = {"actor": line.set_actors, "recipient": line.set_recipients}
        named = {
            role: self._names.find(given, event.sentence_no)
            for role, given in names.items()
            if given is not None
        }
        taken = {mention.actor_id for mentions in named.values() for mention in mentions}
        parties: list[EventParticipant] = []
        for role in ROLES:
            before = [p for p in self._participants[event.event_id] if p.role == role]
            keys: list[tuple[str, str | None]]
            keys = [(m.actor_id, m.mention_id) for m in named.get(role, ())]
            if role not in named:
                keys = [(p.actor_id, p.mention_id) for p in before if p.actor_id not in taken]
            parties += [
                EventParticipant(event_id, event.document_id, key, role, position, mention_id)
                for position, (key, mention_id) in enumerate(keys)
            ]
        if not parties:
            raise UnmatchedLineError("no party would be left: veto the event instead")
        return parties
