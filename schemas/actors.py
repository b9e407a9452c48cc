"""Tables actors and actor_names: what all documents together say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from schemas.declaration import Between, Key, Pattern, table
from schemas.document_actors import ActorType, CountryMethod


@table("actors", scope="warehouse")
@dataclass(frozen=True, slots=True)
class Actor:
    """One row per real-world actor across all documents."""

    actor_id: Annotated[str, "Readable and stable: `person/vladimir-putin`, `country/RUS`.", Key()]
    name: Annotated[str, "Preferred name."]
    type: Annotated[ActorType, "Kind of actor."]
    country_code: Annotated[str | None, "ISO 3166 alpha-3 affiliation.", Pattern("[A-Z]{3}")]
    country_method: Annotated[
        CountryMethod | None,
        "Where most documents have it from; see `document_actors.country_method`.",
    ]
    is_named: Annotated[
        bool, "Whether a name tells who it is; false for groups and offices that texts only describe."
    ]
    sector: Annotated[str | None, "PLOVER/CAMEO sector code."]
    wikidata_id: Annotated[
        str | None,
        "Id in Wikidata: of the reference file, or of the user's list (`knowledge_base`) where one fits.",
        Pattern("Q[1-9][0-9]*"),
    ]
    latitude: Annotated[float | None, "Degrees north, for places.", Between(-90, 90)]
    longitude: Annotated[float | None, "Degrees east, for places.", Between(-180, 180)]
    mention_count: Annotated[int, "Mentions in all documents.", Between(0, None)]
    document_count: Annotated[int, "Documents that mention the actor.", Between(1, None)]
    first_seen_on: Annotated[date | None, "Earliest publication date of these documents."]
    last_seen_on: Annotated[date | None, "Latest publication date of these documents."]


@table("actor_names", scope="warehouse")
@dataclass(frozen=True, slots=True)
class ActorName:
    """One row per spelling under which an actor was met."""

    actor_id: Annotated[str, "Actor.", Key()]
    name: Annotated[str, "Spelling as it stands in a text.", Key()]
    mention_count: Annotated[int, "Mentions under this spelling.", Between(1, None)]
