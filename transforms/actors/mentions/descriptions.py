"""Turn institutions and groups into entities and mentions, with the country that the text says or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from schemas.document_actors import CountryMethod
from schemas.mentions import MentionKind
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.bare_descriptions import describe_bare, is_title
from transforms.actors.mentions.institution_entities import InstitutionEntities, Telling
from transforms.actors.mentions.institutions import Description
from transforms.actors.mentions.unnamed_names import name_unnamed
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.tables import read_table
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words


@lru_cache(maxsize=1)
def load_parts_of_states() -> dict[str, str]:
    """Parts of states by adjective."""
    return {row["adjective"]: row["place"] for row in read_table("parts_of_states.csv")}


def describe_institutions(
    found: Iterable[Description], words: Words, around: Surroundings
) -> tuple[InstitutionEntities, list[MentionSpan]]:
    """The institutions of a document, and where each is told."""
    known = InstitutionEntities()
    known.adopt({id(e): e for e in around.entity_at.values()}.values())
    mentions: list[MentionSpan] = []
    bare: list[Description] = []
    for d in found:
        host = _owner_body(d, around)
        if host is None and d.owners:
            mentions.extend(_describe_owned(d, words, known, around))
        elif host is None:
            bare.append(d)
        elif d.institution.kind not in {"body", "owned"}:
            mentions.append(MentionSpan(host, d.first, d.last, "nominal", 0.8, "institution:body"))
    mentions.extend(m for d in bare for m in describe_bare(d, words, known, around))
    return known, mentions


def _describe_owned(
    d: Description, words: Words, known: InstitutionEntities, around: Surroundings
) -> Iterator[MentionSpan]:
    """Mentions of a body or group whose state or place the text tells; several for several states."""
    place = _part_of_state(d, around) or _adjective_of_part(d, words)
    inside = all(d.first <= o.first < d.last for o in d.owners)
    kind: MentionKind = (
        "name" if d.institution.kind == "body" and (inside or is_title(words, d)) else "nominal"
    )
    told: set[str | None] = set()
    for owner in d.owners:
        entity = around.entity_at.get(owner.first)
        code = entity.country if entity is not None else None
        if code in told or (code is None and not place and len(d.owners) > 1):
            continue
        told.add(code)
        body = known.take(d.institution, code, place, name_unnamed(words, _noun_of(words, d)))
        if not place:
            noun = words.lower[_noun_of(words, d)]
            known.note(d.institution, Telling(body, d.first, words.sentence[d.first], noun))
        if code and body.country is None:
            body.settle_country(code, _method_of(d, owner, words), (owner.first, owner.last), 0.9)
        if kind == "name":
            body.names[words.slice(d.first, d.last)] += 1
        yield MentionSpan(body, d.first, d.last, kind, 0.88, "institution:country")


def _method_of(d: Description, owner: NameSpan, words: Words) -> CountryMethod:
    if owner.first > d.first:
        return "origin"
    return "genitive" if owner.last < len(words) and words.tag[owner.last] == "POS" else "adjective"


def _noun_of(words: Words, d: Description) -> int:
    """The head of a description ("residents" in "residents of London")."""
    last = d.last - 1
    for owner in d.owners:
        if d.first < owner.first < d.last:
            last = owner.first - 1
    while last > d.first and words.lower[last] in {"of", "in", "the"}:
        last -= 1
    return last


def _owner_body(description: Description, around: Surroundings) -> Entity | None:
    """The body whose people a description means ("Boko Haram militants", "EU leaders")."""
    for owner in description.owners:
        entity = around.entity_at.get(owner.first)
        if entity is not None and entity.type in {"organisation", "group"}:
            return entity
    return None


def _part_of_state(description: Description, around: Surroundings) -> str:
    """The province or city whose body is told ("the government of Ontario"); empty for a state's."""
    owner = around.entity_at.get(description.owners[0].first) if description.owners else None
    local = owner is not None and owner.type == "location" and description.institution.kind == "body"
    inside = any(description.first <= o.first < description.last for o in description.owners)
    capital = any(o.entry is not None and o.entry.kind == "capital" for o in description.owners)
    if capital and description.institution.canonical not in load_word_sets()["city_bodies"]:
        return ""  # "the Khartoum government" is the state's
    return owner.name if owner is not None and local and inside else ""


def _adjective_of_part(description: Description, words: Words) -> str:
    """The adjective of a part of a state that has bodies of its own ("the Scottish Parliament")."""
    for owner in description.owners:
        text = words.slice(owner.first, owner.last)
        if description.institution.kind == "body" and text in load_parts_of_states():
            return text
    return ""
