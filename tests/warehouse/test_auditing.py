"""The audit: each kind of bad row is kept out with its reason, and good rows go on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from lxml import html
from row_builder import NOW, Article, join_rows

from schemas.operations import QuarantinedRow
from schemas.registry import TABLE_BY_NAME
from warehouse.auditing.audit import AuditedBatch, Baseline, audit_batch
from warehouse.auditing.data_docs import build_warehouse_docs
from warehouse.connect import open_warehouse
from warehouse.stage import STAGED_TABLES, write_shards

TEXT = "Egypt met Kenya in Nairobi. They signed 3 deals worth $5 million on Monday."


def make_article(uri: str) -> Article:
    a = Article(uri=uri, text=TEXT)
    a.actor("country/EGY", "Egypt", "EGY")
    a.actor("country/KEN", "Kenya", "KEN")
    a.mention("country/EGY", "Egypt")
    mention = a.mention("country/KEN", "Kenya")
    a.event("Egypt met Kenya in Nairobi", "met", "CONSULT", ("country/EGY", "country/KEN"))
    a.rows["event_participants"][1] = replace(a.rows["event_participants"][1], mention_id=mention.mention_id)
    event = a.event("They signed 3 deals", "signed", "SUPPORT", ("country/EGY",), speaker_id="country/KEN")
    a.figure("3 deals", 3, "count", "deals", event_id=event.event_id)
    a.figure("$5 million", 5e6, "USD", "worth of the deals", value_high=6e6)
    a.time("Monday", "2024-05-20", date(2024, 5, 20))
    a.quote("signed 3 deals worth", "country/KEN")
    return a


def change(table: str, number: int, **values: Any) -> Callable[[Article], None]:
    """A row of a table with other values."""

    def apply(article: Article) -> None:
        article.rows[table][number] = replace(article.rows[table][number], **values)

    return apply


def repeat(table: str) -> Callable[[Article], None]:
    return lambda article: article.rows[table].append(article.rows[table][0])


CASES: dict[str, tuple[Callable[[Article], None], set[tuple[str, str]]]] = {
    "fine": (lambda article: None, set()),
    "enumeration": (change("events", 1, status="perhaps"), {("events", "status in_set"), ("figures", "-")}),
    "range": (change("figures", 0, confidence=1.5), {("figures", "confidence between")}),
    "low range": (change("blocks", 0, block_no=-1), {("blocks", "block_no between")}),
    "pattern": (change("events", 0, place_country_code="Kenya"), {
            ("events", "place_country_code matches"),
            ("event_participants", "event_id references events.event_id"),
        }),
    "not before": (
        change("time_expressions", 0, end_on=date(2024, 5, 1)), {("time_expressions", "end_on not_before")},
    ),
    "not before, numbers": (change("figures", 1, value_high=1.0), {("figures", "value_high not_before")}),
    "null": (change("quotes", 0, method=None), {("quotes", "method not_null")}),
    "null key": (change("quotes", 0, quote_id=None), {("quotes", "quote_id not_null")}),
    "key twice": (repeat("figures"), {("figures", "key unique")}),
    "not a number": (change("figures", 0, value=float("nan")), {("figures", "value finite")}),
    "infinite": (change("figures", 0, value=float("inf")), {("figures", "value finite")}),
    "slice": (change("figures", 0, text="4 deals"), {("figures", "slice")}),
    "slice beyond the end": (change("figures", 0, char_end=500), {("figures", "slice")}),
    "other sentence": (change("figures", 0, sentence_no=0), {("figures", "sentence")}),
    "no such sentence": (change("figures", 0, sentence_no=9), {("figures", "sentence")}),
    "text for a number": (change("figures", 0, value="many"), {("figures", "fits types")}),
    "lone surrogate": (change("figures", 0, item="\ud800"), {("figures", "fits types")}),
    "too large a number": (change("blocks", 0, raw_end=2**70), {("blocks", "fits types")}),
    "unknown actor": (
        change("mentions", 0, actor_id="country/XXX"),
        {("mentions", "actor_id references document_actors.entity_key")},
    ),
    "other document": (
        change("time_expressions", 0, document_id="doc-none"),
        {
            ("time_expressions", "document_id references documents.document_id"),
            ("time_expressions", "sentence"),
        },
    ),
    "unknown event": (
        change("event_participants", 0, event_id="ev-none"),
        {("event_participants", "event_id references events.event_id")},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[AuditedBatch, list[QuarantinedRow]]:
    """One batch with an article for each case."""
    articles = []
    for name, (spoil, _) in CASES.items():
        articles.append(make_article(name))
        spoil(articles[-1])
    shards = write_shards(tmp_path_factory.mktemp("audit") / "shards", join_rows(articles))
    audited = audit_batch(shards, "run-1", 0, len(articles), None, NOW)
    rows = pq.read_table(audited.folder / "quarantine.parquet").to_pylist()
    return audited, [QuarantinedRow(**row) for row in rows]


def find_case(batch: tuple[AuditedBatch, list[QuarantinedRow]], name: str) -> list[QuarantinedRow]:
    own = make_article(name).document_id
    return [q for q in batch[1] if q.document_id == own or f'"{own}"' in q.row]


@pytest.mark.parametrize("name", [n for n in CASES if n not in ("enumeration", "other document")])
def test_a_bad_row_is_kept_out(batch, name):
    found = {(q.table_name, q.check_name) for q in find_case(batch, name)}
    assert found == CASES[name][1]


def test_the_reason_names_the_value(batch):
    (row,) = find_case(batch, "range")
    assert row.reason == "confidence must be between 0 and 1; it is 1.5"
    assert json.loads(row.row)["item"] == "deals"
    assert row.row_key == json.loads(row.row)["figure_id"]
    (row,) = find_case(batch, "slice")
    assert row.reason.endswith("3 deals")


def test_what_refers_to_a_bad_row_goes_too_or_loses_the_reference(batch):
    found = find_case(batch, "enumeration")
    assert {(q.table_name, q.check_name) for q in found} == {
        ("events", "status in_set"),
        ("event_participants", "event_id references events.event_id"),
    }
    figures = pq.read_table(batch[0].folder / "figures.parquet").to_pylist()
    by_document = {(f["document_id"], f["text"]): f["event_id"] for f in figures}
    assert by_document[make_article("enumeration").document_id, "3 deals"] is None
    assert by_document[make_article("fine").document_id, "3 deals"] is not None
    emptied = next(c for c in batch[0].checks if c.check_name == "event_id references events.event_id"
                   and c.table_name == "figures")  # fmt: skip
    assert (emptied.severity, emptied.failed_count) == ("warning", 1)


def test_a_lost_mention_empties_the_participant(batch):
    parties = pq.read_table(batch[0].folder / "event_participants.parquet").to_pylist()
    own = make_article("unknown actor").document_id
    assert len([p for p in parties if p["document_id"] == own]) == 3


def test_a_row_of_an_unknown_document_is_kept_out(batch):
    found = {(q.table_name, q.check_name) for q in batch[1] if q.document_id == "doc-none"}
    assert found == CASES["other document"][1]


def test_all_other_rows_go_on(batch):
    audited, rows = batch
    keys = {(q.table_name, q.row_key) for q in rows}
    assert audited.quarantined_row_count == len(keys)
    assert audited.staged_row_count - audited.good_row_count == len(keys)
    assert len(audited.document_ids) == len(CASES)
    assert not audited.critical
    assert not audited.rejected_documents


def test_checks_are_logged_for_every_table_and_rule(batch):
    audited, _ = batch
    stored = pq.read_table(audited.folder / "checks.parquet")
    assert stored.num_rows == len(audited.checks)
    names = [(c.table_name, c.check_name) for c in audited.checks]
    assert len(names) == len(set(names))
    assert {c.table_name for c in audited.checks} == {t.name for t in STAGED_TABLES}
    range_check = next(
        c for c in audited.checks if (c.table_name, c.check_name) == ("figures", "confidence between")
    )
    assert not range_check.is_passed
    assert (range_check.severity, range_check.failed_count) == ("row", 1)
    assert range_check.evaluated_count == 2 * len(CASES) + 1 - 2  # one twice, two did not fit


def test_a_document_whose_own_row_is_bad_is_rejected_whole(tmp_path):
    good, bad = make_article("good"), make_article("bad")
    bad.rows["documents"][0] = replace(bad.rows["documents"][0], raw_sha256="none")
    audited = audit_batch(write_shards(tmp_path / "b", join_rows([good, bad])), "run-1", 0, 2, None, NOW)
    assert audited.document_ids == (good.document_id,)
    assert list(audited.rejected_documents) == [bad.document_id]
    assert "raw_sha256 must match" in audited.rejected_documents[bad.document_id]
    figures = pq.read_table(audited.folder / "figures.parquet")
    assert set(figures["document_id"].to_pylist()) == {good.document_id}
    assert not audited.critical


def test_a_shard_that_differs_from_the_declaration_is_critical(tmp_path):
    shards = write_shards(tmp_path / "b", make_article("a").rows)
    path = shards / "figures.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["item"]), path)
    (shards / "quotes.parquet").unlink()
    audited = audit_batch(shards, "run-1", 0, 1, None, NOW)
    assert [(c.table_name, c.check_name) for c in audited.critical] == [
        ("quotes", "schema"),
        ("figures", "schema"),
    ]


def test_an_empty_batch_from_a_filled_input_is_critical(tmp_path):
    shards = write_shards(tmp_path / "b", {})
    assert [c.check_name for c in audit_batch(shards, "r", 0, 5, None, NOW).critical] == ["empty batch"]
    assert not audit_batch(shards, "r", 0, 0, None, NOW).critical


@pytest.mark.parametrize(
    ("documents", "rate", "severity"),
    [(100, 5_000.0, "critical"), (100, 10.0, None), (10, 5_000.0, None)],
)
def test_a_collapse_of_the_volume_is_critical(tmp_path, documents, rate, severity):
    article = make_article("a")
    article.rows["events"].clear()
    article.rows["event_participants"].clear()
    baseline = Baseline(documents, {"events": rate, "figures": 1.0})
    audited = audit_batch(write_shards(tmp_path / "b", article.rows), "r", 0, 1, baseline, NOW)
    assert [c.check_name for c in audited.critical] == (["volume"] if severity else [])


def test_data_docs_show_what_the_warehouse_holds(full_database, tmp_path):
    with open_warehouse(full_database, read_only=True) as con:
        index, count = build_warehouse_docs(con, tmp_path / "docs", limit=2)
    assert (index.name, count) == ("index.html", 2)
    listed = index.read_text("utf8")
    assert "<td>figures</td>" in listed
    assert re.findall(r'class="number broken">(\d+)', listed) == []
    (results,) = (tmp_path / "docs" / "validations").glob("figures/**/*.html")
    assert f'href="{results.relative_to(tmp_path / "docs").as_posix()}"' in listed


def test_data_docs_load_nothing_from_the_web(full_database, tmp_path):
    with open_warehouse(full_database, read_only=True) as con:
        build_warehouse_docs(con, tmp_path, limit=1)
    pages = [html.parse(str(page)) for page in tmp_path.rglob("*.html")]
    loaded = [
        address
        for page in pages
        for address in page.xpath("//link/@href | //script/@src | //img/@src")
        if "//" in address
    ]
    styles = [style for page in pages for style in page.xpath("//style/text()") if "http" in style]
    assert (len(pages) > 2, loaded, styles) == (True, [], [])


def test_staging_refuses_a_table_that_it_does_not_know(tmp_path):
    with pytest.raises(KeyError, match="actors"):
        write_shards(tmp_path / "b", {"actors": []})
    assert TABLE_BY_NAME["actors"] not in STAGED_TABLES
