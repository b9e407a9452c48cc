"""Publishing: idempotent, whole, and independent of order."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from datetime import date

import pytest
from row_builder import NOW, Article, join_rows
from small_warehouse import RESOLVERS, build_articles

from schemas.registry import DOCUMENT_TABLES, WAREHOUSE_TABLES
from warehouse.auditing.audit import audit_batch
from warehouse.connect import open_warehouse
from warehouse.ledger import read_ledger
from warehouse.publishing.assertions import BrokenPublicationError
from warehouse.publishing.publish import publish_batch, refresh_warehouse
from warehouse.stage import write_shards


def read_published(path, without=("run_id", "loaded_at", "processed_at")) -> dict:
    """All published rows by table, in a fixed order, without what tells one run from another."""
    with open_warehouse(path, read_only=True) as con:
        found = {}
        for table in (*DOCUMENT_TABLES, *WAREHOUSE_TABLES):
            columns = ", ".join(c.name for c in table.columns if c.name not in without)
            found[table.name] = con.execute(
                f"SELECT {columns} FROM main.{table.name} ORDER BY ALL"
            ).fetchall()
    return found


def test_same_batch_twice_changes_nothing(loaded, load, database, articles):
    before = read_published(database, without=())
    load(articles)
    assert read_published(database, without=()) == before


def test_any_order_and_any_cut_give_the_same_rows(loaded, database, empty_database, articles, tmp_path):
    expected = read_published(database)
    assert len(expected["documents"]) == 3
    audited = [
        audit_batch(write_shards(tmp_path / f"b{n}", a.rows), "run-1", n, 1, None, NOW)
        for n, a in enumerate(articles)
    ]
    for number, order in enumerate(itertools.permutations(audited)):
        cut = 1 + number % 2
        shutil.copy(empty_database, database)
        with open_warehouse(database) as con:
            publish_batch(con, order[:cut], "run-1", RESOLVERS, NOW)
            publish_batch(con, order[cut:], "run-1", RESOLVERS, NOW)
        assert read_published(database) == expected


def test_several_batches_in_one_transaction(database, tmp_path, articles):
    audited = [
        audit_batch(write_shards(tmp_path / f"b{n}", a.rows), "run-1", n, 1, None, NOW)
        for n, a in enumerate(articles)
    ]
    with open_warehouse(database) as con:
        result = publish_batch(con, audited, "run-1", RESOLVERS, NOW)
        assert con.execute("SELECT count(*) FROM ops.publications").fetchone() == (1,)
    assert (result.document_count, result.new_count, result.changed_count) == (3, 3, 0)
    assert result.row_counts["events"] == 8


def test_a_changed_document_replaces_its_rows_as_a_new_revision(loaded, load, database):
    load([Article(uri="second.txt", text="Nothing happened.")])
    published = read_published(database)
    assert len(published["documents"]) == 3
    with open_warehouse(database, read_only=True) as con:
        revisions = dict(con.execute("SELECT uri, revision FROM documents").fetchall())
        assert revisions == {"first.txt": 1, "second.txt": 2, "third.txt": 1}
        assert con.execute("SELECT count(*) FROM actors WHERE name = 'Ivan Petrov'").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM actor_names WHERE name LIKE 'Aleksandr%'").fetchone() == (0,)
        assert read_ledger(con)["sample", "second.txt"].revision == 2
    load([Article(uri="second.txt", text="Nothing happened.")])
    with open_warehouse(database, read_only=True) as con:
        assert con.execute("SELECT revision FROM documents WHERE uri = 'second.txt'").fetchone() == (2,)


def test_a_change_and_its_undoing_leave_what_was_there(loaded, load, database, articles):
    expected = read_published(database, without=("revision",))
    load([Article(uri="first.txt", text="Nothing happened.", published_on=date(2024, 1, 1))])
    assert read_published(database, without=("revision",)) != expected
    load([articles[0]])
    shown = read_published(database, without=("revision", "run_id", "loaded_at"))
    assert shown == {**expected, "documents": shown["documents"]}


def test_copies_form_a_story_told_by_the_first(loaded, database, articles):
    with open_warehouse(database, read_only=True) as con:
        rows = con.execute("SELECT uri, story_id, duplicate_of FROM documents ORDER BY uri").fetchall()
    first, second, third = (a.document_id for a in articles)
    assert rows == [("first.txt", first, None), ("second.txt", second, None), ("third.txt", first, first)]
    assert third != first


def test_an_earlier_copy_takes_over_the_story(loaded, load, database, articles):
    earlier = Article(uri="zero.txt", text=articles[0].text, published_on=date(2024, 5, 23))
    load([earlier])
    with open_warehouse(database, read_only=True) as con:
        stories = dict(con.execute("SELECT uri, story_id FROM documents").fetchall())
    assert {stories[uri] for uri in ("zero.txt", "first.txt", "third.txt")} == {earlier.document_id}


def test_many_exact_copies_are_told_by_one_record(load, database):
    seen = []
    copies = [Article(uri=f"{n:02}.txt", text="One two three four.") for n in range(30)]

    def count(texts, left, right):
        seen.extend(zip(left.tolist(), right.tolist(), strict=True))
        return left < 0

    load(copies[:10])
    with open_warehouse(database) as con:
        refresh_warehouse(con, "run-2", replace(RESOLVERS, find_copies=count), NOW)
        assert con.execute("SELECT count(DISTINCT story_id) FROM documents").fetchone() == (1,)
    assert seen == []


def test_an_actor_is_one_across_documents(loaded, database):
    with open_warehouse(database, read_only=True) as con:
        row = con.execute("SELECT * FROM actors WHERE name LIKE '%Lukashenko'").fetchone()
        names = con.execute(
            "SELECT name, mention_count FROM actor_names WHERE actor_id = 'person/lukashenko-blr' ORDER BY 1"
        ).fetchall()
    assert row == (
        "person/lukashenko-blr", "Alexander Lukashenko", "person", "BLR", "adjective", True, "GOV", None,
        None, None, 5, 3, date(2024, 5, 24), date(2024, 5, 25),
    )  # fmt: skip
    assert names == [("Aleksandr Lukashenko", 1), ("Alexander Lukashenko", 2), ("Lukashenko", 2)]


def test_two_names_of_one_actor_in_an_event_show_once(load, database):
    article = Article(uri="a.txt", text="Putin and Vladimir Putin met.")
    article.actor("person/putin", "Putin", "RUS")
    article.actor("person/vladimir-putin", "Vladimir Putin", "RUS")
    article.event("Putin and Vladimir Putin met", "met", "CONSULT", ("person/putin", "person/vladimir-putin"))
    load([article])
    with open_warehouse(database, read_only=True) as con:
        assert con.execute("SELECT actor_id, position FROM event_participants").fetchall() == [
            ("person/putin-rus", 0)
        ]


def test_events_group_across_documents_and_undated_ones_within_a_story(load, database, articles):
    asked = []

    def group(events, known):
        asked.append([e.event_id for e in events])
        return RESOLVERS.group_events(events, known)

    load(articles)
    with open_warehouse(database) as con:
        rows = con.execute(
            "SELECT event_type, count(*), count(DISTINCT event_group_id) FROM events GROUP BY 1 ORDER BY 1"
        ).fetchall()
        assert rows == [("AGREE", 2, 1), ("CONSULT", 3, 1), ("RETREAT", 1, 1), ("SUPPORT", 2, 1)]
        refresh_warehouse(con, "run-2", replace(RESOLVERS, group_events=group), NOW)
    assert list(map(len, asked)) == [8]


def test_only_blocks_that_changed_are_grouped_again(loaded, database, tmp_path):
    asked = []

    def group(events, known):
        asked.extend(events)
        return RESOLVERS.group_events(events, known)

    later = Article(uri="later.txt", text="Miners marched.", published_on=date(2024, 6, 2))
    later.actor("group/miners", "Miners", "PER")
    later.event("Miners marched", "marched", "PROTEST", ("group/miners",))
    shards = write_shards(tmp_path / "later", later.rows)
    with open_warehouse(database) as con:
        batch = audit_batch(shards, "run-2", 0, 1, None, NOW)
        publish_batch(con, [batch], "run-2", replace(RESOLVERS, group_events=group), NOW)
    assert [e.document_id for e in asked] == [later.document_id]


def test_a_failing_resolver_leaves_the_old_state(load, database, articles, tmp_path):
    load(articles[:1])
    before = read_published(database, without=())

    def fail(records):
        raise RuntimeError("no names today")

    batch = audit_batch(write_shards(tmp_path / "b", articles[1].rows), "run-2", 0, 1, None, NOW)
    broken = replace(RESOLVERS, resolve_identities=fail)
    with open_warehouse(database) as con:
        with pytest.raises(RuntimeError, match="no names today"):
            publish_batch(con, [batch], "run-2", broken, NOW)
        publish_batch(con, [batch], "run-2", RESOLVERS, NOW)
    assert len(read_published(database)["documents"]) == len(before["documents"]) + 1


def test_a_key_that_is_taken_stops_the_publication(load, database, articles, tmp_path):
    load(articles[:1])
    before = read_published(database, without=())
    stranger = build_articles()[1]
    taken = articles[0].rows["events"][0].event_id
    stranger.rows["events"][0] = replace(stranger.rows["events"][0], event_id=taken)
    stranger.rows["event_participants"].clear()
    batch = audit_batch(write_shards(tmp_path / "b", stranger.rows), "run-2", 0, 1, None, NOW)
    assert not batch.quarantined_row_count
    with (
        open_warehouse(database) as con,
        pytest.raises(BrokenPublicationError, match=r"store\.events: key"),
    ):
        publish_batch(con, [batch], "run-2", RESOLVERS, NOW)
    assert read_published(database, without=()) == before


def test_critical_batches_and_a_document_twice_are_refused(tmp_path, database, articles):
    empty = audit_batch(write_shards(tmp_path / "empty", {}), "run-1", 0, 3, None, NOW)
    one = audit_batch(write_shards(tmp_path / "one", join_rows(articles)), "run-1", 1, 3, None, NOW)
    with open_warehouse(database) as con:
        with pytest.raises(ValueError, match="empty batch"):
            publish_batch(con, [empty], "run-1", RESOLVERS, NOW)
        with pytest.raises(ValueError, match="in two batches"):
            publish_batch(con, [one, one], "run-1", RESOLVERS, NOW)
        assert publish_batch(con, [], "run-1", RESOLVERS, NOW).document_count == 0
