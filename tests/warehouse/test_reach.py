"""A publication joins what it reaches: the tables are those of a refresh of the whole warehouse."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from row_builder import NOW, Article
from small_warehouse import RESOLVERS, load_batches

from flows.runs.resolvers import make_resolvers
from warehouse.connect import open_warehouse
from warehouse.publishing import common_keys, event_groups, happening_reach
from warehouse.publishing.publish import refresh_warehouse, retract_documents

COUNTRIES = {"KEN": "Kenya", "TZA": "Tanzania", "UGA": "Uganda", "RWA": "Rwanda", "BDI": "Burundi"}
DEEDS = (("met", "CONSULT"), ("accused", "ACCUSE"), ("attacked", "ASSAULT"))
PLACES = ("Mombasa", "Arusha", "Kigali")
PERSONS = ("Ann Mbeki", "Anne Mbeki", "Joe Otieno", "Mbeki", "Rose Achieng")


def invent(number: int, chance: random.Random, days: int = 12) -> Article:
    """A few deeds of two countries and a person, near those of other articles."""
    told = [(*chance.sample(sorted(COUNTRIES), 2), *chance.choice(DEEDS)) for _ in range(3)]
    place, person = chance.choice(PLACES), chance.choice(PERSONS)
    lines = [f"{COUNTRIES[a]} {verb} {COUNTRIES[b]} near {place}" for a, b, verb, _ in told]
    lines.append(f"{person} spoke to report {number} on {chance.randrange(900)} and {chance.randrange(900)}")
    on = date(2024, 5, 1) + timedelta(days=chance.randrange(days))
    article = Article(
        uri=f"{number}.txt", text=". ".join(lines) + ".", published_on=on, publisher=f"Paper {number % 3}"
    )
    for code in sorted({c for a, b, *_ in told for c in (a, b)}):
        key = f"country/{code}"
        article.actor(key, COUNTRIES[code], code, reference_id=key)
        article.mention(key, COUNTRIES[code])
    article.actor("person/one", person, chance.choice(("KEN", None)))
    article.mention("person/one", person)
    article.actor("location/place", place, None)
    for line, (one, other, verb, kind) in dict(zip(lines, told, strict=False)).items():
        parties = (f"country/{one}",), (f"country/{other}",)
        article.event(
            line, verb, kind, *parties, place_text=place, place_actor_id="location/place",
            status=chance.choice(("actual", "planned", "denied")), document_group_id="",
            date_method=chance.choice(("text", "publication")),
        )  # fmt: skip
    return article


def read_links(database: Path) -> list[tuple[object, ...]]:
    tables = (
        "SELECT event_id, event_group_id, happening_id, happening_reason FROM store.events ORDER BY 1",
        "SELECT document_id, entity_key, actor_id, link_method FROM store.document_actors ORDER BY ALL",
        "FROM main.actors ORDER BY ALL",
        "FROM main.actor_names ORDER BY ALL",
        "SELECT document_id, story_id, duplicate_of FROM store.documents ORDER BY 1",
        "SELECT figure_id, indicator_id FROM store.figures ORDER BY 1",
        "SELECT event_id, k.* EXCLUDE (event_no) FROM store.event_numbers LEFT JOIN store.event_keys AS k"
        " USING (event_no) ORDER BY ALL",
        "SELECT one.event_id, other.event_id, p.weight, p.reason FROM store.event_pairs AS p"
        " JOIN store.event_numbers AS one USING (event_no)"
        " JOIN store.event_numbers AS other ON other.event_no = p.other_no ORDER BY ALL",
        "SELECT event_id, facts::VARCHAR, tokens::VARCHAR"
        " FROM store.event_numbers JOIN store.event_signs USING (event_no) ORDER BY ALL",
    )
    with open_warehouse(database, read_only=True) as con:
        return [row for sql in tables for row in con.execute(sql).fetchall()]


@pytest.mark.parametrize(("seed", "days", "holders"), [(0, 12, 60), (3, 12, 5), (4, 60, 3)])
def test_publications_give_what_a_refresh_of_all_gives(seed, days, holders, database, tmp_path, monkeypatch):
    monkeypatch.setattr(common_keys, "FEW_HOLDERS", holders // 2)
    monkeypatch.setattr(common_keys, "MOST_HOLDERS", holders)
    monkeypatch.setattr(common_keys, "FEW_HOLDERS_OF_A_DAY", holders - 1)
    monkeypatch.setattr(common_keys, "MOST_HOLDERS_OF_A_DAY", holders + 1)
    ways = []
    for name in ("rejoin_reached", "_join_types"):
        call = getattr(event_groups, name)
        monkeypatch.setattr(event_groups, name, lambda *a, n=name, c=call: (ways.append(n), c(*a))[1])
    monkeypatch.setattr(happening_reach, "MOST_NEAR", 0.0)
    chance, resolvers = random.Random(seed), replace(make_resolvers(), find_copies=RESOLVERS.find_copies)
    articles = {n: invent(n, chance, days) for n in range(30)}
    load_batches(database, tmp_path / "first", [list(articles.values())], resolvers=resolvers)
    monkeypatch.setattr(happening_reach, "MOST_NEAR", 1.0)
    for step, numbers in enumerate(([30, 31], [4, 5, 32], [7])):
        again = [invent(n, chance, days) for n in numbers]
        load_batches(database, tmp_path / f"more-{step}", [again], resolvers=resolvers)
    gone = [a.document_id for a in (articles[2], articles[11])]
    with open_warehouse(database) as con:
        retract_documents(con, gone, "run-2", resolvers, NOW)
    found = read_links(database)
    assert ways == ["_join_types", *["rejoin_reached"] * 4]
    monkeypatch.setattr(happening_reach, "MOST_NEAR", 0.0)
    with open_warehouse(database) as con:
        refresh_warehouse(con, "run-3", resolvers, NOW)
    assert ways[-1] == "_join_types"
    assert read_links(database) == found
    most = 80 if days == 12 else 95  # of some 95 events
    assert len({row[2] for row in found if str(row[2]).startswith("hp-")}) < most
    with open_warehouse(database) as con:
        common = con.execute("SELECT count(*) FROM store.event_keys WHERE strength = 0 AND key % 4 < 2")
        assert (common.fetchone() != (0,)) == (holders < 60)


def test_what_a_user_corrected_is_joined_as_a_whole(loaded, monkeypatch):
    monkeypatch.setattr(happening_reach, "MOST_NEAR", 1.0)
    with open_warehouse(loaded) as con:
        con.execute("CREATE TEMP TABLE changed_events AS SELECT event_id FROM store.events LIMIT 1")
        assert event_groups.is_within_reach(con)
        con.execute("UPDATE store.events SET happening_reason = 'correction'")
        assert not event_groups.is_within_reach(con)
