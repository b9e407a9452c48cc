"""One real event across reports: how often, by whom, with what history, and where reports differ."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from row_builder import NOW, Article, join_rows
from small_warehouse import RESOLVERS

from transforms.events.rows.alike_pairs import find_alike
from transforms.events.rows.grouping import group_events
from transforms.events.rows.happenings import join_mentions
from transforms.events.rows.packed_signs import pack_signs
from warehouse.auditing.audit import audit_batch
from warehouse.connect import open_warehouse
from warehouse.publishing.happening_heirs import keep_heirs, read_heirs
from warehouse.publishing.publish import publish_batch, retract_documents
from warehouse.publishing.resolvers import MentionPairing, Resolvers
from warehouse.stage import write_shards

JOINING = Resolvers(
    RESOLVERS.resolve_identities,
    group_events,
    RESOLVERS.find_copies,
    join_mentions,
    RESOLVERS.name_indicators,
    mention_pairing=MentionPairing("", pack_signs, find_alike),
)
CLASH = date(2024, 5, 20)
LATER = date(2024, 5, 26)


def _report(uri: str, words: str, on: date, publisher: str, status: str = "actual", **more: Any) -> Article:
    article = Article(uri=uri, text=words, published_on=on, publisher=publisher)
    article.actor("country/KEN", "Kenya", "KEN", reference_id="country/KEN")
    article.actor("country/TZA", "Tanzania", "TZA", reference_id="country/TZA")
    told = {
        "date_start": CLASH,
        "date_end": CLASH,
        "date_method": "text",
        "document_group_id": f"{uri}-1",
    } | more
    event = article.event(
        words, words.split()[0], "ASSAULT", ("country/KEN",), ("country/TZA",), status=status, **told
    )
    number = next((w for w in words.split() if w.isdigit()), None)
    if number:
        article.figure(number, float(number), "person", "people killed", event_id=event.event_id)
    return article


@pytest.fixture(scope="module")
def told_clashes(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, two reports of the fact with different tolls, a denial, and a report of another day."""
    articles = [
        _report("a.txt", "Shelling is planned.", date(2024, 5, 19), "Alpha", "planned"),
        _report("b.txt", "Shelling killed 4 people.", date(2024, 5, 20), "Beta"),
        _report("c.txt", "Fire killed 7 people.", date(2024, 5, 21), "Gamma"),
        _report("d.txt", "Nobody was shelled.", date(2024, 5, 22), "Delta", "denied"),
        _report("e.txt", "Bombs fell again.", date(2024, 5, 27), "Beta", date_start=LATER, date_end=LATER),
    ]
    folder = tmp_path_factory.mktemp("clashes")
    database = Path(shutil.copy(empty_database, folder / "warehouse.duckdb"))
    with open_warehouse(database) as con:
        for number, article in enumerate(articles):
            shards = write_shards(folder / f"batch-{number}", join_rows([article]))
            batch = audit_batch(shards, "run-1", number, 1, None, NOW)
            publish_batch(con, [batch], "run-1", JOINING, NOW)
    return database


@pytest.fixture
def clashes(told_clashes: Path, tmp_path: Path) -> Path:
    """A warehouse of the test's own, with them in it."""
    return Path(shutil.copy(told_clashes, tmp_path / "warehouse.duckdb"))


def _ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_warehouse(path, read_only=True) as con:
        return con.execute(sql).fetchall()


def test_reports_of_one_event_are_one_happening_with_its_history(clashes: Path) -> None:
    rows = _ask(
        clashes,
        "SELECT day, status, history, actors, recipients, mention_count, source_count, sources, figure_count"
        " FROM happenings ORDER BY day",
    )
    history = "planned 2024-05-19|actual 2024-05-20|denied 2024-05-22"
    assert rows == [
        (CLASH, "denied", history, "Kenya", "Tanzania", 4, 4, "Alpha|Beta|Delta|Gamma", 2),
        (LATER, "actual", "actual 2024-05-27", "Kenya", "Tanzania", 1, 1, "Beta", 0),
    ]


def test_each_member_says_what_links_it(clashes: Path) -> None:
    rows = _ask(clashes, "SELECT source_name, happening_reason FROM happening_members ORDER BY uri")
    assert rows == [
        ("Alpha", "parties"), ("Beta", "group"), ("Gamma", "group"), ("Delta", "parties"), ("Beta", "alone"),
    ]  # fmt: skip


