"""Find the actors of a parsed document, every mention of them, and their roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.actor_roles import ActorRole
from schemas.document_actors import DocumentActor
from schemas.identifiers import make_id
from schemas.mentions import Mention
from transforms.actors.attributes.affiliation import assign_countries
from transforms.actors.attributes.roles import RoleFinding, find_roles
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import PEOPLE_KINDS, Entity, shorten_document_id, slug
from transforms.actors.findings import ActorFindings
from transforms.actors.grouping.group_names import group_names
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.descriptions import describe_institutions
from transforms.actors.mentions.home_state import settle_home, settle_setting
from transforms.actors.mentions.institution_entities import InstitutionEntities
from transforms.actors.mentions.institutions import drop_nested, find_institutions
from transforms.actors.mentions.nominals import find_nominals
from transforms.actors.mentions.possessed import settle_possessed
from transforms.actors.mentions.speaking_people import find_speaking_people
from transforms.actors.name_spans import NameSpan
from transforms.actors.names.find import find_name_spans
from transforms.actors.names.reader_states import read_states
from transforms.actors.pronouns.find import find_pronouns
from transforms.actors.words import Words, list_words
from transforms.language.parsed_document import ParsedDocument


@dataclass(frozen=True, slots=True, eq=False)
class ToldActors:
    """The actors of a document with the mentions that are no pronouns, roles, and bodies told by a noun."""

    words: Words
    entities: list[Entity]
    mentions: list[MentionSpan]
    roles: list[RoleFinding]
    bodies: InstitutionEntities


def find_actors(parsed: ParsedDocument) -> ActorFindings:
    """Actors, mentions and roles of one document; actor columns hold the `entity_key`."""
    told = tell_actors(parsed)
    words = told.words
    groups, pronouns = find_pronouns(words, told.mentions)
    bodies, settled = settle_possessed(words, told.mentions, pronouns, told.bodies)
    entities, mentions = [*told.entities, *groups, *bodies], [*settled, *pronouns]
    name_keys(entities, parsed.document_id)
    return ActorFindings(
        actors=_actor_rows(parsed, words, entities, mentions),
        mentions=_mention_rows(parsed, words, mentions),
        roles=tuple(_role_row(parsed, words, r) for r in told.roles),
    )


def tell_actors(parsed: ParsedDocument) -> ToldActors:
    """Everything but the pronouns, which are resolved to these."""
    words = list_words(parsed)
    spans = find_name_spans(parsed, words)
    described = drop_nested(find_institutions(words, spans))
    replaced = {i for d in described for i in range(d.first, d.last)}
    owners = {o.first for d in described for o in d.owners}
    spans = [s for s in spans if _is_apart(s, replaced, owners)]
    entities = group_names(spans, words, read_states(parsed, words))
    around = Surroundings(entities)
    roles = find_roles(entities, words, around)
    votes = assign_countries(entities, roles, words, around)
    known, mentions = describe_institutions(described, words, around)
    bodies = known.fresh()
    settle_home(entities, [*(e for e in entities if e.canonical), *bodies], roles, votes)
    settle_setting([*entities, *bodies], votes)
    offices, nominals = find_nominals(words, entities, roles, around, votes)
    entities = [*entities, *bodies, *offices]
    attributive = {i for d in described for i in range(d.first, d.last)}
    mentions = [*(m for e in entities for m in _name_mentions(e, words, attributive)), *mentions, *nominals]
    groups, speaking = find_speaking_people(words, entities, mentions, around)
    return ToldActors(words, [*entities, *groups], [*mentions, *speaking], list(roles), known)


def name_keys(entities: Iterable[Entity], document_id: str) -> None:
    """Give each entity a readable key, unique in the document; unnamed ones one of this document alone."""
    used: set[str] = set()
    for entity in entities:
        key = entity.reference or f"{entity.type}/{slug(entity.name)}"
        if not entity.is_shared and entity.reference is None:
            key = f"{key}-{shorten_document_id(document_id)}"
        number, unique = 2, key
        while unique in used:
            unique, number = f"{key}-{number}", number + 1
        used.add(unique)
        entity.key = unique
        if not entity.is_shared:
            entity.reference = unique


def _is_apart(span: NameSpan, replaced: set[int], owners: set[int]) -> bool:
    """Whether a name is more than the words of a body that is told by a common noun ("Nigerian Army")."""
    return (
        span.entry is not None
        or span.first in owners
        or not replaced.issuperset(range(span.first, span.last))
    )


def _name_mentions(entity: Entity, words: Words, attributive: set[int]) -> Iterable[MentionSpan]:
    for span in entity.spans:
        nominal = span.entry is not None and span.entry.kind in PEOPLE_KINDS
        if entity.type == "country" and span.first in attributive and span.last < len(words):
            # "the US military" names the military; "Kenya's army" names Kenya as well
            nominal = nominal or (
                words.tag[span.last] != "POS" and words.lower[span.first - 1] not in {"of", "in", "the"}
            )
        confidence = 0.85 if span.entry is None else 0.8 if span.method.startswith("metonym") else 0.96
        yield MentionSpan(
            entity, span.first, span.last, "nominal" if nominal else "name", confidence, span.method
        )


def _mention_rows(
    parsed: ParsedDocument, words: Words, mentions: Iterable[MentionSpan]
) -> tuple[Mention, ...]:
    rows: dict[str, Mention] = {}
    for m in mentions:
        start, end = words.start[m.first], words.end[m.last - 1]
        mention_id = make_id("mn", parsed.document_id, start, end, m.entity.key)
        row = Mention(
            mention_id=mention_id,
            actor_id=m.entity.key,
            document_id=parsed.document_id,
            sentence_no=max(0, words.sentence[m.first]),
            char_start=start,
            char_end=end,
            text=parsed.text[start:end],
            kind=m.kind,
            confidence=m.confidence,
            method=m.method,
        )
        rows.setdefault(mention_id, row)
    return tuple(sorted(rows.values(), key=lambda m: (m.char_start, m.char_end, m.actor_id)))


def _actor_rows(
    parsed: ParsedDocument, words: Words, entities: Sequence[Entity], mentions: Sequence[MentionSpan]
) -> tuple[DocumentActor, ...]:
    counts = Counter(m.entity.key for m in mentions)
    evidence = _CountryMentions(parsed.document_id, words, mentions)
    return tuple(
        DocumentActor(
            document_id=parsed.document_id,
            entity_key=e.key,
            actor_id=e.key,
            name=e.name,
            type=e.type,
            country_code=e.country,
            country_method=e.country_method,
            country_mention_id=evidence.find_mention(e),
            sector=e.sector,
            latitude=e.latitude,
            longitude=e.longitude,
            reference_id=e.reference,
            is_named=e.is_named,
            link_method=None,
            link_confidence=None,
            names=tuple(sorted(e.names)),
            mention_count=counts[e.key],
            confidence=e.confidence,
            method=e.method,
        )
        for e in entities
        if counts[e.key]
    )


class _CountryMentions:
    """The mentions of one document by their tokens, to find those that say a country."""

    def __init__(self, document_id: str, words: Words, mentions: Sequence[MentionSpan]) -> None:
        self._document_id, self._words = document_id, words
        self._at: dict[int, MentionSpan] = {}
        self._own: dict[str, MentionSpan] = {}
        for m in mentions:
            if m.kind != "pronoun":
                self._own.setdefault(m.entity.key, m)
                for i in range(m.first, m.last):
                    if i not in self._at or m.last - m.first < self._at[i].last - self._at[i].first:
                        self._at[i] = m

    def find_mention(self, entity: Entity) -> str | None:
        """The id of the mention that says an entity's country: the shortest there, else its own first."""
        if entity.country is None:
            return None
        told = self._at.get(entity.country_at[0]) if entity.country_at is not None else None
        m = told or self._own.get(entity.key)
        if m is None:
            return None
        start, end = self._words.start[m.first], self._words.end[m.last - 1]
        return make_id("mn", self._document_id, start, end, m.entity.key)


def _role_row(parsed: ParsedDocument, words: Words, role: RoleFinding) -> ActorRole:
    start, end = words.start[role.first], words.end[role.last - 1]
    of = role.of.key if role.of is not None else None
    return ActorRole(
        role_id=make_id("rl", parsed.document_id, start, end, role.person.key, role.role),
        actor_id=role.person.key,
        role=role.role,
        of_actor_id=of,
        is_current=role.is_current,
        standing=role.standing,
        document_id=parsed.document_id,
        sentence_no=max(0, words.sentence[role.first]),
        char_start=start,
        char_end=end,
        text=parsed.text[start:end],
        seen_on=parsed.published_on,
    )
