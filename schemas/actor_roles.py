"""Table actor_roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from schemas.declaration import ActorReference, Between, Key, NotBefore, References, table

RoleStanding = Literal["holder", "acting", "former", "elect", "nominee"]


@table("actor_roles", scope="document")
@dataclass(frozen=True, slots=True)
class ActorRole:
    """One row per statement that an actor holds a role."""

    role_id: Annotated[str, "Stable hash of document, span, actor and role.", Key()]
    actor_id: Annotated[str, "Who holds the role.", ActorReference()]
    role: Annotated[str, "Role in title case: `President`, `Defence Minister`."]
    of_actor_id: Annotated[str | None, "Country or organisation of the role.", ActorReference()]
    is_current: Annotated[
        bool, "False for `former`, `ex-`, `late`, `the first president`, and who is yet to hold it."
    ]
    standing: Annotated[
        RoleStanding, "How the role is held: by a `holder`, `acting`, `former`, `elect` or `nominee`."
    ]
    document_id: Annotated[str, "Document.", References("documents", "document_id")]
    sentence_no: Annotated[int, "Sentence.", Between(0, None)]
    char_start: Annotated[int, "Start in `documents.text`.", Between(0, None)]
    char_end: Annotated[int, "End in `documents.text`, exclusive.", NotBefore("char_start")]
    text: Annotated[str, "The words that state the role, an exact slice."]
    seen_on: Annotated[date | None, "Date at which the text says so (publication date)."]
