"""A publication resolves the names that it touches: the rows are those of resolving all names."""

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
from warehouse.publishing import actor_identity, name_reach
from warehouse.publishing.publish import refresh_warehouse, retract_documents

PERSONS = (
    "Ann Mbeki", "Anne Mbeki", "A. Mbeki", "Ann Grace Mbeki", "Ann Mbekki", "Mbeki", "Joe Mbeki", "Zed Mbeki",
    "Joe Otieno", "Jo Otieno", "Otieno", "Rose Achieng", "Achieng", "Rose Achieng Usa", "Achieng Usa", "Usa",
    "Vladimir Putin", "Putin", "Vladimir Vladimirovich Putin", "Governor of Mombasa", "Ann Mbeki Gov",
)  # fmt: skip
BODIES = (
    ("Regional Water Council", "RWC"), ("Rural Women Congress", "RWC"), ("RWC", None), ("Rwc", None),
    ("Foreign Ministry", None), ("Ministry of Foreign Affairs", None), ("Supreme Court", None),
    ("Kenyan Supreme Court", None), ("United Nations", "UN"), ("UN", None), ("Water Board", "WB"), ("WB", None),
)  # fmt: skip
PLACES = ("Mombasa", "Mombasa City", "Arusha", "Nairobi", "Lake Turkana", "Usa River")
COUNTRIES = ("KEN", "TZA", "UGA", None, None)
SECTORS = (None, None, None, "GOV", "COP")
TEXT = "A aa b {} rain fell on the plains of the north, as report r{} told."  # copies have a word of one length


def invent(number: int, chance: random.Random) -> Article:
    """An article with some persons, bodies and places, and hardly a word."""
    on = date(2024, 1, 1) + timedelta(days=chance.choice((0, 3, 40, 90)))
    text = TEXT.format("w" * chance.choice((1, 2, 3, 4, 10 + number, 10 + number)), number)
    article = Article(
        uri=f"{number}.txt", text=text, published_on=on, publisher=chance.choice(("Paper", "Post", None))
    )
    for place, name in enumerate(chance.sample(PERSONS, 3)):
        names = tuple({name, chance.choice(("Mbeki", name))})
        article.actor(
            f"person/{place}", name, chance.choice(COUNTRIES), chance.choice(SECTORS), names=names,
            reference_id="person/ann-mbeki" if name == "Ann Grace Mbeki" and chance.random() < 0.3 else None,
            mention_count=chance.randrange(1, 4),
        )  # fmt: skip
    for place, (name, short) in enumerate(chance.sample(BODIES, 3)):
        kind = chance.choice(("organisation", "organisation", "group"))
        names = (name, short) if short and chance.random() < 0.7 else (name,)
        article.actor(f"{kind}/{place}", name, chance.choice(COUNTRIES), names=names)
    article.actor("location/1", chance.choice(PLACES), chance.choice(COUNTRIES))
    article.actor("country/1", "Kenya", "KEN", reference_id="country/KEN")
    article.mention("country/1", "rain")
    return article


READ = (
    "SELECT document_id, entity_key, actor_id, link_method, link_confidence FROM store.document_actors ORDER BY ALL",
    "FROM main.actors ORDER BY ALL",
    "FROM main.actor_names ORDER BY ALL",
)
MEMORY = (
    "FROM store.name_records ORDER BY ALL",
    "FROM store.actor_records ORDER BY ALL",
    "FROM store.name_keys ORDER BY ALL",
    "FROM store.name_hosts ORDER BY ALL",
)


def read(database: Path, queries: tuple[str, ...]) -> list[list[tuple[object, ...]]]:
    with open_warehouse(database, read_only=True) as con:
        return [con.execute(sql).fetchall() for sql in queries]


@pytest.fixture
def ways(monkeypatch):
    """Whether all names were chosen, publication by publication."""
    found = []
    choose = actor_identity.choose_names
    monkeypatch.setattr(
        actor_identity, "choose_names", lambda *a: (found.append(choose(*a)), found[-1])[1]
    )
    monkeypatch.setattr(name_reach, "MOST_TOUCHED", 2.0)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_histories_give_what_resolving_all_names_gives(seed, database, tmp_path, monkeypatch, ways):
    chance, made = random.Random(seed), make_resolvers()
    resolvers = replace(RESOLVERS, resolve_identities=made.resolve_identities, name_reach=made.name_reach)
    articles = {n: invent(n, chance) for n in range(24)}
    load_batches(database, tmp_path / "first", [list(articles.values())], resolvers=resolvers)
    for step in range(5):
        numbers = chance.sample(range(40), chance.choice((1, 2, 5)))
        articles |= {n: invent(n, chance) for n in numbers}
        load_batches(database, tmp_path / f"{step}", [[articles[n] for n in numbers]], resolvers=resolvers)
        gone = chance.sample(sorted(articles), 2)
        with open_warehouse(database) as con:
            retract_documents(con, [articles.pop(n).document_id for n in gone], f"run-{step}", resolvers, NOW)
        found, memory = read(database, READ), read(database, MEMORY)
        with open_warehouse(database) as con:
            con.execute("DELETE FROM store.resolution_rules")
            refresh_warehouse(con, f"whole-{step}", resolvers, NOW)
        assert ways[-1]
        assert read(database, READ) == found
        assert read(database, MEMORY) == memory
    assert ways.count(False) == 10
