"""Merge the names of one document: an entity is everything that the document calls by one actor's name."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import get_args

from schemas.document_actors import ActorType
from transforms.actors.entities import Entity, reference_id
from transforms.actors.grouping.merge_bodies import merge_bodies, merge_reordered, settle_firms
from transforms.actors.grouping.merge_persons import adopt_known_persons, merge_persons, settle_surnames
from transforms.actors.name_spans import NameSpan
from transforms.actors.names.reader_states import StatePool
from transforms.actors.names.type_judge import judge_types
from transforms.actors.names.types import settle_type
from transforms.actors.reference.gazetteer import Entry, load_entries
from transforms.actors.reference.places import strip_generic
from transforms.actors.words import Words
from transforms.lexicon.patterns import load_pattern
from transforms.lexicon.spelling import fold

ACTOR_TYPES: dict[str, ActorType] = {t: t for t in get_args(ActorType)}
LEGAL_FORM = load_pattern("actors", "legal_form")
ACRONYM = re.compile(r"[A-Z][A-Za-z.&-]{1,9}")


def gather_names(spans: list[NameSpan], words: Words) -> tuple[list[Entity], list[Entity]]:
    """One entity for each name of the tables, and for each other name, of the type that the rules say."""
    known: dict[str, Entity] = {}
    unknown: dict[tuple[str, str], Entity] = {}
    for span in spans:
        text = words.slice(span.first, span.last)
        entry = span.entry or _known_firm(span, text)
        if entry is not None:
            key = reference_id(entry)
            entity = known.get(key)
            if entity is None:
                entity = known[key] = Entity(
                    entry.type,
                    country=entry.country,
                    sector=entry.sector,
                    reference=key,
                    name=entry.name,
                    confidence=0.97,
                    method=span.method,
                )
            entity.add(span, text)
            continue
        if span.type in {"group", "product"}:
            continue
        fam = "place" if span.type == "location" else span.type
        full = span.alias or text
        folded = strip_generic(fold(full)) if fam == "place" else fold(full)
        entity = unknown.setdefault(
            (fam, folded), Entity(ACTOR_TYPES[span.type], name=full, method=span.method)
        )
        entity.add(span, text)
    for entity in unknown.values():
        entity.name = _choose_spelling(entity)
        settle_type(entity, words)
    return list(known.values()), settle_types(list(unknown.values()))


def _choose_spelling(entity: Entity) -> str:
    """The name, or as the text writes it outside of headlines in capitals or in lower case."""
    if not (entity.name.isupper() or entity.name.islower()):
        return entity.name
    mixed = [n for n in entity.names if fold(n) == fold(entity.name) and not (n.isupper() or n.islower())]
    return max(mixed, key=lambda n: entity.names[n], default=entity.name)


def group_names(spans: list[NameSpan], words: Words, pool: StatePool) -> list[Entity]:
    """Entities in order of their first name; `pool` gives the reader's states at names."""
    known, names = gather_names(spans, words)
    merged = judge_types(names, known, words, pool)
    persons = [e for e in known if e.type == "person"]
    bodies = [e for e in known if e.type in {"organisation", "group"}]
    merged = settle_surnames(merged, persons)
    settle_firms(merged)
    merged = merge_persons(merged, persons, words)
    merged = merge_bodies(merged, bodies)
    merged = merge_reordered(merged, bodies)
    everything = [*known, *merged]
    adopt_known_persons(everything)
    return sorted(everything, key=lambda e: min(s.first for s in e.spans))


def _known_firm(span: NameSpan, text: str) -> Entry | None:
    """The firm of the tables that a name with a legal form means ("Apple Inc.")."""
    if span.type != "organisation" or " " not in text:
        return None
    plain = LEGAL_FORM.sub("", text)
    entry = load_entries().get(plain) if plain != text else None
    return entry if entry is not None and entry.kind == "body" else None


def settle_types(entities: list[Entity]) -> list[Entity]:
    """One type for one name: the majority of its occurrences."""
    by_name: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        by_name[fold(entity.name)].append(entity)
    out = []
    for same in by_name.values():
        same.sort(key=lambda e: (-len(e.spans), e.type))
        first = same[0]
        for other in same[1:]:
            first.absorb(other)
        out.append(first)
    return out
