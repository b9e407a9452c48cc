"""The row of an event: what the reader says, with clause, date, place, contexts and speaker looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from schemas.events import Event, EventStatus, EventType
from schemas.identifiers import make_id
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.parties.parties import PartyGrounding
from transforms.events.parties.places import find_place
from transforms.events.parties.speakers import find_speaker
from transforms.events.rows.clause_text import find_clause_bounds
from transforms.events.rows.event_dates import EventDating
from transforms.events.vocabulary.contexts import choose_contexts, find_contexts
from transforms.events.vocabulary.ontology import describe_type, file_deed
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.describe import describe_reading
from transforms.reading.model_files import ReaderFiles
from transforms.reading.readings import Reading

LLM_PREFIX = "llm."


class RowBuilder:
    """Turns the readings of one document into rows."""

    def __init__(
        self,
        parsed: ParsedDocument,
        files: ReaderFiles,
        actors: ActorFindings,
        times: Sequence[TimeExpression],
        quotes: Sequence[Quote],
    ) -> None:
        self._parsed = parsed
        self._files = files
        self._actors = actors
        self._quotes = quotes
        self._dating = EventDating(parsed, times)
        self._contexts: dict[int, dict[str, int]] = {}
        self.grounding = PartyGrounding(parsed, actors, quotes)

    def build_event(self, reading: Reading) -> Event:
        """The row of an event."""
        parsed, number = self._parsed, reading.sentence
        trigger_start, trigger_end = self.locate_trigger(reading)
        start, end = self._find_clause(number, trigger_start, trigger_end)
        filed = file_deed(reading.kind, reading.status)
        deed, facts = describe_type(reading.kind, reading.mode), describe_type(filed, reading.mode)
        when = self._dating.date_reading(reading)
        place_text, where = find_place(reading, parsed, self._actors) or (None, None)
        trigger = parsed.slice(trigger_start, trigger_end)
        event_id = make_id("ev", parsed.document_id, trigger_start, trigger, reading.kind)
        rate = self._files.calibration.rate
        confidence = self._files.calibration.rate_type(reading)
        return Event(
            event_id=event_id,
            document_id=parsed.document_id,
            sentence_no=number,
            char_start=start,
            char_end=end,
            text=parsed.slice(start, end),
            trigger=trigger,
            deed_type=cast(EventType, reading.kind),
            event_type=cast(EventType, filed),
            event_mode=deed.mode,
            contexts=choose_contexts(self._count_contexts(number), reading.kind, deed.mode),
            cameo_root=facts.cameo_root,
            quad_class=facts.quad_class,
            intensity=facts.intensity,
            date_start=when.start,
            date_end=when.end,
            date_precision=when.precision,
            date_method=when.method,
            date_text=when.text,
            status=cast(EventStatus, reading.status),
            speaker_id=self._find_speaker(reading, trigger_start, trigger_end),
            place_text=place_text,
            place_actor_id=where.entity_key if where else None,
            place_country_code=where.country_code if where else None,
            latitude=where.latitude if where else None,
            longitude=where.longitude if where else None,
            confidence=confidence,
            actor_confidence=rate("actor", reading),
            recipient_confidence=rate("recipient", reading),
            status_confidence=rate("status", reading),
            date_confidence=rate("date", reading),
            is_sure=reading.score >= self._files.sure[reading.kind],
            method=self._name_method(reading),
            document_group_id=event_id,
            event_group_id=event_id,
            happening_id=event_id,
            happening_reason="alone",
        )

    def locate_trigger(self, reading: Reading) -> tuple[int, int]:
        """Character offsets of the trigger in the text."""
        offset = self._parsed.sentences[reading.sentence].char_start
        return offset + reading.start, offset + reading.end

    def _name_method(self, reading: Reading) -> str:
        """The reader with its scores; a language model, which gives none, by its name alone."""
        name = self._files.name
        return name if name.startswith(LLM_PREFIX) else describe_reading(reading, name)

    def _find_clause(self, number: int, start: int, end: int) -> tuple[int, int]:
        first, last = self._parsed.sentence_tokens[number]
        span = self._parsed.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            sentence = self._parsed.sentences[number]
            return sentence.char_start, sentence.char_end
        clause_start, clause_end = find_clause_bounds(span, first, last)
        return min(start, clause_start), max(end, clause_end)

    def _count_contexts(self, number: int) -> dict[str, int]:
        if number not in self._contexts:
            self._contexts[number] = find_contexts(self._parsed.sentence_span(number))
        return self._contexts[number]

    def _find_speaker(self, reading: Reading, start: int, end: int) -> str | None:
        """Who claims it: the speaker of the quotation around it, else whom the reader marks as claimant."""
        speaker = find_speaker(self._quotes, start, end)
        if speaker is not None:
            return speaker
        for span in sorted(reading.list_spans("claimant"), key=lambda s: -s.score):
            mentions = self.grounding.ground_words(span)
            if mentions:
                return mentions[0].actor_id
        return None
