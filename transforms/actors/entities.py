"""Merge the names of one document: an entity is everything that the document calls by one actor's name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import get_args

from schemas.document_actors import ActorType
from transforms.actors.gazetteer import Entry, load_entries, load_surnames, plain_letters
from transforms.actors.known_persons import find_known_person
from transforms.actors.name_spans import NameSpan
from transforms.actors.places import load_places, strip_generic
from transforms.actors.spelling import SMALL_WORDS, fold, initials
from transforms.actors.tables import read_words
from transforms.actors.words import Words

ACTOR_TYPES: dict[str, ActorType] = {t: t for t in get_args(ActorType)}
STATE_KINDS = {"country", "adjective", "demonym"}
LEGAL_FORM = re.compile(
    r"(?:,? (?:Inc|Corp|Co|Ltd|Plc|plc|PLC|LLC|AG|SA|S\.A|NV|N\.V|SpA|GmbH"
    r"|Corporation|Company|Limited|Group|Holdings?)\b\.?)+$"
)
ACRONYM = re.compile(r"[A-Z][A-Za-z.&-]{1,9}")


@dataclass(slots=True)
class Entity:
    """An actor of the document while it is being built."""

    type: ActorType
    spans: list[NameSpan] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    country: str | None = None
    sector: str | None = None
    reference: str | None = None
    name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    confidence: float = 0.8
    method: str = "ner"
    key: str = ""
    is_stateless: bool = False

    def add(self, span: NameSpan, text: str) -> None:
        """Take up a name span."""
        self.spans.append(span)
        if span.entry is None or span.entry.kind not in {"adjective", "demonym"}:
            self.names[text] += 1

    def absorb(self, other: Entity) -> None:
        """Take up another entity's names; what is known of this one stays."""
        self.spans.extend(other.spans)
        self.names.update(other.names)
        self.country = self.country or other.country
        self.sector = self.sector or other.sector
        self.reference = self.reference or other.reference


def group_names(spans: list[NameSpan], words: Words) -> list[Entity]:
    """Entities in order of their first name."""
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
        settle_place(entity, words)
    merged = _settle_types(list(unknown.values()))
    merged = _persons_by_surname(merged, [e for e in known.values() if e.type == "person"])
    merged = _merge_persons(merged, [e for e in known.values() if e.type == "person"])
    merged = _merge_bodies(merged, [e for e in known.values() if e.type in {"organisation", "group"}])
    merged = _merge_reordered(merged, [e for e in known.values() if e.type in {"organisation", "group"}])
    everything = [*known.values(), *merged]
    adopt_known_persons(everything)
    return sorted(everything, key=lambda e: min(s.first for s in e.spans))


def _known_firm(span: NameSpan, text: str) -> Entry | None:
    """The firm of the tables that a name with a legal form means ("Apple Inc.")."""
    if span.type != "organisation" or " " not in text:
        return None
    plain = LEGAL_FORM.sub("", text)
    entry = load_entries().get(plain) if plain != text else None
    return entry if entry is not None and entry.kind == "body" else None


def reference_id(entry: Entry) -> str:
    """The id of a table's entry: `country/RUS`, `organisation/nato`, `person/vladimir-putin`."""
    return f"country/{entry.country}" if entry.kind in STATE_KINDS else f"{entry.type}/{slug(entry.name)}"


