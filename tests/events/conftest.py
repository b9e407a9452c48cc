"""Stories: a short text with readings made by hand, grounded into rows that are checked as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import pytest

from schemas.events import Event
from schemas.identifiers import make_id
from schemas.mentions import Mention
from transforms.actors.find import find_actors
from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.events.rows.ground import ground_readings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.find import find_quotes
from transforms.reading.confidence import Calibration
from transforms.reading.labels import DATE_LINKS, PRESENCES, STATUSES, TYPES
from transforms.reading.model_files import FOLDER, ReaderFiles
from transforms.reading.read_windows import DEFAULT_CUTS
from transforms.reading.readings import Reading, WordSpan

STRAIGHT = ((0.0, 0.0), (1.0, 1.0))
ATTRIBUTES = ("actor", "recipient", "status", "date")
FILES = ReaderFiles(
    FOLDER,
    "reader.made",
    DEFAULT_CUTS,
    dict.fromkeys(TYPES, 0.8),
    Calibration({"*": STRAIGHT}, dict.fromkeys(ATTRIBUTES, STRAIGHT)),
)
# Words of a role: of the sentence of the trigger, or (words, sentence), or (words, sentence, score).
Words = str | tuple[str, int] | tuple[str, int, float]


class Story:
    """A parsed text; `read` adds what a reader would say of it, `findings` are the rows."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.readings: list[Reading] = []

    def read(
        self, trigger: str, kind: str, at: int = 0, *, status: str = "actual", mode: str | None = None,
        link: str = "none", score: float = 0.9, **roles: Sequence[Words],
    ) -> None:  # fmt: skip
        """Add a reading whose trigger and parties are words of the text."""
        start, end = self._locate(trigger, at)
        spans = [self._make_span(role, words, at) for role, told in roles.items() for words in told]
        self.readings.append(
            Reading(
                sentence=at, start=start, end=end, kind=kind, score=score,
                scores=tuple(score if t == kind else 0.0 for t in TYPES),
                status=status, statuses=tuple(0.9 if s == status else 0.025 for s in STATUSES), mode=mode,
                spans=tuple(spans), presences=((0.1,) * len(PRESENCES),) * 3,
                date_links=tuple(0.85 if name == link else 0.05 for name in DATE_LINKS), group=(),
            )
        )  # fmt: skip

    @cached_property
    def findings(self) -> EventFindings:
        """The rows of the readings."""
        parsed = self.parsed
        actors = find_actors(parsed)
        quotes = find_quotes(parsed, actors)
        times = find_time_expressions(parsed)
        found = ground_readings(parsed, self.readings, FILES, actors, times, quotes)
        _check_rows(parsed, found)
        return found

    @property
    def event(self) -> Event:
        """The only event."""
        (event,) = self.findings.events
        return event

    def list_parties(self, number: int = 0) -> list[str]:
        """Parties of an event as `actor country/NOR: Norway`."""
        mentions = {m.mention_id: m for m in self.findings.actors.mentions}
        event_id = self.findings.events[number].event_id
        return [
            f"{p.role} {p.actor_id}: {mentions[p.mention_id or ''].text}"
            for p in self.findings.participants
            if p.event_id == event_id
        ]

    def list_mentions(self, key: str) -> list[Mention]:
        """Mentions of an actor."""
        return [m for m in self.findings.actors.mentions if m.actor_id == key]

    def _locate(self, words: str, sentence: int) -> tuple[int, int]:
        start = self.parsed.sentences[sentence].text.index(words)
        return start, start + len(words)

    def _make_span(self, role: str, words: Words, at: int) -> WordSpan:
        text, sentence, score = ((words, at, 0.9) if isinstance(words, str) else (*words, 0.9))[:3]
        start, end = self._locate(text, sentence) if sentence >= 0 else (0, len(text))
        return WordSpan(role, sentence, start, end, score)


def _check_rows(parsed: ParsedDocument, found: EventFindings) -> None:
    """What holds for the rows of every document."""
    for event in found.events:
        _check_event(parsed, event, found.actors)
    assert len({e.event_id for e in found.events}) == len(found.events)
    _check_actors(parsed, found.actors)
    mentions = {m.mention_id: m for m in found.actors.mentions}
    places = Counter((p.event_id, p.role, p.position) for p in found.participants)
    assert all(count == 1 for count in places.values())
    assert {e.event_id for e in found.events} == {p.event_id for p in found.participants}
    assert all(mentions[p.mention_id or ""].actor_id == p.actor_id for p in found.participants)


def _check_event(parsed: ParsedDocument, event: Event, actors: ActorFindings) -> None:
    sentence = parsed.sentences[event.sentence_no]
    assert event.text == parsed.text[event.char_start : event.char_end]
    assert sentence.char_start <= event.char_start < event.char_end <= sentence.char_end
    assert event.trigger in event.text
    starts = range(event.char_start, event.char_end)
    parts = [(s, event.trigger, event.deed_type) for s in starts if parsed.text.startswith(event.trigger, s)]
    assert event.event_id in {make_id("ev", event.document_id, *p) for p in parts}
    assert {event.speaker_id, event.place_actor_id} - {None} <= set(actors.actor_by_key)
    assert (event.date_start is None) == (event.date_method == "none")


def _check_actors(parsed: ParsedDocument, actors: ActorFindings) -> None:
    assert len(actors.actor_by_key) == len(actors.actors)
    assert len({m.mention_id for m in actors.mentions}) == len(actors.mentions)
    for mention in actors.mentions:
        assert mention.text == parsed.text[mention.char_start : mention.char_end]
        assert mention.actor_id in actors.actor_by_key
    counts = Counter(m.actor_id for m in actors.mentions)
    made = [a for a in actors.actors if a.method == "reader:unnamed"]
    assert [a.mention_count for a in made] == [counts[a.entity_key] for a in made]


@pytest.fixture
def tell(parse: Callable[..., ParsedDocument]) -> Callable[..., Story]:
    """tell("Mali fled.", published="2019-11-20", title=None, document_id="doc-...") -> Story."""

    def tell_one(text: str, document_id: str | None = None, **settings: Any) -> Story:
        parsed = parse(text, **settings)
        return Story(replace(parsed, document_id=document_id) if document_id else parsed)

    return tell_one
