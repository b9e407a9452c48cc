"""Find all speech of a document: quoted, mixed and reported, one row a stretch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.identifiers import make_id
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.channels import add_channels
from transforms.quotes.direct_speech import attribute_quotations
from transforms.quotes.fragments import attribute_fragments
from transforms.quotes.headline_speech import find_headline_speech
from transforms.quotes.interruptions import split_interrupted
from transforms.quotes.locate import locate_quotations
from transforms.quotes.merging import merge_stretches
from transforms.quotes.reported_speech import find_reported_speech
from transforms.quotes.stretch import Stretch
from transforms.quotes.transcripts import find_turns


def find_quotes(parsed: ParsedDocument, actors: ActorFindings) -> tuple[Quote, ...]:
    """All quotes of a document in text order; their spans don't overlap."""
    quotations = locate_quotations(parsed)
    told = [s for s in attribute_quotations(quotations, parsed, actors) if s.speaker.mention_id]
    reported = find_reported_speech(parsed, actors, told)
    direct = attribute_quotations(quotations, parsed, actors, reported)
    direct = attribute_fragments(parsed, actors, direct, reported)
    turns = find_turns(parsed, actors)
    merged = split_interrupted(parsed, merge_stretches(parsed, direct, reported))
    listed = [*turns, *(s for s in merged if not _is_within(s, turns))]
    listed.extend(find_headline_speech(parsed, actors, listed))
    listed.sort(key=lambda s: (s.start, s.end))
    return tuple(_rows(parsed, add_channels(parsed, listed)))


def _is_within(stretch: Stretch, turns: Sequence[Stretch]) -> bool:
    return any(t.start < stretch.end and stretch.start < t.end for t in turns)


def _rows(parsed: ParsedDocument, listed: Sequence[Stretch]) -> Iterator[Quote]:
    groups = {s.group_start: (s.start, s.end) for s in reversed(listed) if s.group_start >= 0}
    for s in listed:
        yield Quote(
            quote_id=make_id("qt", parsed.document_id, s.start, s.end),
            document_id=parsed.document_id,
            quote_group_id=make_id("qt", parsed.document_id, *groups.get(s.group_start, (s.start, s.end))),
            sentence_no=parsed.sentence_no_at(s.start),
            char_start=s.start,
            char_end=s.end,
            text=parsed.slice(s.start, s.end),
            direct=s.direct,
            speaker_id=s.speaker.entity_key,
            speaker_mention_id=s.speaker.mention_id,
            cue=s.cue,
            channel=s.channel,
            confidence=round(s.speaker.confidence, 3),
            method=s.method,
        )
