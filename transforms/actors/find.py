"""Find the actors of a parsed document, every mention of them, and their roles."""

from __future__ import annotations

from schemas.document_actors import DocumentActor
from schemas.identifiers import make_id
from schemas.mentions import Mention
from transforms.actors.affiliation import assign_countries
from transforms.actors.entities import Entity, group_names, slug
from transforms.actors.findings import ActorFindings
from transforms.actors.names import find_name_spans
from transforms.actors.words import Words, list_words
from transforms.language.parsed_document import ParsedDocument

NOMINAL_KINDS = {"adjective", "demonym"}


def find_actors(parsed: ParsedDocument) -> ActorFindings:
    """Actors, mentions and roles of one document; actor columns hold the `entity_key`."""
    words = list_words(parsed)
    spans = find_name_spans(parsed, words)
    entities = group_names(spans, words)
    assign_countries(entities, words)
    name_keys(entities)
    mentions = [m for e in entities for m in _name_mentions(parsed, words, e)]
    actors = tuple(_as_row(parsed, e, mentions) for e in entities)
    return ActorFindings(
        actors, tuple(sorted(mentions, key=lambda m: (m.char_start, m.char_end, m.actor_id))), ()
    )


def name_keys(entities: list[Entity]) -> None:
    """Give each entity a readable key, unique in the document."""
    used: set[str] = set()
    for entity in entities:
        key = entity.reference or f"{entity.type}/{slug(entity.name)}"
        number, unique = 2, key
        while unique in used:
            unique, number = f"{key}-{number}", number + 1
        used.add(unique)
        entity.key = unique


def _name_mentions(parsed: ParsedDocument, words: Words, entity: Entity) -> list[Mention]:
    out = []
    for span in entity.spans:
        start, end = words.start[span.first], words.end[span.last - 1]
        nominal = span.entry is not None and span.entry.kind in NOMINAL_KINDS
        out.append(
            Mention(
                mention_id=make_id("mn", parsed.document_id, start, end, entity.key),
                actor_id=entity.key,
                document_id=parsed.document_id,
                sentence_no=parsed.sentence_no_at(start),
                char_start=start,
                char_end=end,
                text=parsed.text[start:end],
                kind="nominal" if nominal else "name",
                confidence=0.95 if span.entry else 0.85,
                method=span.method,
            )
        )
    return out


def _as_row(parsed: ParsedDocument, entity: Entity, mentions: list[Mention]) -> DocumentActor:
    return DocumentActor(
        document_id=parsed.document_id,
        entity_key=entity.key,
        actor_id=entity.key,
        name=entity.name,
        type=entity.type,
        country_code=entity.country,
        sector=entity.sector,
        latitude=entity.latitude,
        longitude=entity.longitude,
        reference_id=entity.reference,
        names=tuple(sorted(entity.names)),
        mention_count=sum(m.actor_id == entity.key for m in mentions),
        confidence=entity.confidence,
        method=entity.method,
    )
