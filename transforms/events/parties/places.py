"""Where an event happened: the words that the reader marks as its place."""

from __future__ import annotations

from schemas.document_actors import DocumentActor
from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.readings import Reading, WordSpan

PLACE_TYPES = frozenset({"country", "location"})


def find_place(
    reading: Reading, parsed: ParsedDocument, actors: ActorFindings
) -> tuple[str, DocumentActor | None] | None:
    """Words and actor of the finest place of a reading; the actor is None for one that is not known."""
    found = [
        (_locate(span, parsed, actors), span)
        for span in reading.list_spans("place")
        if 0 <= span.sentence < len(parsed.sentences)
    ]
    if not found:
        return None
    (mention, actor), span = min(found, key=lambda f: (_coarseness(f[0][1]), -f[1].score))
    if mention is not None:
        return mention.text, actor
    offset = parsed.sentences[span.sentence].char_start
    return parsed.slice(offset + span.start, offset + span.end), None


def _locate(
    span: WordSpan, parsed: ParsedDocument, actors: ActorFindings
) -> tuple[Mention | None, DocumentActor | None]:
    offset = parsed.sentences[span.sentence].char_start
    for mention in actors.mentions_at(offset + span.start, offset + span.end, span.sentence):
        actor = actors.actor_by_key.get(mention.actor_id)
        if actor is not None and actor.type in PLACE_TYPES and mention.kind != "pronoun":
            return mention, actor
    return None, None


def _coarseness(actor: DocumentActor | None) -> int:
    return {"location": 0, "country": 2}.get(actor.type, 1) if actor is not None else 1
