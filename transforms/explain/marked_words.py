"""Words that the reader marks, with the actors that they were grounded to."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.events.parties.parties import Parties
from transforms.explain.facts import GroundedActor, MarkedWords
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.readings import WordSpan


def describe_words(
    parsed: ParsedDocument,
    span: WordSpan,
    mentions: Sequence[Mention],
    parties: Parties,
    known: ActorFindings,
) -> MarkedWords:
    """Words and their actors; `parties` are those of the event."""
    taken = {"actor": parties.actors, "recipient": parties.recipients}.get(span.role, tuple(mentions))
    party_ids = {m.actor_id for m in taken}
    return MarkedWords(
        role=span.role,
        text=_take_words(parsed, span),
        sentence_no=span.sentence,
        score=round(span.score, 3),
        actors=tuple(_describe_actor(m, known, m.actor_id in party_ids) for m in mentions),
    )


def _describe_actor(mention: Mention, known: ActorFindings, is_party: bool) -> GroundedActor:
    actor = known.actor_by_key.get(mention.actor_id)
    return GroundedActor(
        actor_id=mention.actor_id,
        name=actor.name if actor is not None else mention.text,
        text=mention.text,
        kind=mention.kind,
        method=mention.method,
        is_party=is_party,
    )


def _take_words(parsed: ParsedDocument, span: WordSpan) -> str:
    if 0 <= span.sentence < len(parsed.sentences):
        return parsed.sentences[span.sentence].text[span.start : span.end]
    return (parsed.title or "")[span.start : span.end]
