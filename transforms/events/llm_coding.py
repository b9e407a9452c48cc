"""Rows from the answer of an optional language model: the same rows, grounded in the same mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.mentions import Mention
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.coding import Coding
from transforms.events.findings import EventFindings
from transforms.events.llm_answer import ProposedEvent
from transforms.events.parties import Parties
from transforms.events.rows import build_named_rows
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
    codings = []
    for proposal in proposals:
        coding = _as_coding(parsed, proposal, model)
        parties = _find_parties(proposal, actors)
        if coding is not None and (parties.actors or parties.recipients):
            codings.append((proposal.sentence_no, coding, parties))
    return build_named_rows(parsed, codings, actors, times, quotes)


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


def _find_parties(proposal: ProposedEvent, actors: ActorFindings) -> Parties:
    return Parties(
        tuple(_find_mentions(proposal.actors, proposal, actors)),
        tuple(_find_mentions(proposal.recipients, proposal, actors)),
    )


def _find_mentions(
    spans: Sequence[tuple[int, int]], proposal: ProposedEvent, actors: ActorFindings
) -> Iterator[Mention]:
    """The mentions on the named words, one an actor."""
    seen: set[str] = set()
    for start, end in spans:
        for mention in actors.mentions_at(start, end, proposal.sentence_no):
            if mention.actor_id not in seen:
                seen.add(mention.actor_id)
                yield mention
