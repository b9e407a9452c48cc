"""Which name records can matter to each other: keys of a record, without a look at the others.

The rules of `resolve_identities` join names by equal keys, by likeness within a block, or by a short form;
and actors that want one id are told apart. Records that no such key ties, directly or through others, are
resolved apart from each other with the same answer. Keys tie rather too many than too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.identity import NameKeys, NameRecord
from transforms.actors.entities import slug
from transforms.actors.identity.bodies import (
    is_abbreviation,
    is_lone_abbreviation,
    key_body,
    name_abbreviation,
)
from transforms.actors.identity.clusters import Cluster
from transforms.actors.identity.persons import find_reference, is_close, name_block, name_short_form
from transforms.actors.identity.places import find_place, key_place
from transforms.actors.identity.reference_actors import load_reference_actors
from transforms.actors.identity.resolve import FAMILY
from transforms.actors.reference.name_keys import person_key

# What an id may end with to be told from another: a country, a sector, a number (no digits of a document).
SUFFIX = re.compile(r"-(?:[a-z]{3}|[1-9]\d{0,8})$")
MOST_SUFFIXES = 3
FEW = 2  # as many as tell that it isn't one alone

_Place = tuple[int, str | None, str | None]  # short name, country, sector
# By short form and country, the sectors with some hosts each.
_HostsByCountry = dict[tuple[int, str | None], list[tuple[str | None, Sequence[int]]]]


def list_name_keys(record: NameRecord) -> NameKeys:
    """The keys of a record."""
    anchor = record.reference_id or _find_anchor(record)
    parts = [_KEYS[family](record, anchor) for family in _list_families(record)]
    fixed = f"id:{anchor}" if anchor else None
    return NameKeys(
        same=tuple(sorted({key for part in parts for key in part.same} | ({fixed} if fixed else set()))),
        slugs=tuple(sorted(set(_list_slugs(record, anchor)))),
        near=tuple(sorted({pair for part in parts for pair in part.near})),
        short=next((part.short for part in parts if part.short), None),
        hosts=tuple(sorted({key for part in parts for key in part.hosts})),
    )


def _list_families(record: NameRecord) -> list[str]:
    """Those in which a record may be resolved: with an id of the tables all, as others may give it its type.

    Any other fixed id is of one actor in one document, which nothing else names.
    """
    if record.reference_id in load_reference_actors():
        return sorted(set(FAMILY.values()))
    return [FAMILY[record.type]]


def _find_anchor(record: NameRecord) -> str | None:
    """The id of the reference tables that a record without one takes."""
    if FAMILY[record.type] == "person":
        return find_reference(record.name, record.country_code)
    if FAMILY[record.type] == "place":
        return find_place(record.name, record.country_code)
    cluster = Cluster.of(0, record)
    key_body(cluster)
    return cluster.actor_id


def _list_names(record: NameRecord, anchor: str | None) -> list[str]:
    """The names that may become that of the record's actor."""
    cluster = Cluster.of(0, record)
    names = {record.name}
    cluster.actor_id = anchor
    cluster.settle_reference()
    names.add(cluster.name)
    if FAMILY[record.type] == "body" and anchor is None:
        key_body(cluster)
        names.add(cluster.name)
    return sorted(names)


def _list_slugs(record: NameRecord, anchor: str | None) -> Iterator[str]:
    """The ids that a record's actor wants; of one with a fixed id that alone, whatever its name."""
    if anchor is None:
        for name in _list_names(record, None):
            yield from _cut_slug(FAMILY[record.type], slug(name))
        return
    kind, _, part = anchor.partition("/")
    if kind in FAMILY:
        yield from _cut_slug(FAMILY[kind], part)


def _cut_slug(family: str, part: str) -> Iterator[str]:
    """An id, and those that it might be taken for once they are told apart."""
    for _ in range(MOST_SUFFIXES + 1):
        yield f"{family} {part}"
        part, count = SUFFIX.subn("", part)
        if not count:
            return


