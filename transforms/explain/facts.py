"""What is told of how a text was read; rows stand here as the tables have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.document_actors import DocumentActor
from schemas.documents import PublishedMethod
from schemas.events import Event
from schemas.figures import Figure
from schemas.mentions import Mention, MentionKind
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.events.rows.event_dates import EventDate


@dataclass(frozen=True, slots=True)
class ScoredName:
    """A type, status or link with the score that the reader gives it."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class GroundedActor:
    """The actor that words stand for; `is_party` is false where it has a better score in the other role."""

    actor_id: str
    name: str
    text: str
    kind: MentionKind
    method: str
    is_party: bool


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words that the reader marks for a role; `sentence_no` is -1 in the title."""

    role: str
    text: str
    sentence_no: int
    score: float
    actors: tuple[GroundedActor, ...]


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """An event that the reader sees, whether there is a row of it or not; the offsets are its trigger's.

    `left_out` says why there is none. `event_type` is what the deed is filed under. `next_types`, `statuses`
    and `date_links` are ordered by score; `presences` holds, for actor, recipient and claimant, where the
    reader takes them to be told. `confidences` are calibrated probabilities. The date of a row may be lent
    by another mention of the event.
    """

    trigger: str
    char_start: int
    char_end: int
    deed_type: str
    event_type: str
    score: float
    cut: float
    sure_from: float
    is_kept: bool
    is_sure: bool
    left_out: tuple[str, ...]
    next_types: tuple[ScoredName, ...]
    statuses: tuple[ScoredName, ...]
    mode: str | None
    words: tuple[MarkedWords, ...]
    presences: dict[str, tuple[ScoredName, ...]]
    place_text: str | None
    place_actor_id: str | None
    date_links: tuple[ScoredName, ...]
    date: EventDate
    is_date_lent: bool
    confidences: dict[str, float]
    row: Event | None


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """All that was found in a sentence."""

    sentence_no: int
    text: str
    mentions: tuple[Mention, ...]
    time_expressions: tuple[TimeExpression, ...]
    candidates: tuple[CandidateFacts, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a text is read; one that is not coded for its language has no sentences.

    Candidates are told from the score `floor`.
    """

    title: str | None
    published_on: date | None
    published_method: PublishedMethod | None
    language: str | None
    is_coded: bool
    reader: str
    floor: float
    actors: tuple[DocumentActor, ...]
    sentences: tuple[SentenceFacts, ...]