def slug(name: str) -> str:
    """A readable key part: lower-case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "unnamed"


def settle_place(entity: Entity, words: Words) -> None:
    """What the text only is "in" is a place if the table of cities has it; "near" is enough."""
    if entity.type == "location":
        return
    prepositions = {words.lower[s.first - 1] for s in entity.spans if s.first}
    if not prepositions or not prepositions <= {
        "in",
        "near",
        "outside",
        "around",
        "towards",
        "toward",
        "from",
    }:
        return
    if fold(entity.name) in load_places() or (
        prepositions & {"near", "outside", "towards"} and entity.type != "person"
    ):
        entity.type, entity.method = "location", "preposition"


def _settle_types(entities: list[Entity]) -> list[Entity]:
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


def adopt_known_persons(entities: list[Entity]) -> None:
    """A lone surname ("Putin said") is the only person of the tables whose country the document names."""
    told = {e.country for e in entities if e.country and e.type in {"country", "location"}}
    taken = {e.reference for e in entities}
    for entity in entities:
        if entity.type != "person" or entity.reference is not None:
            continue
        if " " in entity.name.strip():
            entry = find_known_person(entity.name)
            if entry is not None and reference_id(entry) not in taken:
                _take_reference(entity, entry, 0.93, "gazetteer:spelling")
                taken.add(entity.reference)
            continue
        known = load_surnames().get(entity.name) or load_surnames().get(plain_letters(entity.name)) or ()
        fitting = [e for e in known if e.country in told]
        if not fitting and entity.name in read_words("famous_surnames.txt"):
            fitting = list(known[:1])
        if len(fitting) == 1 and f"person/{slug(fitting[0].name)}" not in taken:
            _take_reference(entity, fitting[0], 0.88, "gazetteer:surname")


def _take_reference(entity: Entity, entry: Entry, confidence: float, method: str) -> None:
    entity.reference, entity.name = reference_id(entry), entry.name
    entity.country, entity.sector = entry.country, entry.sector
    entity.confidence, entity.method = confidence, method


def _persons_by_surname(entities: list[Entity], known: list[Entity]) -> list[Entity]:
    """A single word that is the surname of a person named in full is that person, whatever the model says."""
    full = [e for e in (*known, *entities) if e.type == "person"]
    surnames = {fold(n).split()[-1] for e in full for n in (*e.names, e.name) if " " in fold(n)}
    for entity in entities:
        if entity.type != "person" and fold(entity.name) in surnames:
            entity.type = "person"
    return entities


def _merge_persons(entities: list[Entity], known: list[Entity]) -> list[Entity]:
    persons = [e for e in entities if e.type == "person"]
    rest = [e for e in entities if e.type != "person"]
    full = [e for e in (*known, *persons) if len(fold(e.name).split()) > 1]
    out = list(rest)
    for entity in persons:
        target = _find_person(entity, [f for f in full if f is not entity])
        if target is None:
            out.append(entity)
        else:
            target.absorb(entity)
    return out


def _find_person(entity: Entity, full: list[Entity]) -> Entity | None:
    parts = fold(entity.name).split()
    hits = []
    for other in full:
        names = {fold(n) for n in (*other.names, other.name)}
        longest = max((n.split() for n in names), key=len)
        if len(longest) <= len(parts):
            continue
        if len(parts) == 1 and (parts[0] == longest[-1] or parts[0] == longest[0]):
            hits.append((parts[0] == longest[-1], other))
        elif parts == longest[-len(parts) :]:
            hits.append((True, other))
        elif parts == longest[: len(parts)]:
            hits.append((False, other))
        elif len(parts) > 1 and parts[-1] == longest[-1] and parts[0][0] == longest[0][0]:
            hits.append((True, other))
    best = [o for last, o in hits if last] or [o for _, o in hits]
    return best[0] if len(best) == 1 else None


def _merge_reordered(entities: list[Entity], known: list[Entity]) -> list[Entity]:
    """Names of the same words in another order are one body: "Union of States" and "State Union"."""
    hosts: dict[frozenset[str], list[Entity]] = defaultdict(list)
    for entity in (*known, *(e for e in entities if e.type == "organisation")):
        for bag in {_bag(name) for name in (entity.name, *entity.names)}:
            hosts[bag].append(entity)
    out = []
    for entity in entities:
        bag = _bag(entity.name)
        target = (
            [h for h in hosts.get(bag, ()) if h is not entity]
            if len(bag) > 1 and entity.type != "person"
            else []
        )
        if len(target) == 1 and target[0] in known:
            target[0].absorb(entity)
        else:
            out.append(entity)
    return out


def _bag(name: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in fold(name).split() if word not in SMALL_WORDS)


def _merge_bodies(entities: list[Entity], known: list[Entity]) -> list[Entity]:
    bodies = [e for e in entities if e.type == "organisation"]
    out = [e for e in entities if e.type != "organisation"]
    longest_first = sorted(bodies, key=lambda e: -len(fold(e.name)))
    kept: list[Entity] = []
    for entity in longest_first:
        name = fold(entity.name)
        target = None
        hosts = [h for h in kept if fold(h.name).startswith(name + " ")]
        if len(hosts) == 1:
            target = hosts[0]
        elif ACRONYM.fullmatch(entity.name) and entity.name.upper() == entity.name:
            named = [h for h in (*kept, *known) if initials(h.name) == name.replace(".", "")]
            target = named[0] if len(named) == 1 else None
        if target is None:
            kept.append(entity)
        else:
            target.absorb(entity)
    return out + kept
