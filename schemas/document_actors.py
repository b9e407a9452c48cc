"""Table document_actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from schemas.declaration import Between, Key, Pattern, References, table

ActorType = Literal["person", "organisation", "country", "location", "group"]
CountryMethod = Literal[
    "reference", "gazetteer", "name", "region", "genitive", "adjective", "apposition",
    "origin", "place", "office", "state", "body", "setting", "correction",
]  # fmt: skip


@table("document_actors", scope="document")
@dataclass(frozen=True, slots=True)
class DocumentActor:
    """One row per actor of one document, as that document alone tells it.

    `entity_key` is the actor's name inside its document (`person/aleksandr-lukashenko`); the
    warehouse maps it to `actor_id`, which is the same across all documents.
    """

    document_id: Annotated[str, "Document.", Key(), References("documents", "document_id")]
    entity_key: Annotated[str, "Readable key, unique within the document.", Key()]
    actor_id: Annotated[str, "Actor across all documents (equals entity_key until resolved)."]
    name: Annotated[str, "Fullest name that the document uses, or the reference name."]
    type: Annotated[ActorType, "Kind of actor."]
    country_code: Annotated[str | None, "ISO 3166 alpha-3 affiliation (XKX Kosovo).", Pattern("[A-Z]{3}")]
    country_method: Annotated[
        CountryMethod | None,
        "What says the country: the `reference` file, the `gazetteer` of cities, the actor's own `name`, the"
        " `region` after a place, a `genitive` or `adjective` before it, an `apposition`, `origin` (of,"
        " from), the `place` it sits in, its `office` or `body`, the `state` whose organs alone a text names"
        " where it tells of no other, the `setting` (the only country that a text names, and names often), a"
        " user's `correction`; null without a country.",
    ]
    country_mention_id: Annotated[
        str | None,
        "The mention in `mentions` that says the country: of the state, place or body beside the actor, else"
        " the actor's own.",
    ]
    sector: Annotated[str | None, "PLOVER/CAMEO sector code (GOV, MIL, COP ...)."]
    latitude: Annotated[float | None, "Degrees north, for places.", Between(-90, 90)]
    longitude: Annotated[float | None, "Degrees east, for places.", Between(-180, 180)]
    reference_id: Annotated[str | None, "actor_id fixed by the reference file or by a user's correction."]
    is_named: Annotated[
        bool, "Whether a name tells who it is; false for groups and offices that a text only describes."
    ]
    link_method: Annotated[
        str | None,
        "What links a person told by one word alone to the one named in full in other documents: the same"
        " `story`, `country`, `publisher` or `time`; null for everybody else. Set when published.",
    ]
    link_confidence: Annotated[float | None, "Probability that the link is right.", Between(0, 1)]
    names: Annotated[tuple[str, ...], "Distinct spellings of the name in the document."]
    mention_count: Annotated[int, "Mentions in the document, of every kind.", Between(0, None)]
    confidence: Annotated[float, "Probability that type and country are right.", Between(0, 1)]
    method: Annotated[str, "Rule, gazetteer or model that decided type and country."]
