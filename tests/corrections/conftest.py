"""Hand-made findings: events of small texts as a reader would find them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.find import find_actors
from transforms.dates.find import find_time_expressions
from transforms.events.corrections.apply import correct_events
from transforms.events.corrections.correction import EventCorrection
from transforms.events.corrections.outcomes import LineOutcome
from transforms.events.findings import EventFindings
from transforms.events.rows.ground import ground_readings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.find import find_quotes
from transforms.reading.confidence import Calibration
from transforms.reading.labels import DATE_LINKS, PRESENCES, STATUSES, TYPES
from transforms.reading.model_files import ReaderFiles
from transforms.reading.read_windows import DEFAULT_CUTS
from transforms.reading.readings import Reading, WordSpan

HALF = [(0.0, 0.5), (1.0, 0.5)]
FILES = ReaderFiles(
    Path(),
    "reader.test",
    DEFAULT_CUTS,
    dict.fromkeys(TYPES, 0.9),
    Calibration({"*": HALF}, dict.fromkeys(("actor", "recipient", "status", "date"), HALF)),
)


@dataclass(frozen=True)
class Coded:
    """A parsed text with its findings."""

    parsed: ParsedDocument
    times: tuple[TimeExpression, ...]
    quotes: tuple[Quote, ...]
    found: EventFindings

    def correct(self, *lines: EventCorrection) -> tuple[EventFindings, tuple[LineOutcome, ...]]:
        """The findings after corrections."""
        return correct_events(self.parsed, self.times, self.quotes, self.found, lines)


def mark(
    text: str, sentence: int, trigger: str, kind: str, actors: str = "", recipients: str = ""
) -> Reading:
    """A reading of words of a sentence; names are separated by "|"."""
    spans = [
        WordSpan(role, sentence, text.index(word), text.index(word) + len(word), 0.6)
        for role, words in (("actor", actors), ("recipient", recipients))
        for word in filter(None, words.split("|"))
    ]
    start = text.index(trigger)
    return Reading(
        sentence, start, start + len(trigger), kind, 0.6, tuple(0.6 * (t == kind) for t in TYPES),
        "actual", tuple(float(s == "actual") for s in STATUSES), None, tuple(spans),
        tuple(tuple(float(p == "here") for p in PRESENCES) for _ in range(3)),
        tuple(float(link == "publication") for link in DATE_LINKS), (),
    )  # fmt: skip


@pytest.fixture(scope="session")
def code(parse: Callable[..., ParsedDocument]) -> Callable[..., Coded]:
    """code(text, (sentence_no, trigger, type, actors, recipients), ...) -> Coded."""

    def code_text(text: str, *marks: Any, published: str = "2024-05-24", title: str | None = None) -> Coded:
        parsed = parse(text, published=published, title=title)
        actors, times = find_actors(parsed), find_time_expressions(parsed)
        quotes = find_quotes(parsed, actors)
        readings = [mark(parsed.sentences[m[0]].text, *m) for m in marks]
        return Coded(parsed, times, quotes, ground_readings(parsed, readings, FILES, actors, times, quotes))

    return code_text


@pytest.fixture
def line() -> Callable[..., EventCorrection]:
    """line("fix", "met", set_status="planned") -> EventCorrection."""

    def make(action: str, trigger: str, **more: Any) -> EventCorrection:
        return EventCorrection(more.pop("line", 2), action, "doc-test", trigger, **more)

    return make
