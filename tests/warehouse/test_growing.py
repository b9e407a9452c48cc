"""What keeps the cost of publishing and exporting from growing with the warehouse."""

from __future__ import annotations

from datetime import datetime

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest
from small_warehouse import Article

from warehouse import memory_limit
from warehouse.connect import open_warehouse
from warehouse.memory_limit import run_within_limit
from warehouse.publishing import document_slices, event_pairs, stories
from warehouse.publishing.band_pairs import MOST_TEXTS_COMPARED, NEIGHBOURS_COMPARED, pair_texts
from warehouse.publishing.components import join_components
from warehouse.publishing.document_slices import list_slices
from warehouse.release.export import export_release


def list_pairs(bands, texts):
    left, right = pair_texts(np.array(bands, np.uint64), np.array(texts, np.int64))
    return list(zip(left.tolist(), right.tolist(), strict=True))


def test_texts_that_share_a_band_are_paired_once():
    assert list_pairs([1, 1, 2, 2, 2, 3], [0, 1, 0, 1, 4, 2]) == [(0, 1), (0, 4), (1, 4)]


def test_a_text_that_is_not_compared_is_in_no_pair():
    assert list_pairs([1, 1, 1], [2, -1, 0]) == [(0, 2)]
    assert list_pairs([1, 1], [-1, -1]) == []
    assert list_pairs([], []) == []


def test_in_a_band_of_many_each_is_compared_with_the_first_and_its_neighbours():
    size = MOST_TEXTS_COMPARED + 10
    pairs = list_pairs([7] * size, range(size))
    near = {(a, b) for a in range(size) for b in range(a + 1, min(size, a + 1 + NEIGHBOURS_COMPARED))}
    assert set(pairs) == near | {(0, b) for b in range(1, size)}
    assert len(list_pairs([7] * MOST_TEXTS_COMPARED, range(MOST_TEXTS_COMPARED))) == (
        MOST_TEXTS_COMPARED * (MOST_TEXTS_COMPARED - 1) // 2
    )


def test_places_in_a_large_band_count_texts_that_are_not_compared():
    size = MOST_TEXTS_COMPARED + 1
    texts = [0, *[-1] * (size - 3), 1, 2]
    assert list_pairs([7] * size, texts) == [(0, 1), (0, 2), (1, 2)]
    texts = [-1, 0, *[-1] * (size - 3), 1]
    assert list_pairs([7] * size, texts) == []


def test_components_are_told_by_their_least_node():
    start = np.arange(8)
    first = join_components(start, np.array([6, 5, 2]), np.array([5, 4, 1]))
    assert first.tolist() == [0, 1, 1, 3, 4, 4, 4, 7]
    assert join_components(first, np.array([6]), np.array([2])).tolist() == [0, 1, 1, 3, 1, 1, 1, 7]
    assert start.tolist() == list(range(8))


def test_components_of_random_graphs_are_those_of_a_plain_search():
    rng = np.random.default_rng(3)
    for _ in range(20):
        left, right = rng.integers(0, 40, (2, 30))
        found = join_components(np.arange(40), left, right)
        parts = [{n} for n in range(40)]
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            joined = parts[a] | parts[b]
            for node in joined:
                parts[node] = joined
        assert found.tolist() == [min(part) for part in parts]


def test_the_limit_is_raised_until_a_statement_runs_and_then_taken_back(monkeypatch):
    monkeypatch.setattr(memory_limit, "FIRST_LIMIT_MB", 8)
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as con:
        before = con.execute("SELECT current_setting('memory_limit')").fetchall()
        sql = "SELECT len(list(range)) FROM range(3000000)"
        tries = []

        def count():
            tries.append(con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])
            return con.execute(sql).fetchall()

        assert run_within_limit(con, count) == [(3_000_000,)]
        assert tries[:2] == ["8.0 MiB", "16.0 MiB"]
        assert con.execute("SELECT current_setting('memory_limit')").fetchall() == before


def test_another_error_is_not_tried_again():
    tries = []

    def fail():
        tries.append(1)
        raise ValueError("no")

    with duckdb.connect(":memory:") as con, pytest.raises(ValueError, match="no"):
        run_within_limit(con, fail)
    assert tries == [1]