def test_different_tolls_and_a_denial_stand_side_by_side(clashes: Path) -> None:
    rows = _ask(
        clashes,
        "SELECT about, item, one_says, one_source, other_says, other_source FROM disagreements"
        " ORDER BY about, one_source, other_source",
    )
    assert rows == [
        ("number", "people killed", "7.0 person", "Gamma", "4.0 person", "Beta"),
        ("status", None, "denied", "Delta", "actual", "Beta"),
        ("status", None, "denied", "Delta", "actual", "Gamma"),
    ]


def test_figures_of_a_happening_have_their_range_and_newest_value(clashes: Path) -> None:
    rows = _ask(
        clashes,
        "SELECT counted, lowest_value, highest_value, newest_value, newest_source, value_count,"
        " source_count, told FROM happening_figures",
    )
    told = "4 2024-05-20 Beta|7 2024-05-21 Gamma"
    assert rows == [("people killed", 4, 7, 7, "Gamma", 2, 2, told)]
    assert _ask(clashes, f"SELECT figures FROM happenings WHERE day = '{CLASH}'") == [
        ("people killed 4-7, newest 7",)
    ]


def test_claims_tell_who_said_what(clashes: Path) -> None:
    rows = _ask(clashes, "SELECT what, claimed, source_name FROM claims WHERE kind = 'figure' ORDER BY 3")
    assert rows == [("people killed", "4.0 person", "Beta"), ("people killed", "7.0 person", "Gamma")]
    assert len(_ask(clashes, "SELECT 1 FROM claims WHERE kind = 'event'")) == 5


@pytest.mark.parametrize("end", ["first", "last"])
def test_a_happening_keeps_its_id_when_a_report_goes(clashes: Path, end: str) -> None:
    """Also when it is the mention with the least id, which gave the happening its own."""
    order = "ASC" if end == "first" else "DESC"
    members = (
        f"SELECT document_id FROM happening_members WHERE day = '{CLASH}' ORDER BY event_id {order} LIMIT 1"
    )
    before = _ask(clashes, f"SELECT happening_id FROM happenings WHERE day = '{CLASH}'")
    ids = [row[0] for row in _ask(clashes, members)]
    with open_warehouse(clashes) as con:
        retract_documents(con, ids, "run-2", JOINING, NOW)
    after = _ask(clashes, f"SELECT happening_id, mention_count FROM happenings WHERE day = '{CLASH}'")
    assert after == [(before[0][0], 3)]
    assert len(_ask(clashes, "FROM ops.happening_heirs")) == (end == "first")


def test_a_rebuilt_warehouse_takes_over_the_heirs(clashes: Path, told_clashes: Path, tmp_path: Path) -> None:
    """Also where the heir is read in a later batch than other mentions."""
    rows = _ask(clashes, f"SELECT document_id FROM happening_members WHERE day = '{CLASH}' ORDER BY event_id")
    with open_warehouse(clashes) as con:
        retract_documents(con, [rows[0][0]], "run-2", JOINING, NOW)
    before = _ask(clashes, "SELECT event_id, happening_id FROM happening_members ORDER BY 1")
    heirs = read_heirs(clashes)
    batches = [told_clashes.parent / f"batch-{n}" for n in range(5)]
    kept = [b for b in batches if rows[0][0] not in _read_documents(b)]
    with open_warehouse(tmp_path / "anew.duckdb") as con:
        keep_heirs(con, heirs)
        for number, folder in enumerate(kept):
            publish_batch(con, [audit_batch(folder, "run-3", number, 1, None, NOW)], "run-3", JOINING, NOW)
        after = con.execute("SELECT event_id, happening_id FROM happening_members ORDER BY 1").fetchall()
    assert len(heirs) == 1
    assert after == before


def _read_documents(folder: Path) -> list[str]:
    return pq.read_table(folder / "documents.parquet", columns=["document_id"])["document_id"].to_pylist()


def test_plans_say_whether_they_were_done(clashes: Path) -> None:
    rows = _ask(clashes, "SELECT kind, due_start, known_since, state, who FROM plans_ahead")
    assert rows == [("event", CLASH, date(2024, 5, 19), "dropped", "Kenya")]


def test_independent_sources_confirm_or_contradict(clashes: Path) -> None:
    rows = _ask(
        clashes,
        "SELECT claimed, source_count, sources, first_on, confirmed_on, against_count, against_sources"
        f" FROM corroboration WHERE day = '{CLASH}' ORDER BY claimed",
    )
    first, second = date(2024, 5, 20), date(2024, 5, 21)
    assert rows == [
        ("actual", 2, "Beta|Gamma", first, second, 1, "Delta"),
        ("denied", 1, "Delta", date(2024, 5, 22), None, 2, "Beta|Gamma"),
        ("planned", 1, "Alpha", date(2024, 5, 19), None, 0, None),
    ]
