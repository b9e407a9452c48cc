"""A publication resolves the names that it touches: the rows are those of resolving all names."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from flows.runs.resolvers import make_resolvers
from transforms.actors.entities import slug
from warehouse.migrate import migrate
from warehouse.publishing import name_reach
from warehouse.publishing.actor_identity import refresh_actors, remember_actors

PERSONS = (
    "Ann Mbeki", "Anne Mbeki", "A. Mbeki", "Ann Grace Mbeki", "Ann Mbekki", "Mbeki", "Joe Mbeki", "Zed Mbeki",
    "Joe Otieno", "Jo Otieno", "Otieno", "Rose Achieng", "Achieng", "Rose Achieng Usa", "Achieng Usa", "Usa",
    "Vladimir Putin", "Putin", "Vladimir Vladimirovich Putin", "Governor of Mombasa", "Ann Mbeki Gov",
)  # fmt: skip
BODIES = (
    ("Regional Water Council", "RWC"), ("Rural Women Congress", "RWC"), ("RWC", None), ("Rwc", None),
    ("Foreign Ministry", None), ("Ministry of Foreign Affairs", None), ("Supreme Court", None),
    ("Kenyan Supreme Court", None), ("United Nations", "UN"), ("UN", None), ("Water Board", "WB"),
    ("WB", None),
)  # fmt: skip
PLACES = ("Mombasa", "Mombasa City", "Arusha", "Nairobi", "Lake Turkana", "Usa River")
COUNTRIES = ("KEN", "TZA", "UGA", None, None)
SECTORS = (None, None, None, "GOV", "COP")
DOCUMENTS = 40
SPARE = dict.fromkeys(("country_method", "country_mention_id", "link_method", "link_confidence"))


def tell_actors(document: int, chance: random.Random) -> list[dict[str, Any]]:
    """Some persons, bodies and places of a document, with names that are near each other."""
    told = [("person", name, None) for name in chance.sample(PERSONS, 3)]
    told += [(chance.choice(("organisation", "group")), *body) for body in chance.sample(BODIES, 2)]
    told += [("location", chance.choice(PLACES), None), ("country", "Kenya", None)]
    rows = []
    for number, (kind, name, short) in enumerate(told):
        reference = "country/KEN" if kind == "country" else None
        if name == "Ann Grace Mbeki" and chance.random() < 0.3:
            reference = "person/ann-mbeki"
        like = {"person": PERSONS, "location": PLACES}.get(kind, ("Water Board", "United Nations", name))
        key = f"{kind}/{slug(chance.choice(like))}"  # may look like the id of another actor
        key = key if key not in {row["entity_key"] for row in rows} else f"{key}-{number}"
        names = [name, short] if short and chance.random() < 0.7 else [name]
        rows.append(SPARE | {
            "document_id": f"d{document:02}", "entity_key": key, "actor_id": key, "name": name, "type": kind,
            "country_code": "KEN" if reference else chance.choice(COUNTRIES),
            "sector": chance.choice(SECTORS) if kind == "person" else None, "latitude": None,
            "longitude": None,
            "reference_id": reference, "is_named": True, "names": names,
            "mention_count": chance.randrange(1, 4), "confidence": 0.9, "method": "test",
        })  # fmt: skip
    return rows


class History:
    """Documents come, go and change their story in a warehouse of names alone."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.con = duckdb.connect(":memory:")
        migrate(self.con)
        self.resolvers = make_resolvers()
        self.present: set[int] = set()

    def step(self, documents: list[int], gone: list[int], moved: list[int]) -> None:
        """One publication."""
        con, ids = self.con, [f"d{n:02}" for n in (*documents, *gone)]
        con.execute("CREATE OR REPLACE TEMP TABLE touched (document_id VARCHAR)")
        con.execute("INSERT INTO touched SELECT unnest(?::VARCHAR[])", [ids])
        con.execute("CREATE OR REPLACE TEMP TABLE restoried (document_id VARCHAR)")
        con.execute("CREATE OR REPLACE TEMP TABLE replaced AS FROM touched")
        remember_actors(con)
        for table in ("documents", "document_actors", "mentions"):
            con.execute(f"DELETE FROM store.{table} WHERE document_id IN (FROM touched)")
        for number in documents:
            self._add(number)
        for number in moved:
            con.execute("INSERT INTO restoried VALUES (?)", [f"d{number:02}"])
            con.execute(
                "UPDATE store.documents SET story_id = ? WHERE document_id = ?",
                [f"s{self.chance.randrange(8)}", f"d{number:02}"],
            )
        self.present = (self.present | set(documents)) - set(gone)
        self.refresh()

    def refresh(self) -> None:
        """Resolve names."""
        refresh_actors(self.con, self.resolvers)
        self.con.execute("DROP TABLE affected_actors")

    def _add(self, number: int) -> None:
        on = date(2024, 1, 1) + timedelta(days=self.chance.choice((0, 3, 40, 90)))
        names = [row[0] for row in self.con.execute("DESCRIBE store.documents").fetchall()]
        given = {
            "document_id": f"d{number:02}", "story_id": f"s{self.chance.choice((1, 2, 3, 10 + number))}",
            "publisher": self.chance.choice(("Paper", "Post", None)), "published_on": on,
        }  # fmt: skip
        self._insert("documents", names, given)
        for row in tell_actors(number, self.chance):
            self._insert("document_actors", list(row), row)
            for kind, name in zip(("name", "name", "pronoun"), (*row["names"], "he"), strict=False):
                mention = {"document_id": row["document_id"], "actor_id": row["entity_key"], "kind": kind}
                self._insert("mentions", [*mention, "text"], mention | {"text": name})

    def _insert(self, table: str, names: list[str], row: dict[str, Any]) -> None:
        self.con.execute(
            f"INSERT INTO store.{table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            [row.get(name) for name in names],
        )

    def read(self) -> list[list[tuple[Any, ...]]]:
        """What the names were resolved to, and what is remembered of them."""
        tables = (
            "store.document_actors", "main.actors", "main.actor_names", "store.name_records",
            "store.actor_records", "store.name_keys", "store.name_hosts",
        )  # fmt: skip
        return [self.con.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in tables]

    def resolve_all(self) -> None:
        """Forget what is remembered, and resolve all."""
        self.con.execute("DELETE FROM store.resolution_rules")
        self.step([], [], [])


