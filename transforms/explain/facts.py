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

    `event` is the row; where there is none, what the row would be, and `left_out` says why. `cut` is the
    score from which an event of this type and status is taken. `next_types`, `statuses` and `date_links` are
    ordered by score; `presences` holds, for actor, recipient and claimant, where the reader takes them to be
    told.
    """

    char_start: int
    char_end: int
    score: float
    cut: float
    sure_from: float
    is_kept: bool
    left_out: tuple[str, ...]
    next_types: tuple[ScoredName, ...]
    statuses: tuple[ScoredName, ...]
    words: tuple[MarkedWords, ...]
    presences: dict[str, tuple[ScoredName, ...]]
    date_links: tuple[ScoredName, ...]
    event: Event


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token with lemma, tag, relation to its head, and the kind of name that it is part of."""

    text: str
    lemma: str
    tag: str
    relation: str
    head: str
    name_kind: str


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """All that was found in a sentence."""

    sentence_no: int
    text: str
    tokens: tuple[TokenFacts, ...]
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
