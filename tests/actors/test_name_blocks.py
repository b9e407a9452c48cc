"""Names that no key ties are resolved apart with the same answer; two hosts tell what many tell."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from schemas.identity import NameKeys, NameRecord
from transforms.actors.entities import slug
from transforms.actors.identity.name_blocks import choose_hosts, find_near_names, list_name_keys
from transforms.actors.identity.resolve import resolve_identities

NAMES = {
    "person": (
        "Ann Mbeki", "Anne Mbeki", "A. Mbeki", "Ann Mbekki", "Mbeki", "Joe Mbeki", "Tom Okello", "Okello",
        "Tomas Okello", "Vladimir Putin", "Wladimir Putin", "Putin", "Mayor of Lima", "Ann Mbeki Usa",
        "Rosa Paz", "Paz", "Dr Rosa Paz", "Rosa Maria Paz", "Al Usa", "Bo Lind", "Lind",
    ),
    "organisation": (
        "Water Council", "Water Congress", "WC", "Wc", "Supreme Court", "Kenyan Supreme Court", "WHO",
        "World Health Organization", "Foreign Ministry", "Ministry of Foreign Affairs", "Paz", "Lind Ltd",
    ),
    "group": ("Water Council", "farmers", "WC", "Police"),
    "location": ("Mombasa", "Mombasa City", "Paris", "Lima", "Usa River", "Paz"),
}  # fmt: skip
TABLE_IDS = (
    "person/vladimir-putin", "organisation/world-health-organization", "country/KEN", "location/lima",
)  # fmt: skip
SHORT = {"Water Council": "WC", "Water Congress": "WC", "World Health Organization": "WHO"}


def invent(chance: random.Random, number: int) -> NameRecord:
    kind = chance.choice(("person", "person", "person", "organisation", "group", "location"))
    name = chance.choice(NAMES[kind])
    names = {name, SHORT[name]} if name in SHORT and chance.random() < 0.6 else {name}
    on = date(2024, 1, 1) + timedelta(days=chance.randrange(90))
    told = kind == "person"
    reference = chance.choice((None, None, None, "own", "table"))
    if reference == "own":  # of one actor in one document
        reference = f"{kind}/{slug(name)}-{chance.choice(('', 'a', 'f'))}{number:011}"
    elif reference == "table":
        reference = chance.choice(TABLE_IDS)
    return NameRecord(
        name=name, type=kind, country_code=chance.choice(("KEN", "PER", "USA", None)),
        sector=chance.choice(("GOV", "MIL", None, None)) if told else None, reference_id=reference,
        names=tuple(sorted(names)), latitude=None, longitude=None, document_count=chance.randrange(1, 5),
        mention_count=1, stories=(f"s{chance.randrange(9)}",) if told else (),
        publishers=(chance.choice(("Post", "Times")),) if told else (),
        first_seen_on=on if told else None, last_seen_on=on if told else None,
    )  # fmt: skip


def list_ties(keys: NameKeys) -> set[str]:
    calls = {f"call {key}" for key in (keys.short, *keys.hosts) if key}
    return {*keys.same, *(f"slug {key}" for key in keys.slugs), *calls}


def cut(records: Sequence[NameRecord]) -> list[list[int]]:
    """The records in parts that no key ties."""
    keys = [list_name_keys(record) for record in records]
    ties = [list_ties(k) for k in keys]
    for one, own in enumerate(keys):
        for other in range(one):
            for block, spelled in own.near:
                known = [(1, s) for b, s in keys[other].near if b == block]
                if find_near_names([(1, spelled)], known):
                    ties[one].add(f"near {other}")
                    ties[other].add(f"near {other}")
    parts = [{n} for n in range(len(records))]
    for one in range(len(records)):
        for other in range(one):
            if ties[one] & ties[other]:
                joined = parts[one] | parts[other]
                for number in joined:
                    parts[number] = joined
    return [sorted(part) for n, part in enumerate(parts) if n == min(part)]


@pytest.mark.parametrize("seed", range(20))
def test_parts_are_resolved_as_the_whole(seed):
    chance = random.Random(seed)
    records = [invent(chance, number) for number in range(30)]
    whole = resolve_identities(records)
    parts = cut(records)
    assert len(parts) > 3
    for part in parts:
        found = resolve_identities([records[n] for n in part])
        assert found == tuple(whole[n] for n in part)


def test_an_unnamed_group_of_a_document_is_tied_to_no_other_by_its_name():
    told = replace(invent(random.Random(0), 0), name="Police", names=("Police",), type="group")
    own, other = (replace(told, reference_id=f"group/police-{n:012}") for n in (14, 480))
    named = replace(told, reference_id=None)
    keys = [list_ties(list_name_keys(record)) for record in (own, other, named)]
    assert not keys[0] & keys[1]
    assert not keys[0] & keys[2]


def test_two_of_a_country_are_as_good_as_many():
    hosts = {
        (1, "KEN", None): [10, 11],
        (1, "KEN", "GOV"): [12, 13],
        (1, "PER", None): [14],
        (2, None, None): [20],
    }
    assert len(choose_hosts([(1, "KEN", "MIL")], hosts)) == 2
    assert choose_hosts([(1, "KEN", "MIL")], hosts) <= {10, 11, 12, 13}
    assert choose_hosts([(1, "PER", None)], hosts) == {14}
    assert choose_hosts([(2, "USA", "GOV"), (3, None, None)], hosts) == {20}


def test_a_host_of_another_sector_and_no_country_does_not_fit():
    assert choose_hosts([(1, "KEN", "MIL")], {(1, None, "GOV"): [5]}) == frozenset()
    assert choose_hosts([(1, None, "MIL")], {(1, None, "GOV"): [5], (1, "KEN", "GOV"): [6]}) == {5}


def test_close_spellings_are_looked_for_in_their_block():
    known = [(1, "an mbeki"), (1, "joe mbeki"), (2, "an mbekki")]
    assert find_near_names([(1, "ann mbekki")], known) == {"an mbeki"}
