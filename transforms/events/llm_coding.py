"""Rows from the answer of an optional language model: the same rows, grounded in the same mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.event_participants import EventParticipant
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.coding import Coding
from transforms.events.findings import EventFindings
from transforms.events.llm_answer import ProposedEvent
from transforms.events.rows import build_rows
from transforms.language.parsed_document import ParsedDocument


def code_proposals(
    parsed: ParsedDocument,
    proposals: Sequence[ProposedEvent],
    model: str,
    actors: ActorFindings,
    times: Sequence[TimeExpression],
    quotes: Sequence[Quote],
) -> EventFindings:
    """Events for the proposals whose parties are actors of the document.

    Date, place, speaker and intensity come from the same rules as for coded events; the parties are
    those that the model named, where a mention stands on these words. A proposal without any such
    party is dropped.
    """
    found = EventFindings()
    for proposal in proposals:
        coding = _as_coding(parsed, proposal, model)
        parties = list(_list_parties(proposal, actors))
        if coding is None or not parties:
            continue
        built = build_rows(parsed, [(proposal.sentence_no, coding)], actors, times, quotes)
        known = {event.event_id for event in found.events}
        events = tuple(event for event in built.events if event.event_id not in known)
        rows = tuple(_participant(e.event_id, parsed, party) for e in events for party in parties)
        found = EventFindings(found.events + events, found.participants + rows)
    return found


def _as_coding(parsed: ParsedDocument, proposal: ProposedEvent, model: str) -> Coding | None:
    span = parsed.doc.char_span(*proposal.trigger, alignment_mode="expand")
    if span is None or not len(span):
        return None
    return Coding(
        event_type=proposal.event_type,
        mode=proposal.mode,
        anchor=span.root,
        words=tuple(span),
        rule=f"llm.{model}",
        status=proposal.status,  # type: ignore[arg-type]
    )


def _list_parties(proposal: ProposedEvent, actors: ActorFindings) -> Iterator[tuple[str, str, str, int]]:
    """(role, actor, mention, position) of each named party that is an actor of the document."""
    for role, spans in (("actor", proposal.actors), ("recipient", proposal.recipients)):
        seen: list[str] = []
        for start, end in spans:
            for mention in actors.mentions_at(start, end, proposal.sentence_no):
                if mention.actor_id not in seen:
                    yield role, mention.actor_id, mention.mention_id, len(seen)
                    seen.append(mention.actor_id)


def _participant(event_id: str, parsed: ParsedDocument, party: tuple[str, str, str, int]) -> EventParticipant:
    role, actor_id, mention_id, position = party
    return EventParticipant(
        event_id=event_id,
        document_id=parsed.document_id,
        actor_id=actor_id,
        role=role,  # type: ignore[arg-type]
        position=position,
        mention_id=mention_id,
    )
