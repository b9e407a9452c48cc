"""Where an event happened: the place named in its clause."""

from __future__ import annotations

from spacy.tokens import Token

from schemas.document_actors import DocumentActor
from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.events.coding import Coding

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "across", "inside", "from", "to", "into", "around", "over", "on", "off"}
)
PLACE_TYPES = frozenset({"country", "location"})


def find_place(
    coding: Coding, sentence_no: int, bounds: tuple[int, int], actors: ActorFindings
) -> tuple[Mention, DocumentActor] | None:
    """The first place after "in", "at", "near" in the clause; finer places first."""
    start, end = bounds
    found: list[tuple[int, Mention, DocumentActor]] = []
    for mention in actors.mentions_by_sentence.get(sentence_no, ()):
        if not start <= mention.char_start < end or mention.kind == "pronoun":
            continue
        actor = actors.actor_by_key.get(mention.actor_id)
        if actor is None or actor.type not in PLACE_TYPES:
            continue
        head = _head_of(coding.anchor, mention)
        if head is None or head.dep_ != "pobj" or head.head.lower_ not in PLACE_PREPOSITIONS:
            continue
        rank = (head.head.lower_ in {"from", "to", "into", "on", "over"}) * 4 + (actor.type == "country") * 2
        found.append((rank, mention, actor))
    if not found:
        return None
    _, mention, actor = min(found, key=lambda f: (f[0], abs(f[1].char_start - coding.anchor.idx)))
    return mention, actor


def _head_of(anchor: Token, mention: Mention) -> Token | None:
    span = anchor.doc.char_span(mention.char_start, mention.char_end)
    return None if span is None else span.root
