"""Which mentions are compared: those days apart that share what many share, weeks apart with a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from row_builder import NOW, Article
from small_warehouse import RESOLVERS, load_batches

from warehouse.connect import open_warehouse
from warehouse.publishing import common_keys
from warehouse.publishing.event_keys import SHORT_WINDOW_DAYS, WINDOW_DAYS
from warehouse.publishing.publish import retract_documents

FIRST = date(2024, 1, 1)
NO_COPIES = replace(RESOLVERS, find_copies=lambda _, left, right: np.zeros(len(left), bool))


def tell(day: int, place: str | None = None, due: date | None = None, told_by: str = "") -> Article:
    """Two countries meet, once more."""
    text = f"Kenya met Uganda for the {day}th time{told_by}" + (f" in {place}." if place else ".")
    article = Article(uri=f"{day}{told_by}.txt", text=text, published_on=FIRST + timedelta(days=day))
    for code, name in (("KEN", "Kenya"), ("UGA", "Uganda")):
        article.actor(f"country/{code}", name, code, reference_id=f"country/{code}")
        article.mention(f"country/{code}", name)
    when = {"date_start": due, "date_end": due} if due else {}
    article.event(
        text[:-1], "met", "CONSULT", ("country/KEN",), ("country/UGA",), place_text=place, **when
    )  # fmt: skip
    return article


def list_near(database: Path) -> set[tuple[int, int]]:
    """Pairs of days of the articles whose events share a key."""
    with open_warehouse(database, read_only=True) as con:
        found = con.execute(
            """
            WITH told AS (
                SELECT k.key, d.published_on - ?::DATE AS day FROM store.event_keys AS k
                JOIN store.event_numbers USING (event_no) JOIN store.documents AS d USING (document_id)
                WHERE k.strength > 0
            )
            SELECT DISTINCT a.day, b.day FROM told AS a JOIN told AS b ON a.key = b.key AND a.day < b.day
            """,
            [FIRST],
        ).fetchall()
    return set(found)


def test_daily_statements_of_two_countries_are_compared_within_days(database, tmp_path):
    load_batches(database, tmp_path, [[tell(day) for day in range(0, 80, 4)]], resolvers=NO_COPIES)
    near = list_near(database)
    assert all(later - day < 2 * SHORT_WINDOW_DAYS for day, later in near)
    assert {(d, d + 4) for d in range(0, 76, 4)} <= near
    assert {(d, d + 8) for d in range(0, 72, 4)} <= near


@pytest.mark.parametrize("place", ["Mombasa", "the coast"])
def test_a_place_ties_for_weeks(place, database, tmp_path):
    articles = [tell(1, place), tell(46, place), tell(2 * WINDOW_DAYS + 2, place)]
    load_batches(database, tmp_path, [articles], resolvers=NO_COPIES)
    assert list_near(database) == ({(1, 46)} if place == "Mombasa" else set())


def test_a_promise_is_of_the_day_of_its_report(database, tmp_path):
    articles = [tell(1), tell(4, due=FIRST + timedelta(days=250))]
    load_batches(database, tmp_path, [articles], resolvers=NO_COPIES)
    assert list_near(database) == {(1, 4)}


def count_common(database: Path) -> int:
    with open_warehouse(database, read_only=True) as con:
        found = con.execute("SELECT count(*) FROM store.event_keys WHERE strength = 0 AND key % 4 < 2")
        return found.fetchall()[0][0]


def test_what_too_many_tell_counts_no_more_until_some_are_gone(database, tmp_path, monkeypatch):
    monkeypatch.setattr(common_keys, "FEW_HOLDERS", 2)
    monkeypatch.setattr(common_keys, "MOST_HOLDERS", 2)
    articles = [tell(day) for day in (1, 2, 3)]
    load_batches(database, tmp_path / "first", [articles[:2]], resolvers=NO_COPIES)
    assert list_near(database) == {(1, 2)}
    assert count_common(database) == 0
    load_batches(database, tmp_path / "second", [articles[2:]], resolvers=NO_COPIES)
    assert list_near(database) == set()
    assert count_common(database) > 0
    with open_warehouse(database) as con:
        retract_documents(con, [articles[2].document_id], "run-2", NO_COPIES, NOW)
    assert list_near(database) == {(1, 2)}
    assert count_common(database) == 0


def test_of_one_day_more_may_tell(database, tmp_path, monkeypatch):
    monkeypatch.setattr(common_keys, "FEW_HOLDERS", 2)
    monkeypatch.setattr(common_keys, "MOST_HOLDERS", 2)
    articles = [tell(day, told_by=name) for day in (1, 3) for name in (", we hear", ", they say")]
    load_batches(database, tmp_path, [articles], resolvers=NO_COPIES)
    assert list_near(database) == set()  # what four told lies in no longer window
    with open_warehouse(database, read_only=True) as con:
        sizes = con.execute(
            "SELECT count(*) FROM store.event_keys WHERE strength > 0 AND key % 4 < 2 GROUP BY key"
        ).fetchall()
    assert max(sizes) == (2,)


def tell_of(day: int, *bodies: str) -> Article:
    """Some bodies meet."""
    text = f"{' met '.join(bodies)} met on day {day}."
    article = Article(uri=f"{day}.txt", text=text, published_on=FIRST + timedelta(days=day))
    for name in bodies:
        article.actor(f"organisation/{name.lower()}", name, None)
        article.mention(f"organisation/{name.lower()}", name)
    parties = tuple(f"organisation/{name.lower()}" for name in bodies)
    when = {"date_start": article.published_on, "date_end": article.published_on}
    article.event(text[:-1], "met", "CONSULT", parties, **when)
    return article


@pytest.mark.parametrize(
    ("few", "bodies", "count"), [(2, ["Arvex"], 2), (1, ["Arvex"], 0), (1, ["Arvex", "Bolmi"], 2)]
)
def test_two_mentions_share_what_few_hold_or_two_keys(few, bodies, count, database, tmp_path, monkeypatch):
    monkeypatch.setattr(common_keys, "FEW_HOLDERS", few)
    load_batches(database, tmp_path, [[tell_of(1, *bodies), tell_of(30, *bodies)]], resolvers=NO_COPIES)
    with open_warehouse(database, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM store.event_pairs").fetchone() == (count,)


def test_what_more_hold_ties_no_longer(database, tmp_path, monkeypatch):
    monkeypatch.setattr(common_keys, "FEW_HOLDERS", 2)
    articles = [tell_of(day, "Arvex") for day in (1, 25, 60)]
    counts = []
    for number, article in enumerate(articles):
        load_batches(database, tmp_path / str(number), [[article]], resolvers=NO_COPIES)
        with open_warehouse(database, read_only=True) as con:
            counts.append(con.execute("SELECT count(*) FROM store.event_pairs").fetchone())
    with open_warehouse(database) as con:
        retract_documents(con, [articles[1].document_id], "run-2", NO_COPIES, NOW)
        counts.append(con.execute("SELECT count(*) FROM store.event_pairs").fetchone())
    assert counts == [(0,), (2,), (0,), (2,)]
