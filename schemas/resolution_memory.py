"""Tables that remember how names and events were resolved: a publication resolves only what it touches.

All of it can be made anew from the tables of the documents (`wiremill refresh` does).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from schemas.declaration import Key, table

NameKeyKind = Literal["same", "slug", "actor", "near", "short", "host"]


@table("name_records", scope="derived")
@dataclass(frozen=True, slots=True)
class StoredName:
    """One row per distinct way in which documents tell an actor, with the actor that it was resolved to."""

    record_id: Annotated[int, "Hash of what is told.", Key()]
    name: Annotated[str, "Fullest name."]
    type: Annotated[str, "Kind of actor."]
    country_code: Annotated[str | None, "ISO 3166 alpha-3."]
    sector: Annotated[str | None, "PLOVER/CAMEO sector code."]
    reference_id: Annotated[str | None, "Actor id that is fixed."]
    names: Annotated[tuple[str, ...], "Spellings, sorted."]
    latitude: Annotated[float | None, "Degrees north."]
    longitude: Annotated[float | None, "Degrees east."]
    context: Annotated[str, "Story, publisher and day of a person told by one word alone, else empty."]
    actor_id: Annotated[str | None, "Actor across all documents; null until resolved."]
    link_method: Annotated[str | None, "What links a short name to a person named in full."]


@table("actor_records", scope="derived")
@dataclass(frozen=True, slots=True)
class ActorRecord:
    """One row per actor of one document, with its record in `name_records` and what is counted of it."""

    document_id: Annotated[str, "Document.", Key()]
    entity_key: Annotated[str, "Actor in its document.", Key()]
    record_id: Annotated[int, "Record."]
    mention_count: Annotated[int, "Mentions in the document."]
    story_id: Annotated[str | None, "Story of the document; for persons only."]
    publisher: Annotated[str | None, "Publisher of the document; for persons only."]
    published_on: Annotated[date | None, "Day of the document; for persons only."]


@table("name_keys", scope="derived")
@dataclass(frozen=True, slots=True)
class NameKey:
    """One row per record and key under which it may meet another one."""

    record_id: Annotated[int, "Record.", Key()]
    kind: Annotated[
        NameKeyKind,
        "Records with the `same` key, id (`slug`) or `actor` are resolved together; those of one block of"
        " `near` spellings where the spellings are alike; a `short` name with the `host` that may bear it.",
        Key(),
    ]
    key: Annotated[int, "Hash of the key.", Key()]
    spelled: Annotated[str | None, "Sounds of a name that is compared within its block."]


@table("name_hosts", scope="derived")
@dataclass(frozen=True, slots=True)
class StoredHost:
    """One row per record of a person or body named in full and short name that may mean it."""

    record_id: Annotated[int, "Record.", Key()]
    key: Annotated[int, "Hash of the short name, as in `name_keys`.", Key()]
    core_id: Annotated[int, "The least record of the person or body, short names left out."]
    country_code: Annotated[str | None, "Country of the person or body."]
    sector: Annotated[str | None, "Sector of the person."]


@table("event_numbers", scope="derived")
@dataclass(frozen=True, slots=True)
class EventNumber:
    """One row per event, with the short number that stands for it in the tables `event_...` below."""

    event_no: Annotated[int, "Number.", Key()]
    event_id: Annotated[str, "Event."]
    document_id: Annotated[str, "Document."]
    deed_type: Annotated[str, "Type of the deed."]


@table("event_keys", scope="derived")
@dataclass(frozen=True, slots=True)
class EventKey:
    """One row per event and key that it may share with another mention of the same real event."""

    event_no: Annotated[int, "Number of the event in `event_numbers`.", Key()]
    key: Annotated[int, "Hash of the key, with its kind in the last two bits.", Key()]
    strength: Annotated[int, "0 to 2: events are compared that share keys of 2 in sum."]
    is_own: Annotated[bool, "Whether it is of the event's own time, or of the window after it."]


@table("event_signs", scope="derived")
@dataclass(frozen=True, slots=True)
class EventSigns:
    """One row per event, with what it is compared by: an old event is compared without being read again."""

    event_no: Annotated[int, "Number of the event in `event_numbers`.", Key()]
    facts: Annotated[tuple[int, ...], "Days, flags and hashes."]
    tokens: Annotated[tuple[int, ...], "Hashes of words, names and numbers, with where they stand."]


@table("event_pairs", scope="derived")
@dataclass(frozen=True, slots=True)
class EventPair:
    """One row per event and other event that shares a key with it and is alike: they may be one happening."""

    event_no: Annotated[int, "Number of the event in `event_numbers`.", Key()]
    other_no: Annotated[int, "Number of the other one.", Key()]
    weight: Annotated[float, "How much the two are alike."]
    reason: Annotated[int, "What of them is most alike, as a number."]


@table("series_topics", scope="derived")
@dataclass(frozen=True, slots=True)
class SeriesTopic:
    """One row per document and topic in a window of days: documents that share one are compared."""

    document_id: Annotated[str, "Document.", Key()]
    key: Annotated[int, "Hash of the topic and its window.", Key()]
    published_on: Annotated[date, "Day on which the document was published."]
    reach: Annotated[int, "Days that two documents may lie apart."]
    is_near: Annotated[bool, "Whether documents that share it are compared."]


@table("joined_series", scope="derived")
@dataclass(frozen=True, slots=True)
class JoinedSeries:
    """One row per series that is linked to another one, with the series whose name all of them bear."""

    series_id: Annotated[str, "The series that the words of a figure name.", Key()]
    joined_id: Annotated[str, "The series told first of all that links join with it."]


@table("resolution_rules", scope="derived")
@dataclass(frozen=True, slots=True)
class ResolutionRules:
    """One row per subject that is remembered, with the rules by which it was resolved."""

    subject: Annotated[str, "`names`, `events` or `series`.", Key()]
    rules: Annotated[str, "Fingerprint of the rules; under other rules everything is resolved anew."]