def test_publishing_that_runs_out_of_memory_begins_anew(load, database, articles, monkeypatch, caplog):
    monkeypatch.setattr(memory_limit, "FIRST_LIMIT_MB", 1)
    with caplog.at_level("DEBUG", "warehouse.memory_limit"):
        load(articles)
    assert "needs more than 1 MiB" in caplog.text
    with open_warehouse(database, read_only=True) as con:
        assert con.execute("SELECT count(*), sum(revision) FROM documents").fetchall() == [(3, 3)]
        assert con.execute("SELECT count(*) FROM ops.publications").fetchall() == [(1,)]


@pytest.fixture
def many(load, database):
    def make():
        found = []
        for number in range(12):
            article = Article(
                uri=f"{number:02}.txt", text=f"Putin met leader number {number % 4} on the coast."
            )
            article.actor("person/putin", "Putin", "RUS")
            article.event("Putin met", "met", "CONSULT", ("person/putin",))
            found.append(article)
        return found

    load(make())
    return database


def test_slices_hold_each_document_once(many, monkeypatch):
    monkeypatch.setattr(document_slices, "DOCUMENTS_AT_ONCE", 5)
    with open_warehouse(many, read_only=True) as con:
        counts = [
            con.execute(f"SELECT count(*) FROM main.documents WHERE {condition}").fetchall()[0][0]
            for condition in list_slices(con)
        ]
    assert counts == [5, 5, 2]


def test_a_release_in_slices_holds_the_same_rows(many, tmp_path, monkeypatch):
    now = datetime(2024, 6, 1)
    whole = export_release(many, tmp_path / "whole", now)
    monkeypatch.setattr(document_slices, "DOCUMENTS_AT_ONCE", 5)
    cut = export_release(many, tmp_path / "cut", now)
    assert cut.row_counts == whole.row_counts
    for path in sorted((whole.folder / "parquet").rglob("*.parquet")):
        table = pq.read_table(path)
        other = pq.read_table(cut.folder / path.relative_to(whole.folder))
        assert other.schema == table.schema
        assert sorted(map(str, other.to_pylist())) == sorted(map(str, table.to_pylist())), path.name


def test_parts_do_not_change_stories_and_groups(load, many, tmp_path, monkeypatch):
    def read():
        with open_warehouse(many, read_only=True) as con:
            return con.execute(
                "SELECT d.uri, d.story_id, e.event_group_id FROM documents AS d JOIN events AS e"
                " USING (document_id) ORDER BY ALL"
            ).fetchall()

    before = read()
    monkeypatch.setattr(stories, "BANDS_AT_ONCE", 3)
    monkeypatch.setattr(event_pairs, "EVENTS_AT_ONCE", 2)
    late = Article(uri="late.txt", text="Putin met leader 3 on the coast.")
    late.actor("person/putin", "Putin", "RUS")
    late.event("Putin met", "met", "CONSULT", ("person/putin",))
    load([late])
    after = read()
    assert [row for row in after if row[0] != "late.txt"] == before
    assert len({group for _, _, group in after}) == len({group for _, _, group in before})


def test_the_limit_that_sufficed_is_the_first_of_the_next_action(database, monkeypatch):
    monkeypatch.setattr(memory_limit, "FIRST_LIMIT_MB", 8)
    limits = []

    def fail_twice(con):
        limits.append(con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])
        if len(limits) < 3:
            raise duckdb.OutOfMemoryException("too little")

    for _ in range(2):
        with open_warehouse(database) as con:
            run_within_limit(con, lambda con=con: fail_twice(con))
    assert limits == ["8.0 MiB", "16.0 MiB", "32.0 MiB", "32.0 MiB"]


def test_a_larger_database_begins_with_a_higher_limit(tmp_path, monkeypatch):
    limits = []
    for sizes in ((1 << 40, 1 << 40), (0, 1 << 40), (0, 0)):
        for name, size in zip(("LARGE_BYTES", "LARGER_BYTES"), sizes, strict=True):
            monkeypatch.setattr(memory_limit, name, size)
        with duckdb.connect(tmp_path / f"{len(limits)}.duckdb") as con:
            con.execute("CREATE TABLE told AS SELECT 1; CHECKPOINT")
            limit = run_within_limit(
                con, lambda con=con: con.execute("SELECT current_setting('memory_limit')").fetchone()
            )
        limits.append(limit[0])
    assert limits == ["96.0 MiB", "192.0 MiB", "384.0 MiB"]