@pytest.fixture
def history(monkeypatch):
    """A history of a seed; publications never resolve all names because many are touched."""
    monkeypatch.setattr(name_reach, "MOST_TOUCHED", 2.0)

    def begin(seed: int) -> History:
        made = History(seed)
        for table in ("documents", "document_actors", "mentions"):
            for row in made.con.execute(f"DESCRIBE store.{table}").fetchall():
                made.con.execute(f"ALTER TABLE store.{table} ALTER {row[0]} DROP NOT NULL")
        return made

    return begin


@pytest.mark.parametrize("seed", range(4))
def test_histories_give_what_resolving_all_names_gives(seed, history):
    told = history(seed)
    chance = random.Random(100 + seed)
    told.step(list(range(12, 30)), [], [])
    for _ in range(6):
        documents = chance.sample(range(DOCUMENTS), chance.choice((1, 2, 4)))
        kept = sorted(told.present - set(documents))
        gone = chance.sample(kept, chance.choice((0, 1, 3)))
        moved = chance.sample(sorted(set(kept) - set(gone)), chance.choice((0, 2)))
        told.step(documents, gone, moved)
        found = told.read()
        told.resolve_all()
        for one, other in zip(told.read(), found, strict=True):
            assert one == other


def test_what_a_short_name_joins_is_resolved_without_the_other_names(history):
    told = history(0)
    asked: list[int] = []

    def resolve(records):
        asked.append(len(records))
        return reach.resolve(records)

    reach = told.resolvers.name_reach
    told.resolvers = replace(told.resolvers, name_reach=replace(reach, resolve=resolve))
    told.step(list(range(20)), [], [])
    told.step([20, 21], [], [])
    again = told.con.execute("SELECT count(*) FROM store.name_records").fetchone()
    assert len(asked) == 3
    assert 0 < asked[2] < asked[1] < again[0]
