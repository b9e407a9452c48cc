"""Bodies of one document: short forms, abbreviations, words in another order."""

from __future__ import annotations

import re
from collections import defaultdict

from transforms.actors.entities import Entity
from transforms.lexicon.small_words import load_small_words
from transforms.lexicon.spelling import fold, initials

ACRONYM = re.compile(r"[A-Z][A-Za-z.&-]{1,9}")


def merge_bodies(entities: list[Entity], known: list[Entity]) -> list[Entity]:
    """Short forms and abbreviations join the only longer name that they fit."""
    bodies = [e for e in entities if e.type == "organisation"]
    out = [e for e in entities if e.type != "organisation"]
    kept: list[Entity] = []
    for entity in sorted(bodies, key=lambda e: -len(fold(e.name))):
        host = _find_host(entity, kept, known)
        if host is None:
            kept.append(entity)
        else:
            host.absorb(entity)
    return out + kept


def _find_host(entity: Entity, kept: list[Entity], known: list[Entity]) -> Entity | None:
    """The one body that a name is a short form or the initials of."""
    name = fold(entity.name)
    hosts = [h for h in (*kept, *known) if _begins(h, name)]
    if not hosts and " " not in name and len(name) > 3:
        hosts = [h for h in kept if any(fold(full).endswith(" " + name) for full in h.names)]
    if len(hosts) != 1 and ACRONYM.fullmatch(entity.name) and entity.name.upper() == entity.name:
        hosts = [h for h in (*kept, *known) if initials(h.name) == name.replace(".", "")]
    return hosts[0] if len(hosts) == 1 else None


def _begins(host: Entity, name: str) -> bool:
    """Whether a body's name in the document starts with a shorter one ("Ford", "Ford Motor Company")."""
    return any(fold(full).startswith(name + " ") for full in host.names)


def settle_firms(entities: list[Entity]) -> None:
    """A lone word that the model takes for a person is the firm whose name it starts, if nobody bears it."""
    surnames = {fold(e.name).split()[-1] for e in entities if e.type == "person" and " " in fold(e.name)}
    firms = [fold(e.name) for e in entities if e.type == "organisation"]
    for entity in entities:
        name = fold(entity.name)
        starts = sum(firm.startswith(name + " ") for firm in firms)
        if entity.type == "person" and " " not in name and name not in surnames and starts == 1:
            entity.type = "organisation"


def merge_reordered(entities: list[Entity], known: list[Entity]) -> list[Entity]:
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
    return frozenset(word.rstrip("s") for word in fold(name).split() if word not in load_small_words())
