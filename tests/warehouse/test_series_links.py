"""Series that are worded otherwise are joined across publications, in whatever order their documents come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from row_builder import NOW, Article, join_rows
from small_warehouse import RESOLVERS

from schemas.operations import SeriesLink
from transforms.figures.series.link_series import link_series
from transforms.figures.series.name_indicators import name_indicators
from warehouse.auditing.audit import audit_batch
from warehouse.connect import open_warehouse
from warehouse.publishing import series_topics
from warehouse.publishing.joined_series import refresh_joined
from warehouse.publishing.publish import publish_batch, refresh_warehouse, retract_documents
from warehouse.rows import insert_rows
from warehouse.stage import write_shards

LINKING = replace(RESOLVERS, name_indicators=name_indicators, link_series=link_series)
PLANT, WAGONS = "location/ostrava-alta", "location/kumara"


def _tell(number: int, place: str, words: str, value: float, item: str, counted: str) -> Article:
    article = Article(
        uri=f"{number}.txt", text=f"{'x' * number} In the town there are {words}.",
        published_on=date(2024, 5, number), publisher=f"Paper {number}",
    )  # fmt: skip
    for key, name in ((place, "Town"), (f"organisation/{place[9:]}-works", "Works")):
        article.actor(key, name)
    article.figure(words, value, "count", item, counted=counted)
    return article


ARTICLES = [
    _tell(1, PLANT, "1,200 jobs", 1200, "jobs created by plant", "job"),
    _tell(2, PLANT, "1,500 jobs", 1500, "jobs", "job"),
    _tell(3, PLANT, "1,400 jobs", 1400, "jobs promised at plant", "job"),
    _tell(4, WAGONS, "300 wagons", 300, "wagons of grain", "wagon"),
]


def _publish(database: Path, folder: Path, articles: list[Article], run: str) -> None:
    shards = write_shards(folder / run, join_rows(articles))
    with open_warehouse(database) as con:
        publish_batch(con, [audit_batch(shards, run, 1, 1, None, NOW)], run, LINKING, NOW)


def _read_series(database: Path) -> set[tuple[str, frozenset[str]]]:
    told: dict[str, set[str]] = defaultdict(set)
    with open_warehouse(database, read_only=True) as con:
        rows = con.execute("SELECT indicator_id, text FROM figures").fetchall()
    for indicator_id, words in rows:
        told[indicator_id].add(words)
    return {(indicator_id, frozenset(words)) for indicator_id, words in told.items()}


@pytest.mark.parametrize("order", [*permutations(range(4))][::9], ids=str)
def test_the_order_of_publications_leaves_no_trace(
    order: tuple[int, ...], tmp_path: Path, database: Path
) -> None:
    for place in order:
        _publish(database, tmp_path, [ARTICLES[place]], f"run-{place}")
    told = _read_series(database)
    assert {words for _, words in told} == {
        frozenset({"1,200 jobs", "1,500 jobs", "1,400 jobs"}),
        frozenset({"300 wagons"}),
    }
    with open_warehouse(database) as con:
        refresh_warehouse(con, "refresh", LINKING, NOW)
    assert _read_series(database) == told


def test_a_series_is_set_free_when_what_joined_it_goes(tmp_path: Path, database: Path) -> None:
    _publish(database, tmp_path, ARTICLES[:2], "run-1")
    assert len(_read_series(database)) == 1
    with open_warehouse(database) as con:
        retract_documents(con, [ARTICLES[0].document_id], "retract", LINKING, NOW)
        left = con.execute("SELECT count(*) FROM ops.series_links").fetchone()
    assert left == (0,)
    _publish(database, tmp_path / "again", [ARTICLES[3]], "run-2")
    alone = _read_series(database)
    assert {words for _, words in alone} == {frozenset({"1,500 jobs"}), frozenset({"300 wagons"})}


def _tell_at_length(number: int, publisher: str, ending: str, item: str) -> Article:
    lines = " ".join(
        f"Line {n} of the report on the plant tells of shift {n * 7} and hall {n * 3}." for n in range(40)
    )
    article = Article(
        uri=f"{number}.txt", text=f"In the town there are 1,200 jobs. {lines}{ending}",
        published_on=date(2024, 5, number), publisher=publisher,
    )  # fmt: skip
    article.figure("1,200 jobs", 1200, "count", item, counted="job")
    return article


@pytest.mark.parametrize("is_original_first", [True, False])
def test_what_a_copy_words_otherwise_is_of_the_series_of_its_original(
    is_original_first: bool, tmp_path: Path, database: Path
) -> None:
    articles = [
        _tell_at_length(1, "Paper One", "", "jobs created at plant"),
        _tell_at_length(2, "Paper Two", " More follows.", "posts in town"),
    ]
    for article in articles if is_original_first else reversed(articles):
        _publish(database, tmp_path, [article], f"run-{article.uri}")
    with open_warehouse(database, read_only=True) as con:
        copies = con.execute("SELECT count(*) FROM documents WHERE duplicate_of IS NOT NULL").fetchone()
        names = con.execute(
            "SELECT count(DISTINCT indicator_id), count(indicator_id) FROM figures"
        ).fetchone()
    assert copies == (1,)
    assert names == (1, 2)
    told = _read_series(database)
    with open_warehouse(database) as con:
        refresh_warehouse(con, "refresh", LINKING, NOW)
    assert _read_series(database) == told


def test_an_earlier_figure_without_a_measure_gets_and_loses_the_series_it_leads(
    tmp_path: Path, database: Path
) -> None:
    bare = _tell(1, PLANT, "1,500 people", 1500, "people", "people")
    bare.rows["figures"] = [replace(f, measure=None, measure_kind=None) for f in bare.rows["figures"]]
    _publish(database, tmp_path, [bare], "run-1")
    assert {indicator_id for indicator_id, _ in _read_series(database)} == {None}
    _publish(database, tmp_path, [ARTICLES[1]], "run-2")
    told = _read_series(database)
    assert {words for _, words in told} == {frozenset({"1,500 people", "1,500 jobs"})}
    with open_warehouse(database) as con:
        refresh_warehouse(con, "refresh", LINKING, NOW)
    assert _read_series(database) == told
    with open_warehouse(database) as con:
        retract_documents(con, [ARTICLES[1].document_id], "retract", LINKING, NOW)
    assert {indicator_id for indicator_id, _ in _read_series(database)} == {None}


def _link(one: str, other: str, days: tuple[int, int]) -> SeriesLink:
    said_on = [date(2024, 5, day) for day in days]
    return SeriesLink(f"fg-{one}", f"fg-{other}", f"in-{one}", f"in-{other}", *said_on, "doc-1", "doc-2")


def _join(database: Path, links: list[SeriesLink]) -> tuple[dict[str, str], set[tuple[str, str]]]:
    with open_warehouse(database) as con:
        insert_rows(con, SeriesLink, links)
        refresh_joined(con)
        renamed = set(con.execute("SELECT series_id, before_id FROM renamed_series").fetchall())
        return dict(con.execute("SELECT * FROM store.joined_series").fetchall()), renamed


def test_joined_series_bear_the_name_of_the_one_told_first(database: Path) -> None:
    assert _join(database, []) == ({}, set())
    joined, renamed = _join(database, [_link("c", "b", (3, 2)), _link("b", "d", (2, 4))])
    assert joined == {"in-b": "in-b", "in-c": "in-b", "in-d": "in-b"}
    assert renamed == {(series, series) for series in joined}
    joined, renamed = _join(database, [_link("d", "a", (4, 5))])
    assert set(joined.values()) == {"in-b"}
    assert renamed == {("in-a", "in-a")}
    joined, renamed = _join(database, [_link("e", "a", (1, 5))])
    assert set(joined.values()) == {"in-e"}
    assert ("in-c", "in-b") in renamed


DEEDS = ("created by", "promised at", "cut at", "lost at", "kept at")
CROWD = [
    _tell(number, PLANT, f"{number * 100} jobs", number * 100.0, f"jobs {deed} plant", "job")
    for number, deed in enumerate(DEEDS, start=1)
]


@pytest.mark.parametrize("most", [2, 4, 5])
def test_what_too_many_documents_share_joins_nothing_in_whatever_order_they_come(
    most: int, tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(series_topics, "MOST_HOLDERS", most)
    found = []
    for number, order in enumerate(((0, 1, 2, 3, 4), (4, 2, 0, 3, 1))):
        own = database.with_name(f"{number}.duckdb")
        for place in order:
            _publish(own, tmp_path / f"{number}", [CROWD[place]], f"run-{place}")
        found.append(_read_links(own))
        with open_warehouse(own) as con:
            retract_documents(con, [CROWD[3].document_id], "retract", LINKING, NOW)
        less = _read_links(own)
        with open_warehouse(own) as con:
            refresh_warehouse(con, "refresh", LINKING, NOW)
        assert _read_links(own) == less
        _publish(own, tmp_path / f"{number}", [CROWD[3]], "run-again")
        found.append(_read_links(own))
    assert all(links == found[0] for links in found)
    assert bool(found[0]) == (most >= len(CROWD))
    assert bool(less) == (most >= len(CROWD) - 1)


def _read_links(database: Path) -> set[tuple[str, str]]:
    with open_warehouse(database, read_only=True) as con:
        return set(con.execute("SELECT figure_id, other_figure_id FROM ops.series_links").fetchall())
