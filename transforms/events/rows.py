"""Rows of the tables events and event_participants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from schemas.event_participants import EventParticipant, ParticipantRole
from schemas.events import Event, EventType
from schemas.identifiers import make_id
from schemas.mentions import Mention
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.dates.lookup import TimeLookup
from transforms.events.actor_tokens import is_undergone
from transforms.events.clause_text import find_clause_bounds, find_trigger_bounds
from transforms.events.coding import Coding
from transforms.events.confidence import rate_confidence
from transforms.events.contexts import choose_contexts, find_contexts
from transforms.events.event_dates import EventDating
from transforms.events.find_clauses import is_headline
from transforms.events.findings import EventFindings
from transforms.events.group_rows import group_rows
from transforms.events.implied_parties import OFFICIAL_DEEDS, imply_parties
from transforms.events.lexicon import load_lexicon
from transforms.events.ontology import describe_type
from transforms.events.parties import Parties, find_parties, names_unnamed_party
from transforms.events.places import find_place
from transforms.events.speakers import find_speaker, find_speaker_mention
from transforms.language.parsed_document import ParsedDocument

# among private persons these are no events: a couple met, two friends talked
PUBLIC_TYPES = frozenset({"CONSULT", "COOPERATE"})
EXCERPT_SENTENCES = 2
# words, of which the speaker must be somebody who counts
SPOKEN_TYPES = frozenset({"CONSULT", "AGREE", "SUPPORT", "ACCUSE", "REJECT", "CONCEDE", "REQUEST"})


def build_rows(
    parsed: ParsedDocument,
    codings: Sequence[tuple[int, Coding]],
    actors: ActorFindings,
    times: Sequence[TimeExpression],
    quotes: Sequence[Quote],
) -> EventFindings:
    """One event row per coding that has a party, and one row per party; (sentence number, coding) pairs."""
    builder = _RowBuilder(parsed, actors, TimeLookup(times), quotes)
    found = ((number, coding, builder.find_parties(number, coding)) for number, coding in codings)
    return _collect(builder, ((n, coding, parties) for n, coding, parties in found if parties is not None))


def build_named_rows(
    parsed: ParsedDocument,
    codings: Sequence[tuple[int, Coding, Parties]],
    actors: ActorFindings,
    times: Sequence[TimeExpression],
    quotes: Sequence[Quote],
) -> EventFindings:
    """The same where the parties are known already."""
    return _collect(_RowBuilder(parsed, actors, TimeLookup(times), quotes), codings)


def _collect(builder: _RowBuilder, codings: Iterable[tuple[int, Coding, Parties]]) -> EventFindings:
    events: dict[str, Event] = {}
    participants: list[EventParticipant] = []
    nameless: set[str] = set()
    for number, coding, parties in codings:
        event = builder.build_event(number, coding, parties)
        if event.event_id not in events:
            events[event.event_id] = event
            participants.extend(_list_parties(event, parties))
            if builder.lacks_party(number, coding, parties):
                nameless.add(event.event_id)
    participants.extend(list(imply_parties(tuple(events.values()), participants, builder.actors)))
    for event_id in nameless - {p.event_id for p in participants}:
        del events[event_id]
    return EventFindings(tuple(group_rows(tuple(events.values()), participants)), tuple(participants))


def _list_parties(event: Event, parties: Parties) -> Iterator[EventParticipant]:
    roles: tuple[tuple[ParticipantRole, tuple[Mention, ...]], ...] = (
        ("actor", parties.actors),
        ("recipient", parties.recipients),
    )
    for role, mentions in roles:
        for position, mention in enumerate(mentions):
            yield EventParticipant(
                event_id=event.event_id,
                document_id=event.document_id,
                actor_id=mention.actor_id,
                role=role,
                position=position,
                mention_id=mention.mention_id,
            )


@dataclass
class _Sentence:
    """What the events of a sentence share."""

    contexts: dict[str, int]
    is_headline: bool
    is_repeat: bool


class _RowBuilder:
    """Turns the codings of one document into rows."""

    def __init__(
        self, parsed: ParsedDocument, actors: ActorFindings, times: TimeLookup, quotes: Sequence[Quote]
    ) -> None:
        self._parsed = parsed
        self.actors = actors
        self._quotes = quotes
        self._dating = EventDating(parsed, times)
        self._lexicon = load_lexicon()
        self._mentions = {m.mention_id: m for m in actors.mentions}
        self._sentences: dict[int, _Sentence] = {}
        self._officials = {r.actor_id for r in actors.roles}
        # A text of one line without a full stop is a headline: its parties may be left to the reader.
        self._is_bare_line = len(parsed.sentences) == 1 and not parsed.text.rstrip("\"”’' ").endswith(".")
        self._first_told: dict[str, int] = {}
        for sentence in parsed.sentences:
            self._first_told.setdefault(sentence.text, sentence.sentence_no)

    def find_parties(self, number: int, coding: Coding) -> Parties | None:
        """Parties of an event; None when nobody takes part, or the sentence repeats an earlier one."""
        sentence = self._describe_sentence(number)
        if sentence.is_repeat:
            return None
        speaker = self._mentions.get(find_speaker_mention(self._quotes, coding.anchor.idx))
        parties = find_parties(coding, number, self.actors, speaker)
        if sentence.is_headline or self._is_bare_line:
            return parties
        if coding.event_type in {"REQUEST", "AGREE"} and is_undergone(coding) and not parties.actors:
            return None  # "received 5,000 calls for help"
        if not (parties.actors or parties.recipients):
            if self.lacks_party(number, coding, parties):
                return parties  # whose authorities they are, the article may tell
            if len(self._parsed.sentences) > EXCERPT_SENTENCES:
                return None  # an article names those who count
            is_spoken = coding.event_type in SPOKEN_TYPES
            return parties if names_unnamed_party(coding, self._lexicon, is_spoken) else None
        return parties if coding.event_type not in PUBLIC_TYPES or self._is_public(parties) else None

    def lacks_party(self, number: int, coding: Coding, parties: Parties) -> bool:
        """Whether nobody is named in an official deed, which is kept if the article tells whose it is."""
        if parties.actors or parties.recipients or (coding.event_type, coding.mode) not in OFFICIAL_DEEDS:
            return False
        is_title = self._describe_sentence(number).is_headline or self._is_bare_line
        is_article = len(self._parsed.sentences) > EXCERPT_SENTENCES
        return not is_title and (is_article or not names_unnamed_party(coding, self._lexicon))

    def _is_public(self, parties: Parties) -> bool:
        """Whether somebody takes part who is no private person: a state, a body, an office-holder."""
        for mention in (*parties.actors, *parties.recipients):
            actor = self.actors.actor_by_key.get(mention.actor_id)
            if actor is not None and (
                actor.type != "person" or actor.sector is not None or actor.entity_key in self._officials
            ):
                return True
        return False

    def _describe_sentence(self, number: int) -> _Sentence:
        if number not in self._sentences:
            span = self._parsed.sentence_span(number)
            first = self._first_told[self._parsed.sentences[number].text]
            self._sentences[number] = _Sentence(find_contexts(span), is_headline(span), first != number)
        return self._sentences[number]

    def build_event(self, number: int, coding: Coding, parties: Parties) -> Event:
        """The row of an event."""
        parsed = self._parsed
        facts = describe_type(coding.event_type, coding.mode)
        trigger_start, trigger_end = find_trigger_bounds(parsed, coding)
        trigger = parsed.slice(trigger_start, trigger_end)
        start, end = find_clause_bounds(parsed, coding, number)
        start, end = min(start, trigger_start), max(end, trigger_end)
        when = self._dating.date_event(number, coding)
        mention, where = find_place(coding, number, (start, end), self.actors) or (None, None)
        event_id = make_id("ev", parsed.document_id, trigger_start, trigger, coding.event_type)
        return Event(
            event_id=event_id,
            document_id=parsed.document_id,
            sentence_no=number,
            char_start=start,
            char_end=end,
            text=parsed.slice(start, end),
            trigger=trigger,
            event_type=cast(EventType, coding.event_type),
            event_mode=facts.mode,
            contexts=choose_contexts(self._describe_sentence(number).contexts, coding.event_type, facts.mode),
            cameo_root=facts.cameo_root,
            quad_class=facts.quad_class,
            intensity=facts.intensity,
            date_start=when.start,
            date_end=when.end,
            date_precision=when.precision,
            date_method=when.method,
            date_text=when.text,
            status=coding.status,
            speaker_id=find_speaker(self._quotes, trigger_start, trigger_end),
            place_text=mention.text if mention else None,
            place_actor_id=where.entity_key if where else None,
            place_country_code=where.country_code if where else None,
            latitude=where.latitude if where else None,
            longitude=where.longitude if where else None,
            confidence=rate_confidence(
                coding.event_type, coding.rule, bool(parties.actors), bool(parties.recipients)
            ),
            method=coding.rule,
            event_group_id=event_id,
        )
