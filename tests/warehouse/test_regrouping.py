"""Groups after publications in parts are those of a refresh: stories grow, fall apart and are revised."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from row_builder import NOW, Article
from small_warehouse import RESOLVERS, load_batches

from transforms.events.rows.grouping import group_events
from warehouse.connect import open_warehouse
from warehouse.publishing.publish import refresh_warehouse, retract_documents

COUNTRIES = {"KEN": "Kenya", "TZA": "Tanzania", "UGA": "Uganda"}
# Reports that begin alike are copies of one story.
LEADS = (
    "All day long they spoke of what was to be done next about it",
    "Nothing whatever became known before evening although several ministers arrived there",
    "The envoys of two states had a long talk that ended after midnight",
)
GROUPING = replace(RESOLVERS, group_events=group_events)


def invent(number: int, chance: random.Random) -> Article:
    """Some meetings, dated or not, in a story that others may tell too."""
    told = [chance.sample(sorted(COUNTRIES), 2) for _ in range(3)]
    lines = [f"{COUNTRIES[a]} met {COUNTRIES[b]} as told in line {n}" for n, (a, b) in enumerate(told)]
    lead = chance.choice((*LEADS, f"{'x' * (3 + number)} told {'y' * (2 + number)} news of its own again"))
    on = date(2024, 5, 1) + timedelta(days=chance.randrange(4))
    article = Article(uri=f"{number}.txt", text=". ".join((lead, *lines)) + ".", published_on=on)
    for code, name in COUNTRIES.items():
        article.actor(f"country/{code}", name, code, reference_id=f"country/{code}")
    for line, (one, other) in zip(lines, told, strict=True):
        day = chance.choice((None, on, on, on - timedelta(days=1)))
        article.event(
            line, "met", "CONSULT", (f"country/{one}",), (f"country/{other}",), date_start=day, date_end=day,
            document_group_id=chance.choice(("", f"{number}-a")),
        )  # fmt: skip
    return article


def read_groups(database: Path) -> list[tuple[str, str]]:
    with open_warehouse(database, read_only=True) as con:
        return con.execute("SELECT event_id, event_group_id FROM store.events ORDER BY 1").fetchall()


@pytest.mark.parametrize("seed", range(6))
def test_groups_of_publications_are_those_of_a_refresh(seed, database, tmp_path):
    chance = random.Random(seed)
    articles = {n: invent(n, chance) for n in range(6)}
    load_batches(database, tmp_path / "first", [list(articles.values())], resolvers=GROUPING)
    sizes = set()
    for step, numbers in enumerate(([6], [7, 8], [1], [9, 2])):
        load_batches(
            database, tmp_path / str(step), [[invent(n, chance) for n in numbers]], resolvers=GROUPING
        )
        if step % 2:
            with open_warehouse(database) as con:
                retract_documents(con, [articles[2 + step].document_id], f"run-{step}", GROUPING, NOW)
        found = read_groups(database)
        with open_warehouse(database) as con:
            refresh_warehouse(con, "run-all", GROUPING, NOW)
        assert read_groups(database) == found
        sizes.add(len({group for _, group in found}) < len(found))
    assert sizes == {True}
