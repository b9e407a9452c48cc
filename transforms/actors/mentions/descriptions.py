"""Turn institutions and groups into entities and mentions, with their own country or the context's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.mentions import MentionKind
from transforms.actors.attributes.affiliation import CountryVotes
from transforms.actors.attributes.roles import Surroundings
from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.institutions import Description, is_acting
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.institution_table import Institution, load_institutions
from transforms.actors.words import Words

# Bodies that a text names without a country only where they are those of the country that it is about.
HOME_SECTORS = {"LEG", "JUD"}
# Plain names of bodies that are common words in lower case.
PLAIN_NAMES = {"House": "house of representatives", "Commons": "house of commons"}
STATE_SECTORS = {"GOV", "MIL", "COP", "JUD", "LEG"}
ARMED_SECTORS = {"REB", "UAF"}
CITY_BODIES = {"police", "court", "health department", "stock exchange"}
QUOTES = {"“", "”", '"', "'", "‘", "’", "``", "''"}
DEFINITE = {"the", "its", "their", "his", "her", "this", "these", "those"}


class InstitutionEntities:
    """The bodies and groups of one document, by canonical name and country."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[str, str | None, str], Entity] = {}
        self.latest: dict[str, Entity] = {}
        self.adopted: set[int] = set()

    def adopt(self, entities: Iterable[Entity], home: str | None) -> None:
        """Take up bodies that the model named by their plain noun ("the Senate"): they are the state's."""
        for entity in entities:
            inst = load_institutions().get(PLAIN_NAMES.get(entity.name, entity.name.lower()))
            if entity.type != "organisation" or entity.reference or inst is None or inst.kind != "body":
                continue
            if entity.method == "context":
                entity.country = home or entity.country
            if (inst.canonical, entity.country, "") in self.by_key:
                continue
            entity.name = name_institution(inst.canonical, entity.country)
            entity.sector = entity.sector or inst.sector or None
            self.by_key[inst.canonical, entity.country, ""] = entity
            self.latest.setdefault(inst.canonical, entity)
            self.adopted.add(id(entity))

    def fresh(self) -> list[Entity]:
        """The bodies that are not among the entities adopted."""
        return [e for e in self.by_key.values() if id(e) not in self.adopted]

    def find_army_home(self, inst: Institution) -> str | None:
        """Whose "the army" is: that of the one country whose forces the text has named."""
        if inst.sector != "MIL":
            return None
        homes = {e.country for e in self.by_key.values() if e.sector == "MIL" and e.method == "institution"}
        return next(iter(homes)) if len(homes) == 1 else None

    def take(
        self, canonical: str, kind: str, sector: str, code: str | None, confidence: float, place: str = ""
    ) -> Entity:
        """The entity of a body and its country (and province or city), made when it is new."""
        key = (canonical, code, place)
        entity = self.by_key.get(key)
        if entity is None:
            entity = Entity(
                "organisation" if kind == "body" else "group",
                country=code,
                sector=sector or None,
                name=f"{place} {canonical}" if place else name_institution(canonical, code),
                confidence=confidence,
                method="institution" if confidence > 0.8 else "context",
            )
            self.by_key[key] = entity
        self.latest[canonical] = entity if not place else self.latest.get(canonical, entity)
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
    found: Iterable[Description], words: Words, around: Surroundings, votes: CountryVotes
) -> tuple[list[Entity], list[MentionSpan]]:
    """Entities and mentions of the institutions of a document."""
    known = InstitutionEntities()
    named = {id(e): e for e in around.entity_at.values()}
    known.adopt(named.values(), votes.home())
    mentions: list[MentionSpan] = []
    bare: list[Description] = []
    listed = list(found)
    for d in listed:
        host = _owner_body(d, around)
        if host is not None:
            if d.institution.kind not in {"body", "owned"}:
                mentions.append(MentionSpan(host, d.first, d.last, "nominal", 0.8, "institution:body"))
            continue
        codes = _owner_codes(d, around)
        if not codes:
            bare.append(d)
            continue
        for code in codes:
            i = d.institution
            entity = known.take(i.canonical, i.kind, i.sector, code, 0.9, _part_of_state(d, around))
            inside = all(d.first <= o.first < d.last for o in d.owners)
            kind: MentionKind = "name" if i.kind == "body" and (inside or _is_title(words, d)) else "nominal"
            if kind == "name":
                entity.names[words.slice(d.first, d.last)] += 1
            mentions.append(MentionSpan(entity, d.first, d.last, kind, 0.88, "institution:country"))
    mentions.extend(m for d in bare for m in _describe_bare(d, words, known, votes, around))
    return known.fresh(), mentions


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
    if capital and description.institution.canonical not in CITY_BODIES:
        return ""  # "the Khartoum government" is the state's
    return owner.name if owner is not None and local and inside else ""


def _owner_codes(description: Description, around: Surroundings) -> list[str]:
    codes: list[str] = []
    for owner in description.owners:
        entity = around.entity_at.get(owner.first)
        code = entity.country if entity is not None else None
        if code and code not in codes:
            codes.append(code)
    return codes


def _article_before(words: Words, first: int) -> str:
    """The word before a body and the adjective in quotation marks that it may carry ("the “interim” ...")."""
    k = first - 1
    if k > 2 and words.text[k] in QUOTES and words.text[k - 2] in QUOTES:
        k -= 3
    return words.lower[k] if k >= 0 else ""


def _find_home(inst: Institution, token: int, votes: CountryVotes) -> str | None:
    """The country of a body or group that is told without one."""
    if inst.kind == "body" or inst.sector in STATE_SECTORS:
        return (votes.home() if inst.sector in HOME_SECTORS else None) or votes.around(token)
    return votes.around_crowd(token, inst.sector in ARMED_SECTORS)


def _describe_bare(
    d: Description, words: Words, known: InstitutionEntities, votes: CountryVotes, around: Surroundings
) -> Sequence[MentionSpan]:
    head, inst = d.last - 1, d.institution
    definite = _article_before(words, d.first) in DEFINITE
    plural = words.tag[head] in {"NNS", "NNPS"} or words.lower[head] in {"police", "opposition", "military"}
    if inst.kind == "body" and not (definite or plural or words.text[d.first][0].isupper()):
        return ()
    if inst.kind == "owned":
        return ()
    if inst.kind == "crowd" and not is_acting(words, head):
        return ()
    before = words.lower[d.first - 1] if d.first else ""
    if before in {"a", "an", "no", "any", "both", "social", "two"}:
        return ()
    if before == "-" and words.end[d.first - 1] == words.start[d.first]:
        return ()
    kind: MentionKind = "name" if inst.kind == "body" and _is_title(words, d) else "nominal"
    entity = known.latest.get(inst.canonical)
    if entity is not None:
        if kind == "name":
            entity.names[words.slice(d.first, d.last)] += 1
        return (MentionSpan(entity, d.first, d.last, kind, 0.75, "institution:same"),)
    is_free = inst.sector == "REB" and d.first - 1 not in around.entity_at  # not "anti-Taliban fighters"
    host = _only_rebels(around) if is_free else None
    if host is not None:
        return (MentionSpan(host, d.first, d.last, "nominal", 0.6, "institution:rebels"),)
    code = known.find_army_home(inst) or _find_home(inst, d.first, votes)
    entity = known.take(inst.canonical, inst.kind, inst.sector, code, 0.55 if code else 0.5)
    if kind == "name":
        entity.names[words.slice(d.first, d.last)] += 1
    return (MentionSpan(entity, d.first, d.last, kind, 0.6, "institution:context"),)
