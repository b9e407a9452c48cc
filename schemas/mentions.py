"""Table mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from schemas.declaration import ActorReference, Between, Key, NotBefore, References, table

MentionKind = Literal["name", "nominal", "pronoun"]


@table("mentions", scope="document", is_by_month=True)
@dataclass(frozen=True, slots=True)
class Mention:
    """One row per place in a text that refers to an actor.

    A phrase for several actors ("the two leaders") has one row per actor with the same span.
    """

    mention_id: Annotated[str, "Stable hash of document, span and actor.", Key()]
    actor_id: Annotated[str, "Actor.", ActorReference()]
    document_id: Annotated[str, "Document.", References("documents", "document_id")]
    sentence_no: Annotated[int, "Sentence.", Between(0, None)]
    char_start: Annotated[int, "Start in `documents.text`.", Between(0, None)]
    char_end: Annotated[int, "End in `documents.text`, exclusive.", NotBefore("char_start")]
    text: Annotated[str, "The mention, an exact slice."]
    kind: Annotated[MentionKind, "Name, definite description (or adjective), or pronoun."]
    confidence: Annotated[float, "Probability that the actor is right.", Between(0, 1)]
    method: Annotated[str, "Rule or model that found and resolved it."]
