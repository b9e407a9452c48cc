"""What passes between the warehouse and the pure functions that work across documents.

The warehouse reads these records with SQL, calls the function it was given, and stores the answer
in the publishing transaction; neither side imports the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from schemas.document_actors import ActorType
from schemas.events import HappeningReason


@dataclass(frozen=True, slots=True)
class NameRecord:
    """Document actors that are told alike: one record per distinct combination, over all documents."""

    name: str
    type: ActorType
    country_code: str | None
    sector: str | None
    reference_id: str | None
    names: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    document_count: int
    mention_count: int


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """The actor that a name record stands for."""

    actor_id: str
    name: str
    type: ActorType
    country_code: str | None
    sector: str | None
    latitude: float | None
    longitude: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class ActorCorrection:
    """One line of a user's corrections file.

    `action` is `merge` (name or actor_id -> target), `split` (name with its country becomes an actor
    of its own) or `fact` (set name, type, country_code, sector of an actor).
    """

    action: str
    subject: str
    target: str | None
    name: str | None
    type: ActorType | None
    country_code: str | None
    sector: str | None
    valid_from: date | None
    valid_to: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event as the grouping sees it; `event_type` is the deed, actor ids are those across documents."""

    event_id: str
    document_id: str
    story_id: str
    sentence_no: int
    event_type: str
    trigger: str
    status: str
    date_start: date | None
    date_end: date | None
    place_country_code: str | None
    actor_ids: tuple[str, ...]
    recipient_ids: tuple[str, ...]
    document_group_id: str = ""
    event_mode: str | None = None
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class HappeningLink:
    """The happening of an event, and what links the event to it."""

    happening_id: str
    reason: HappeningReason


@dataclass(frozen=True, slots=True)
class TextSignatures:
    """Signatures of distinct texts as the search for copies sees them, one row a text.

    `shingle_counts` and `days` (of publication since 1970-01-01, NaN where unknown) have the shape (texts,),
    `minhash` the shape (texts, permutations).
    """

    shingle_counts: npt.NDArray[np.int64]
    minhash: npt.NDArray[np.uint32]
    days: npt.NDArray[np.float64]