def _key_person(record: NameRecord, anchor: str | None) -> NameKeys:
    entry = load_reference_actors().get(anchor or "")
    countries = {record.country_code, entry.country if entry else None} - {None}
    same, near, hosts, short = set(), set(), set(), None
    for name in _list_names(record, anchor):
        key = person_key(name)
        if " of " in name:
            continue
        if len(key) <= 1:
            short = name_short_form(key) if anchor is None else None
            continue
        spelled = " ".join(key)
        same.add(spell_person(spelled))
        near |= {("|".join(map(str, name_block(key, country))), spelled) for country in countries}
        hosts.add(name_short_form(key))
    return NameKeys(tuple(same), (), tuple(near), short, tuple(hosts))


def spell_person(spelled: str) -> str:
    """The `same` key of persons whose names sound alike, given the sounds."""
    return f"person {spelled}"


def _key_body(record: NameRecord, anchor: str | None) -> NameKeys:
    cluster = Cluster.of(0, record)
    cluster.actor_id = anchor
    name, country = key_body(cluster)
    hosts = {name_abbreviation(alias) for alias in cluster.aliases if is_abbreviation(alias)}
    alone = Cluster.of(0, record)
    alone.actor_id = anchor
    short = name_abbreviation(record.name) if is_lone_abbreviation(alone) else None
    return NameKeys((f"body {name}|{country}",), (), (), short, tuple(hosts))


def _key_place(record: NameRecord, anchor: str | None) -> NameKeys:
    return NameKeys(() if anchor else (f"place {key_place(record.name)}",))


_KEYS = {"person": _key_person, "body": _key_body, "place": _key_place}


def find_near_names(fresh: Iterable[tuple[int, str]], known: Iterable[tuple[int, str]]) -> frozenset[str]:
    """The spellings of `known` close to one of `fresh` in their block; both are (block, spelling)."""
    blocks: dict[int, set[str]] = {}
    for block, spelled in known:
        blocks.setdefault(block, set()).add(spelled)
    found: set[str] = set()
    for block, spelled in set(fresh):
        key = spelled.split(" ")
        others = blocks.get(block, set()) - found
        found |= {other for other in others if other != spelled and is_close(key, other.split(" "))}
    return frozenset(found)


def choose_hosts(short: Iterable[_Place], hosts: Mapping[_Place, Sequence[int]]) -> frozenset[int]:
    """Enough of the hosts of short names to tell what all of them tell.

    A short name asks whether one person alone has its country, or fits it at all: so two of either are as
    good as many.

    Args:
        short: short name, country and sector of each record that is called by it.
        hosts: by the same three, some hosts each: all, or two of them.
    """
    by_country: _HostsByCountry = {}
    countries: dict[int, list[str | None]] = {}
    for (key, country, sector), some in hosts.items():
        if (key, country) not in by_country:
            countries.setdefault(key, []).append(country)
        by_country.setdefault((key, country), []).append((sector, some))
    found: set[int] = set()
    for place in set(short):
        key, country, _ = place
        own = [n for _, some in by_country.get((key, country), ()) for n in some] if country else []
        found |= set(own[:FEW])
        found |= _choose_fitting(place, (country, None) if country else countries.get(key, ()), by_country)
    return frozenset(found)


def _choose_fitting(
    place: _Place, countries: Iterable[str | None], by_country: _HostsByCountry
) -> frozenset[int]:
    """A few of the hosts that a short name fits: of its country and sector, or of neither known."""
    key, country, sector = place
    chosen: set[int] = set()
    for other in countries:
        for its_sector, some in by_country.get((key, other), ()):
            if other == country or not sector or not its_sector or sector == its_sector:
                chosen |= set(some)
        if len(chosen) >= FEW:
            break
    return frozenset(sorted(chosen)[:FEW])
