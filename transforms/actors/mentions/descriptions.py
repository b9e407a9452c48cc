"""Turn institutions and groups into entities and mentions, with the country that the text says or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from schemas.document_actors import CountryMethod
from schemas.mentions import MentionKind
from transforms.actors.attributes.country_evidence import Evidence, find_ground
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.institutions import Description, is_acting
from transforms.actors.mentions.unnamed_names import name_unnamed
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.institution_table import Institution, load_institutions
from transforms.actors.reference.tables import read_table
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words

QUOTES = {"“", "”", '"', "'", "‘", "’", "``", "''"}


@lru_cache(maxsize=1)
def load_parts_of_states() -> dict[str, str]:
    """Parts of states by adjective."""
    return {row["adjective"]: row["place"] for row in read_table("parts_of_states.csv")}


@lru_cache(maxsize=1)
def load_plain_names() -> dict[str, str]:
    """Phrases of the table of institutions by names that are common words in lower case."""
    return {row["name"]: row["phrase"] for row in read_table("plain_names.csv")}


class InstitutionEntities:
    """The bodies and groups of one document, by canonical name, country and place."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[str, str | None, str], Entity] = {}
        self.latest: dict[str, Entity] = {}
        self.adopted: set[int] = set()

    def adopt(self, entities: Iterable[Entity]) -> None:
        """Take up bodies that the model named by their plain noun ("the Senate")."""
        for entity in entities:
            inst = load_institutions().get(load_plain_names().get(entity.name, entity.name.lower()))
            if entity.type != "organisation" or entity.reference or inst is None or inst.kind != "body":
                continue
            if (inst.canonical, entity.country, "") in self.by_key:
                continue
            if entity.country:
                entity.name = name_institution(inst.canonical, entity.country)
            else:
                entity.canonical, entity.is_named, entity.is_shared = inst.canonical, False, False
            entity.sector = entity.sector or inst.sector or None
            self.by_key[inst.canonical, entity.country, ""] = entity
            self.latest.setdefault(inst.canonical, entity)
            self.adopted.add(id(entity))

    def fresh(self) -> list[Entity]:
        """The bodies that are not among the entities adopted."""
        return [e for e in self.by_key.values() if id(e) not in self.adopted]

    def find_army(self, inst: Institution) -> Entity | None:
        """Whose "the army" is: that of the one country whose forces the text has named."""
        if inst.sector != "MIL":
            return None
        named = [e for e in self.by_key.values() if e.sector == "MIL" and e.country]
        return named[-1] if len({e.country for e in named}) == 1 else None

    def take(self, inst: Institution, code: str | None, place: str, unnamed: str) -> Entity:
        """The entity of a body and its country (and province or city), made when it is new.

        A group, or a body of which nothing tells whose it is, is called by `unnamed`, the words of the text.
        """
        key = (inst.canonical, code, place)
        entity = self.by_key.get(key)
        if entity is None:
            is_body = inst.kind == "body"
            is_named = is_body and bool(code or place)
            own = f"{place} {inst.canonical}" if place else name_institution(inst.canonical, code)
            entity = Entity(
                "organisation" if is_body else "group",
                sector=inst.sector or None,
                name=own if is_named else unnamed,
                confidence=0.9 if code else 0.5,
                method="institution",
                canonical=inst.canonical,
                is_named=is_named,
                is_shared=is_named,
            )
            self.by_key[key] = entity
        self.latest[inst.canonical] = entity if not place else self.latest.get(inst.canonical, entity)
        return entity


def name_institution(canonical: str, code: str | None) -> str:
    """The name of a state's body: "Israeli army", "US government"; the plain noun without a country."""
    country = load_countries().get(code or "")
    if country is None:
        return canonical[0].upper() + canonical[1:]
    adjective = {"USA": "US", "COD": "Congolese", "PHL": "Philippine"}.get(country.code)
    adjective = adjective or (country.adjectives[0] if country.adjectives else f"{country.name}'s")
    return f"{adjective} {canonical}"


def describe_institutions(
    found: Iterable[Description], words: Words, around: Surroundings
) -> tuple[list[Entity], list[MentionSpan]]:
    """Entities and mentions of the institutions of a document."""
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
    mentions.extend(m for d in bare for m in _describe_bare(d, words, known, around))
    return known.fresh(), mentions


