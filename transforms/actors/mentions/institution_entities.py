"""The bodies and groups of one document that common nouns tell, and where each was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from transforms.actors.entities import Entity
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.institution_table import Institution, load_institutions
from transforms.actors.reference.tables import read_table


@lru_cache(maxsize=1)
def load_plain_names() -> dict[str, str]:
    """Phrases of the table of institutions by names that are common words in lower case."""
    return {row["name"]: row["phrase"] for row in read_table("plain_names.csv")}


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A noun in a sentence that tells an entity; `is_apart`: as others than those plainly called so."""

    entity: Entity
    first: int
    sentence: int = -1
    noun: str = ""
    is_apart: bool = False


class InstitutionEntities:
    """The bodies and groups of one document, by canonical name, country and what else tells them apart."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[str, str | None, str], Entity] = {}
        self.adopted: set[int] = set()
        self._told: dict[str, list[Telling]] = {}

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
            for span in entity.spans:
                self.note(inst, Telling(entity, span.first))
            self.adopted.add(id(entity))

    def fresh(self) -> list[Entity]:
        """The bodies that are not among the entities adopted."""
        return [e for e in self.by_key.values() if id(e) not in self.adopted]

    def note(self, inst: Institution, telling: Telling) -> None:
        """Remember that a noun told an entity."""
        self._told.setdefault(inst.canonical, []).append(telling)

    def find_before(self, inst: Institution, first: int, sentence: int, noun: str) -> Entity | None:
        """Whom a noun means that was told before a token: near it, by the same noun, last.

        A body that is told only behind it is meant, if it is the only one.
        """
        told = self._told.get(inst.canonical, [])
        before = [t for t in told if t.first < first]
        if before:
            best = max(
                before, key=lambda t: (sentence - t.sentence <= 1, t.noun == noun, not t.is_apart, t.first)
            )
            return best.entity
        others = {id(t.entity): t.entity for t in told}
        return next(iter(others.values())) if inst.kind == "body" and len(others) == 1 else None

    def find_army(self, inst: Institution) -> Entity | None:
        """Whose "the army" is: that of the one country whose forces the text has named."""
        if inst.sector != "MIL":
            return None
        named = [e for e in self.by_key.values() if e.sector == "MIL" and e.country]
        return named[-1] if len({e.country for e in named}) == 1 else None

    def take(self, inst: Institution, code: str | None, apart: str, unnamed: str) -> Entity:
        """The entity of a body and its country, made when it is new; `apart` is its province or city.

        A group, or a body of which nothing tells whose it is, is called by `unnamed`, the words of the text;
        `apart` is what else tells a group from others of its kind.
        """
        key = (inst.canonical, code, apart)
        entity = self.by_key.get(key)
        if entity is None:
            is_body = inst.kind == "body"
            is_named = is_body and bool(code or apart)
            own = f"{apart} {inst.canonical}" if apart else name_institution(inst.canonical, code)
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
        return entity


def name_institution(canonical: str, code: str | None) -> str:
    """The name of a state's body: "Israeli army", "US government"; the plain noun without a country."""
    country = load_countries().get(code or "")
    if country is None:
        return canonical[0].upper() + canonical[1:]
    adjective = {"USA": "US", "COD": "Congolese", "PHL": "Philippine"}.get(country.code)
    adjective = adjective or (country.adjectives[0] if country.adjectives else f"{country.name}'s")
    return f"{adjective} {canonical}"
