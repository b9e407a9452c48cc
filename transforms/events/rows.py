"""Rows of the tables events and event_participants."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.events import Event
from schemas.event_participants import EventParticipant
from schemas.identifiers import make_id
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.coding import Coding
from transforms.events.findings import EventFindings
from transforms.events.ontology import describe_type
from transforms.language.parsed_document import ParsedDocument

MAX_TRIGGER_WORDS = 8


def build_rows(
    parsed: ParsedDocument,
    codings: Sequence[tuple[int, Coding]],
    actors: ActorFindings,
    times: Sequence[TimeExpression],
    quotes: Sequence[Quote],
) -> EventFindings:
    """One event row per coding, and one row per party."""
    events: list[Event] = []
    for number, coding in codings:
        events.append(_build_event(parsed, number, coding))
    participants: list[EventParticipant] = []
    return EventFindings(tuple(events), tuple(participants))


def _build_event(parsed: ParsedDocument, number: int, coding: Coding) -> Event:
    facts = describe_type(coding.event_type, coding.mode)
    sentence = parsed.sentences[number]
    first, last = min(coding.words, key=lambda t: t.i), max(coding.words, key=lambda t: t.i)
    if last.i - first.i >= MAX_TRIGGER_WORDS:
        last = first = coding.anchor
    trigger = parsed.slice(first.idx, last.idx + len(last))
    event_id = make_id("ev", parsed.document_id, first.idx, trigger, coding.event_type)
    return Event(
        event_id=event_id, document_id=parsed.document_id, sentence_no=number, char_start=sentence.char_start, char_end=sentence.char_end,
        text=sentence.text, trigger=trigger, event_type=coding.event_type, event_mode=facts.mode, contexts=(), cameo_root=facts.cameo_root,
        quad_class=facts.quad_class, intensity=facts.intensity, date_start=None, date_end=None, date_precision=None, date_method="none",
        date_text=None, status=coding.status, speaker_id=None, place_text=None, place_actor_id=None, place_country_code=None, latitude=None,
        longitude=None, confidence=0.6, method=coding.rule, event_group_id=event_id,
    )  # fmt: skip
