"""Clusters of name records that stand for one actor."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from schemas.document_actors import ActorType
from schemas.identity import NameRecord, ResolvedActor
from transforms.actors.entities import slug
from transforms.actors.identity.reference_actors import load_reference_actors
from transforms.actors.reference.countries import load_countries
from transforms.lexicon.spelling import fold

FORMER = frozenset(c.code for c in load_countries().values() if c.affiliation is None)
T = TypeVar("T", bound=Hashable)


@dataclass(slots=True, eq=False)
class Cluster:
    """Records of one actor, with weighted votes for what is known of it."""

    indexes: list[int]
    names: dict[str, int]
    aliases: set[str]
    types: dict[ActorType, int]
    countries: dict[str, int]
    sectors: dict[str, int]
    places: dict[tuple[float, float], int]
    weight: int
    actor_id: str | None = None
    is_fixed: bool = False
    fixed_name: str | None = None
    fixed_country: str | None = None
    reason: str = "name"
    with_country: bool = False
    key: tuple[str, ...] = ()
    stories: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    links: dict[int, tuple[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, index: int, record: NameRecord) -> Cluster:
        """A cluster of one record."""
        weight = max(1, record.document_count)
        place = (record.latitude, record.longitude)
        return cls(
            indexes=[index],
            names={record.name: weight},
            aliases=set(record.names) | {record.name},
            types={record.type: weight},
            countries={record.country_code: weight} if record.country_code else {},
            sectors={record.sector: weight} if record.sector else {},
            places={(place[0], place[1]): weight} if place[0] is not None and place[1] is not None else {},
            weight=weight,
            stories=set(record.stories),
            publishers=set(record.publishers),
            days=[d for d in (record.first_seen_on, record.last_seen_on) if d is not None],
        )

    @property
    def name(self) -> str:
        """The name used by most documents; of several the longest, then the first of the alphabet."""
        if len(self.names) == 1:
            return self.fixed_name or next(iter(self.names))
        return self.fixed_name or min(self.names, key=lambda n: (-self.names[n], -len(n), n))

    @property
    def type(self) -> ActorType:
        """The type that most documents give."""
        return min(self.types, key=lambda t: (-self.types[t], t))

    @property
    def country(self) -> str | None:
        """The country that most documents give."""
        return self.fixed_country or (
            min(self.countries, key=lambda c: (-self.countries[c], c)) if self.countries else None
        )

    @property
    def sector(self) -> str | None:
        """The sector that most documents give."""
        return min(self.sectors, key=lambda s: (-self.sectors[s], s)) if self.sectors else None

    def settle_reference(self) -> None:
        """Take name and country from the reference table, if it has the cluster's id."""
        entry = load_reference_actors().get(self.actor_id or "")
        if entry is not None:
            self.fixed_name = entry.name
            if entry.kind != "country" or entry.country not in FORMER:
                self.fixed_country = entry.country

    def sort_key(self) -> tuple[int, str, str, str]:
        """An order that depends on content alone: weightiest first."""
        return (-self.weight, self.name, self.country or "", self.sector or "")

    def base_id(self) -> str:
        """An id from the preferred name, with the country where the name alone does not tell the actor."""
        base = f"{self.type}/{slug(self.name)}"
        country = self.country
        return f"{base}-{country.lower()}" if self.with_country and country else base

    def resolve(self) -> ResolvedActor:
        """The actor of the cluster."""
        place = min(self.places, key=lambda p: (-self.places[p], p)) if self.places else (None, None)
        return ResolvedActor(
            actor_id=self.actor_id or self.base_id(),
            name=self.name,
            type=self.type,
            country_code=self.country,
            sector=self.sector,
            latitude=place[0],
            longitude=place[1],
            reason=self.reason,
        )

    def folded_aliases(self) -> set[str]:
        """Every spelling, folded."""
        return {fold(name) for name in self.aliases}


def _count(into: dict[T, int], other: dict[T, int]) -> None:
    for value, weight in other.items():
        into[value] = into.get(value, 0) + weight


def merge_clusters(a: Cluster, b: Cluster) -> Cluster:
    """Put the records of `b` into `a`; an id fixed by either stays."""
    a.indexes.extend(b.indexes)
    a.aliases |= b.aliases
    a.stories |= b.stories
    a.publishers |= b.publishers
    a.days = sorted({*a.days, *b.days})
    a.links.update(b.links)
    _count(a.names, b.names)
    _count(a.types, b.types)
    _count(a.countries, b.countries)
    _count(a.sectors, b.sectors)
    _count(a.places, b.places)
    a.weight += b.weight
    if a.actor_id is None:
        a.actor_id, a.fixed_name, a.fixed_country = b.actor_id, b.fixed_name, b.fixed_country
    a.is_fixed = a.is_fixed or b.is_fixed
    return a
