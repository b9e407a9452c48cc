"""One actor, however it is written."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from schemas.document_actors import ActorType
from schemas.identity import ActorCorrection, NameRecord
from transforms.actors.identity.resolve import resolve_identities


def record(
    name: str,
    kind: ActorType = "person",
    country: str | None = None,
    sector: str | None = None,
    reference: str | None = None,
    names: tuple[str, ...] = (),
    documents: int = 1,
) -> NameRecord:
    return NameRecord(
        name, kind, country, sector, reference, names or (name,), None, None, documents, documents
    )


def correction(action: str, subject: str, target: str | None = None, **facts: str | None) -> ActorCorrection:
    cells = {"name": None, "country_code": None, "sector": None, **facts}
    return ActorCorrection(
        action,
        subject,
        target,
        cells["name"],
        None,
        cells["country_code"],
        cells["sector"],
        None,
        None,
        "checked",
    )


def ids(*records: NameRecord, corrections: tuple[ActorCorrection, ...] = ()) -> list[str]:
    return [actor.actor_id for actor in resolve_identities(records, corrections)]


@pytest.mark.parametrize(
    ("kind", "country", "spellings"),
    [
        (
            "person",
            "BLR",
            ["Aleksandr Lukashenko", "Alyaksandr Lukashenka", "Alexander Lukashenko", "Lukashenko"],
        ),
        ("person", "KAZ", ["Yerlan Dzhaksybekov", "Erlan Jaksybekov", "Mr Yerlan Dzhaksybekov"]),
        ("person", "EGY", ["Mohamed al-Ashry", "Muhammad el-Ashry"]),
        ("person", "USA", ["Harold T. Wimsey", "Harold Wimsey", "H. Wimsey", "Wimsey"]),
        (
            "organisation",
            None,
            ["Shanghai Co-operation Organisation", "The Shanghai Cooperation Organization"],
        ),
        ("organisation", "KEN", ["Ministry of Health", "Kenyan health ministry", "Kenya Health Ministry"]),
        ("organisation", "FIN", ["Lumivuori Oy", "Lumivuori OY"]),
        ("location", "UKR", ["Kiev", "Kyiv"]),
        ("location", "AFG", ["Logar province", "Logar"]),
    ],
)
def test_spellings_of_one_actor_meet(kind: ActorType, country: str | None, spellings: list[str]) -> None:
    assert len(set(ids(*(record(name, kind, country) for name in spellings)))) == 1


@pytest.mark.parametrize(
    "pair",
    [
        (record("Anil Mehrotra", country="IND"), record("Sunil Mehrotra", country="IND")),
        (record("Ali Khan", country="PAK", sector="GOV"), record("Ali Khan", country="IND", sector="MIL")),
        (record("Supreme Court", "organisation", "KEN"), record("Supreme Court", "organisation", "GHA")),
        (record("Córdoba", "location", "ARG"), record("Cordoba", "location", "ESP")),
        (record("Jordan", "country", "JOR", reference="country/JOR"), record("Jordan", "person", "USA")),
    ],
)
def test_different_actors_stay_apart(pair: tuple[NameRecord, NameRecord]) -> None:
    assert len(set(ids(*pair))) == 2


def test_a_lone_surname_that_fits_two_stays_alone() -> None:
    lone, first, second = ids(
        record("Tanaka", country="JPN"),
        record("Kenji Tanaka", country="JPN"),
        record("Yumi Tanaka", country="JPN"),
    )
    assert len({lone, first, second}) == 3


def test_an_abbreviation_joins_the_body_that_introduced_it() -> None:
    full = record("Kilimanjaro Relief Fund", "organisation", "TZA", names=("KRF", "Kilimanjaro Relief Fund"))
    assert len(set(ids(full, record("KRF", "organisation", "TZA")))) == 1


def test_ids_are_readable() -> None:
    records = (
        record("Vladimir Putin", country="RUS", reference="person/vladimir-putin"),
        record("Nadia Krüger"),
    )
    assert ids(*records) == ["person/vladimir-putin", "person/nadia-kruger"]


def test_order_does_not_matter() -> None:
    names = ["Ivan Petrov", "Iwan Petrow", "Petrov", "Ana Petrov", "Olga Sidorova", "Sidorova", "A. Petrov"]
    records = [record(n, country=c) for n in names for c in ("RUS", "BGR", None)]
    straight = dict(zip(records, resolve_identities(records), strict=True))
    shuffled = records[:]
    random.Random(7).shuffle(shuffled)
    assert dict(zip(shuffled, resolve_identities(shuffled), strict=True)) == straight


def test_corrections_merge_split_and_state_facts() -> None:
    records = (
        record("Golden Delta", "organisation", "NGA"),
        record("GD Holdings", "organisation", "NGA"),
        record("John Okoro", country="NGA"),
        record("John Okoro", country="GHA"),
    )
    answer = resolve_identities(
        records,
        (
            correction("merge", "GD Holdings", "organisation/golden-delta"),
            correction("split", "John Okoro", None, country_code="GHA"),
            correction("fact", "Golden Delta", None, sector="BUS", name="Golden Delta Group"),
        ),
    )
    assert answer[0].actor_id == answer[1].actor_id == "organisation/golden-delta"
    assert (answer[0].name, answer[0].sector) == ("Golden Delta Group", "BUS")
    assert answer[2].actor_id != answer[3].actor_id == "person/john-okoro-gha"


def seen(name: str, story: str, publisher: str, day: int, **more: str | None) -> NameRecord:
    told = record(name, **more)
    on = date(2024, 5, 1) + timedelta(days=day)
    return replace(told, stories=(story,), publishers=(publisher,), first_seen_on=on, last_seen_on=on)


@pytest.mark.parametrize(
    ("short", "others", "method"),
    [
        (seen("Ruiz", "s1", "Post", 0), [seen("Ana Ruiz", "s1", "Echo", 0, country="ESP")], "story"),
        (seen("Ruiz", "s2", "Post", 3), [seen("Ana Ruiz", "s1", "Post", 0, country="ESP")], "publisher"),
        (seen("Ruiz", "s2", "Post", 3), [seen("Ana Ruiz", "s1", "Echo", 0, country="ESP")], "time"),
        (
            seen("Ruiz", "s2", "Post", 99, country="ESP"),
            [seen("Ana Ruiz", "s1", "Echo", 0, country="ESP")],
            "country",
        ),
        (
            seen("Ruiz", "s1", "Post", 0),
            [seen("Ana Ruiz", "s1", "Post", 0), seen("Luis Ruiz", "s3", "Post", 0)],
            "story",
        ),
        (seen("Ruiz", "s2", "Post", 99), [seen("Ana Ruiz", "s1", "Post", 0)], None),
        (
            seen("Ruiz", "s2", "Post", 0, country="PER"),
            [seen("Ana Ruiz", "s1", "Post", 0, country="ESP")],
            None,
        ),
        (
            seen("Ruiz", "s2", "Post", 1),
            [seen("Ana Ruiz", "s1", "Post", 0), seen("Luis Ruiz", "s3", "Post", 0)],
            None,
        ),
    ],
)
def test_a_short_name_is_linked_where_one_person_fits(
    short: NameRecord, others: list[NameRecord], method: str | None
) -> None:
    for records in ([short, *others], [*reversed(others), short]):
        resolved = dict(zip(records, resolve_identities(records), strict=True))
        assert resolved[short].link_method == method
        assert (resolved[short].actor_id == resolved[others[0]].actor_id) == (method is not None)
        assert all(resolved[o].link_method is None for o in others)


def test_two_whose_ids_are_settled_stay_two_though_both_are_called_the_same() -> None:
    one, other = (record("prime minister", reference=f"person/prime-minister-00000000000{n}") for n in "12")
    named = record("Prime Minister", country="PER")
    assert len(set(ids(one, other))) == 2
    assert set(ids(one, other)) <= set(ids(one, other, named))