def _describe_owned(
    d: Description, words: Words, known: InstitutionEntities, around: Surroundings
) -> Iterator[MentionSpan]:
    """Mentions of a body or group whose state or place the text tells; several for several states."""
    place = _part_of_state(d, around) or _adjective_of_part(d, words)
    inside = all(d.first <= o.first < d.last for o in d.owners)
    kind: MentionKind = (
        "name" if d.institution.kind == "body" and (inside or _is_title(words, d)) else "nominal"
    )
    told: set[str | None] = set()
    for owner in d.owners:
        entity = around.entity_at.get(owner.first)
        code = entity.country if entity is not None else None
        if code in told or (code is None and not place and len(d.owners) > 1):
            continue
        told.add(code)
        body = known.take(d.institution, code, place, name_unnamed(words, _noun_of(words, d)))
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


def _only_rebels(around: Surroundings) -> Entity | None:
    """The armed group of which a text tells, if it names one alone: "the militants" are its."""
    bodies = {id(e): e for e in around.entity_at.values() if e.sector == "REB" and e.type != "person"}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _owner_body(description: Description, around: Surroundings) -> Entity | None:
    """The body whose people a description means ("Boko Haram militants", "EU leaders")."""
    for owner in description.owners:
        entity = around.entity_at.get(owner.first)
        if entity is not None and entity.type in {"organisation", "group"}:
            return entity
    return None


def _is_title(words: Words, d: Description) -> bool:
    """Whether a body is written as a name ("the Foreign Ministry", "Parliament")."""
    capital = [
        words.text[i][0].isupper()
        for i in range(d.first, d.last)
        if words.lower[i] not in {"of", "the", "and"}
    ]
    return all(capital) and (len(capital) > 1 or not words.sentence_start(d.first))


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


def _article_before(words: Words, first: int) -> str:
    """The word before a body and the adjective in quotation marks that it may carry ("the “interim” ...")."""
    k = first - 1
    if k > 2 and words.text[k] in QUOTES and words.text[k - 2] in QUOTES:
        k -= 3
    return words.lower[k] if k >= 0 else ""


def _is_party(d: Description, words: Words) -> bool:
    """Whether a noun without an owner means somebody: a definite body, people who act."""
    head, inst, sets = d.last - 1, d.institution, load_word_sets()
    definite = _article_before(words, d.first) in sets["definite"]
    plural = words.tag[head] in {"NNS", "NNPS"} or words.lower[head] in sets["plural_bodies"]
    if inst.kind == "body" and not (definite or plural or words.text[d.first][0].isupper()):
        return False
    if inst.kind == "owned" or (inst.kind == "crowd" and not is_acting(words, head)):
        return False
    before = words.lower[d.first - 1] if d.first else ""
    return before not in sets["indefinite"] and not (
        before == "-" and words.end[d.first - 1] == words.start[d.first]
    )


def _describe_bare(
    d: Description, words: Words, known: InstitutionEntities, around: Surroundings
) -> Sequence[MentionSpan]:
    inst = d.institution
    if not _is_party(d, words):
        return ()
    kind: MentionKind = "name" if inst.kind == "body" and _is_title(words, d) else "nominal"
    ground = find_ground(words, d.last - 1, inst.canonical, around)
    entity = _find_told(inst, ground, known)
    method, confidence = "institution:same", 0.75
    if entity is None:
        is_free = inst.sector == "REB" and d.first - 1 not in around.entity_at  # not "anti-Taliban fighters"
        host = _only_rebels(around) if is_free else None
        if host is not None:
            return (MentionSpan(host, d.first, d.last, "nominal", 0.6, "institution:rebels"),)
        army = known.find_army(inst) if ground is None else None
        if army is not None and army.country and army.country_at:
            ground = Evidence(army.country, army.country_method or "adjective", *army.country_at, 0.75)
        code = ground.country if ground is not None else None
        entity = known.take(inst, code, "", name_unnamed(words, d.last - 1))
        method, confidence = "institution:bare", 0.6
    if ground is not None and entity.country is None:
        entity.settle_country(ground.country, ground.method, (ground.first, ground.last), ground.confidence)
    if kind == "name":
        entity.names[words.slice(d.first, d.last)] += 1
    return (MentionSpan(entity, d.first, d.last, kind, confidence, method),)


def _find_told(inst: Institution, ground: Evidence | None, known: InstitutionEntities) -> Entity | None:
    """The body or group told before that a bare noun means, unless its own words say another country."""
    told = known.latest.get(inst.canonical)
    if told is not None and ground is not None and told.country not in {None, ground.country}:
        return None
    return told
