"""Rows of the tables events and event_participants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.event_participants import EventParticipant
from schemas.events import Event
from schemas.identifiers import make_id
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.dates.lookup import TimeLookup
from transforms.events.clause_text import find_clause_bounds
from transforms.events.coding import Coding
from transforms.events.contexts import choose_contexts, find_contexts
from transforms.events.event_dates import (
    NarrativeDay,
    date_event,
    find_carried_dates,
    find_narrative_day,
    find_opening_date,
)
from transforms.events.find_clauses import is_headline
from transforms.events.findings import EventFindings
from transforms.events.group_rows import group_rows
from transforms.events.lexicon import load_lexicon
from transforms.events.ontology import describe_type
from transforms.events.parties import Parties, find_parties, names_unnamed_party
from transforms.events.places import find_place
from transforms.events.speakers import find_speaker, find_speaker_mention
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
    lexicon = load_lexicon()
    mentions = {m.mention_id: m for m in actors.mentions}
    lookup = TimeLookup(times)
    narrative = find_narrative_day(parsed, lookup)
    carried = find_carried_dates(parsed, lookup)
    told = _TextsToldBefore(parsed)
    contexts: dict[int, dict[str, int]] = {}
    events: dict[str, Event] = {}
    participants: list[EventParticipant] = []
    for number, coding in codings:
        if told.is_repeat(number):
            continue
        if number not in contexts:
            contexts[number] = find_contexts(parsed.sentence_span(number))
        speaker = mentions.get(find_speaker_mention(quotes, coding.anchor.idx))
        parties = find_parties(coding, number, actors, speaker)
        is_headline_event = is_headline(parsed.sentence_span(number))
        if not (
            parties.actors or parties.recipients or is_headline_event or names_unnamed_party(coding, lexicon)
        ):
            continue
        event = _build_event(
            parsed, number, coding, actors, lookup, narrative, quotes, contexts[number], carried.get(number)
        )
        if event.event_id in events:
            continue
        events[event.event_id] = event
        participants.extend(_list_parties(event, parties))
    return EventFindings(tuple(group_rows(tuple(events.values()), participants)), tuple(participants))


class _TextsToldBefore:
    """Sentences that repeat an earlier one word for word (a deck that repeats the lead)."""

    def __init__(self, parsed: ParsedDocument) -> None:
        first: dict[str, int] = {}
        self._repeats = {
            s.sentence_no
            for s in parsed.sentences
            if first.setdefault(s.text, s.sentence_no) != s.sentence_no
        }

    def is_repeat(self, sentence_no: int) -> bool:
        return sentence_no in self._repeats


def _list_parties(event: Event, parties: Parties) -> Iterator[EventParticipant]:
    for role, mentions in (("actor", parties.actors), ("recipient", parties.recipients)):
        for position, mention in enumerate(mentions):
            yield EventParticipant(
                event_id=event.event_id,
                document_id=event.document_id,
                actor_id=mention.actor_id,
                role=role,  # type: ignore[arg-type]
                position=position,
                mention_id=mention.mention_id,
            )


def name_trigger(parsed: ParsedDocument, coding: Coding) -> tuple[int, int]:
    """Bounds of the words that name an event; of its predicate alone where they lie far apart."""
    words = sorted(coding.words, key=lambda t: t.i)
    first, last = words[0], words[-1]
    if last.i - first.i >= MAX_TRIGGER_WORDS or any(
        t.is_punct and t.text not in "-'’" for t in parsed.doc[first.i : last.i]
    ):
        first = last = coding.anchor
    return first.idx, last.idx + len(last)


def _build_event(
    parsed: ParsedDocument,
    number: int,
    coding: Coding,
    actors: ActorFindings,
    times: TimeLookup,
    narrative: NarrativeDay | None,
    quotes: Sequence[Quote],
    contexts: dict[str, int],
    carried: TimeExpression | None,
) -> Event:
    facts = describe_type(coding.event_type, coding.mode)
    trigger_start, trigger_end = name_trigger(parsed, coding)
    trigger = parsed.slice(trigger_start, trigger_end)
    event_id = make_id("ev", parsed.document_id, trigger_start, trigger, coding.event_type)
    start, end = find_clause_bounds(parsed, coding, number)
    start, end = min(start, trigger_start), max(end, trigger_end)
    when = date_event(coding, times, narrative, find_opening_date(parsed, number, times), carried)
    place = find_place(coding, number, (start, end), actors)
    mention, where = place if place else (None, None)
    return Event(
        event_id=event_id,
        document_id=parsed.document_id,
        sentence_no=number,
        char_start=start,
        char_end=end,
        text=parsed.slice(start, end),
        trigger=trigger,
        event_type=coding.event_type,  # type: ignore[arg-type]
        event_mode=facts.mode,
        contexts=choose_contexts(contexts, coding.event_type, facts.mode),
        cameo_root=facts.cameo_root,
        quad_class=facts.quad_class,
        intensity=facts.intensity,
        date_start=when.start,
        date_end=when.end,
        date_precision=when.precision,
        date_method=when.method,
        date_text=when.text,
        status=coding.status,
        speaker_id=find_speaker(quotes, trigger_start, trigger_end),
        place_text=mention.text if mention else None,
        place_actor_id=where.entity_key if where else None,
        place_country_code=where.country_code if where else None,
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        confidence=0.6,
        method=coding.rule,
        event_group_id=event_id,
    )
