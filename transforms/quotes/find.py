"""Find all speech of a document: quoted, mixed and reported, one row a stretch."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.identifiers import make_id
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.direct_speech import attribute_quotations, locate_quotations
from transforms.quotes.fragments import attribute_fragments
from transforms.quotes.merging import merge_stretches
from transforms.quotes.reported_speech import find_reported_speech
from transforms.quotes.stretch import Stretch


def find_quotes(parsed: ParsedDocument, actors: ActorFindings) -> tuple[Quote, ...]:
    """All quotes of a document in text order; their spans don't overlap."""
    quotations = locate_quotations(parsed)
    told = [s for s in attribute_quotations(quotations, parsed, actors) if s.speaker.mention_id]
    reported = find_reported_speech(parsed, actors, told)
    direct = attribute_quotations(quotations, parsed, actors, reported)
    direct = attribute_fragments(parsed, actors, direct, reported)
    return tuple(_rows(parsed, merge_stretches(parsed, direct, reported)))


def _rows(parsed: ParsedDocument, stretches: Iterable[Stretch]) -> Iterable[Quote]:
    for s in stretches:
        yield Quote(
            quote_id=make_id("qt", parsed.document_id, s.start, s.end),
            document_id=parsed.document_id,
            sentence_no=parsed.sentence_no_at(s.start),
            char_start=s.start,
            char_end=s.end,
            text=parsed.slice(s.start, s.end),
            direct=s.direct,
            speaker_id=s.speaker.entity_key,
            speaker_mention_id=s.speaker.mention_id,
            cue=s.cue,
            confidence=round(s.speaker.confidence, 3),
            method=s.method,
        )
