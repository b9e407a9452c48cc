"""What passes between the warehouse and the pure functions that work across documents.

The warehouse reads these records with SQL, calls the function it was given, and stores the answer
in the publishing transaction; neither side imports the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from schemas.document_actors import ActorType
from schemas.events import HappeningReason

# Days between two documents whose figures are compared; no others are one series.
SERIES_REACH_DAYS = 120
# The same where both name a person, body or place that no reference knows.
NAMED_SERIES_REACH_DAYS = 400


@dataclass(frozen=True, slots=True)
class NameRecord:
    """Document actors that are told alike: one record per distinct combination, over all documents.

    Persons told by one word alone have one record a story and publisher; `stories`, `publishers` and the
    days are those of the documents and filled for persons only.
    """

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
    stories: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    first_seen_on: date | None = None
    last_seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """The actor that a name record stands for.

    `link_method` and `link_confidence` tell of a short name that was linked to a person named in full
    elsewhere: by the same `story`, `country`, `publisher` or `time`.
    """

    actor_id: str
    name: str
    type: ActorType
    country_code: str | None
    sector: str | None
    latitude: float | None
    longitude: float | None
    reason: str
    link_method: str | None = None
    link_confidence: float | None = None
    wikidata_id: str | None = None


@dataclass(frozen=True, slots=True)
class NameKeys:
    """Under which keys a name record meets others.

    Records that share one of `same` or `slugs` have to be resolved together, and those that share the block
    of a `near` entry (block, spelling) where the spellings are alike. `short` is what the record is called
    by one word alone, `hosts` are the words by which others may call it.
    """

    same: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    short: str | None = None
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameHost:
    """A person or body, short names left out, that may be meant by the short name `key`."""

    record_nos: tuple[int, ...]
    key: str
    country_code: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class ResolvedNames:
    """The actor of each record, and what short names may mean among them."""

    actors: tuple[ResolvedActor, ...]
    hosts: tuple[NameHost, ...]


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A person or body of a user's list, with its id in Wikidata; type is person, organisation or unknown."""

    wikidata_id: str
    name: str
    aliases: tuple[str, ...]
    type: str | None
    country_code: str | None


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
    """An event as the grouping sees it; `event_type` is the deed, actor ids are those across documents.

    `names` are the ids of all actors of its document, `lead` is its title with the beginning of its text.
    """

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
    place_text: str | None = None
    date_method: str = "text"
    actor_countries: tuple[str, ...] = ()
    recipient_countries: tuple[str, ...] = ()
    text: str = ""
    is_sure: bool = True
    published_on: date | None = None
    names: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class PackedSigns:
    """What mentions are compared by, as numbers; a row a mention.

    `facts` has the shape (mentions, facts). `tokens` are those of all rows, ascending within each; those of a
    row end before its entry in `ends`.
    """

    facts: npt.NDArray[np.int64]
    tokens: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


# What may bind two mentions; pairs name it by its number.
PAIR_REASONS: tuple[HappeningReason, ...] = ("parties", "place", "words", "article", "copy")


@dataclass(frozen=True, slots=True)
class AlikePairs:
    """Pairs that are alike: their `places` in the list of pairs, how much, and by which of `PAIR_REASONS`."""

    places: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]
    reasons: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PackedMentions:
    """Mentions that are joined to happenings, a row each in the order of their ids.

    `groups` are the first rows of the groups they are of, `facts` those of `PackedSigns`; `left` and `right`
    are the rows of pairs of two groups, `reasons` numbers of `PAIR_REASONS`. `heirs` are mentions that keep
    the name of a happening alive, with the mention that is gone and had named it.
    """

    event_ids: Sequence[str]
    groups: npt.NDArray[np.int32]
    facts: npt.NDArray[np.int64]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float64]
    reasons: npt.NDArray[np.int8]
    heirs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HappeningLink:
    """The happening of an event, and what links the event to it."""

    happening_id: str
    reason: HappeningReason


# What may link an event to its happening; links name it by its number.
LINK_REASONS: tuple[HappeningReason, ...] = (*PAIR_REASONS, "group", "alone", "correction")


@dataclass(frozen=True, slots=True)
class HappeningLinks:
    """The links of mentions, a row each: a place in `happening_ids` and a number of `LINK_REASONS`.

    The place is -1 where the link is not told.
    """

    happening_ids: Sequence[str]
    places: npt.NDArray[np.int32]
    reasons: npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class JoinedBefore:
    """How mentions were joined before a change, a row each: `happenings` are numbers from 0.

    `is_chosen` tells which are joined anew; `is_changed` which of them are new, told otherwise, grouped
    otherwise, or of a happening that lost one.
    """

    happenings: npt.NDArray[np.int32]
    is_chosen: npt.NDArray[np.bool_]
    is_changed: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rejoined:
    """The links of the chosen mentions; they do not hold where happenings that are `reached` must be chosen.

    `reached` are numbers of `JoinedBefore.happenings`.
    """

    links: HappeningLinks
    reached: Collection[int]


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure as the naming of indicators sees it; party ids are those across documents.

    `unit` is the base unit where there is one, so that tonnes and pounds are one series; `value` is in it.
    `deed_type` is that of its event, `names` are the ids of all actors of its document. What stands behind
    `place_country_code` is asked only where figures of two documents are compared.
    """

    figure_id: str
    story_id: str
    item: str
    measure: str
    kind: str
    unit: str
    per_unit: str | None
    party_id: str | None
    partner_id: str | None
    party_is_state_body: bool
    party_country_code: str | None
    place_country_code: str | None
    document_id: str = ""
    published_on: date | None = None
    value: float | None = None
    dimension: str = ""
    counted: str | None = None
    deed_type: str | None = None
    owner_id: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextSignatures:
    """Signatures of distinct texts as the search for copies sees them, one row a text.

    `shingle_counts` and `days` (of publication since 1970-01-01, NaN where unknown) have the shape (texts,),
    `minhash` the shape (texts, permutations).
    """

    shingle_counts: npt.NDArray[np.int64]
    minhash: npt.NDArray[np.uint32]
    days: npt.NDArray[np.float64]
