"""Readings from the answer of an optional language model: grounded in the same way as the reader's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.events.llm.answer import ProposedEvent
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.labels import DATE_LINKS, PRESENCES, STATUSES, TYPES
from transforms.reading.readings import Reading, WordSpan

# A language model gives no scores; its events stand between those that are sure and those that are not.
SCORE = 0.8


def list_readings(parsed: ParsedDocument, proposals: Sequence[ProposedEvent]) -> list[Reading]:
    """One reading a proposal."""
    return [_as_reading(parsed, p) for p in proposals]


def _as_reading(parsed: ParsedDocument, proposal: ProposedEvent) -> Reading:
    offset = parsed.sentences[proposal.sentence_no].char_start
    spans = tuple(_list_spans(proposal, offset))
    told = {s.role for s in spans}
    return Reading(
        sentence=proposal.sentence_no,
        start=proposal.trigger[0] - offset,
        end=proposal.trigger[1] - offset,
        kind=proposal.event_type,
        score=SCORE,
        scores=tuple(SCORE if t == proposal.event_type else 0.0 for t in TYPES),
        status=proposal.status,
        statuses=tuple(SCORE if s == proposal.status else 0.0 for s in STATUSES),
        mode=proposal.mode,
        spans=spans,
        presences=tuple(
            tuple(SCORE if p == ("here" if role in told else "none") else 0.0 for p in PRESENCES)
            for role in ("actor", "recipient", "claimant")
        ),
        date_links=tuple(
            SCORE if link == ("words" if "date" in told else "none") else 0.0 for link in DATE_LINKS
        ),
        group=(),
    )


def _list_spans(proposal: ProposedEvent, offset: int) -> Iterator[WordSpan]:
    parts = (
        ("actor", proposal.actors),
        ("recipient", proposal.recipients),
        ("place", (proposal.place,) if proposal.place else ()),
        ("date", (proposal.date,) if proposal.date else ()),
    )
    for role, spans in parts:
        for start, end in spans:
            yield WordSpan(role, proposal.sentence_no, start - offset, end - offset, SCORE)
