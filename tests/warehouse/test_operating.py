"""The log of runs, dead letters, quarantine, ledger, template lines, status and queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from row_builder import NOW

from schemas.operations import Check, Failure, Run
from warehouse.connect import open_warehouse
from warehouse.ledger import read_ledger
from warehouse.operations import (
    finish_run,
    read_failures,
    read_quarantine,
    read_quarantined_documents,
    read_runs,
    record_checks,
    record_failures,
    start_run,
)
from warehouse.query import QueryError, run_query
from warehouse.report import count_quarantine, read_status
from warehouse.template_memory import read_template_counts

RUN = Run(
    run_id="run-1", flow_run_id=None, started_at=NOW, ended_at=None, status="running", code_version="1",
    parameters="{}", in_count=0, new_count=0, changed_count=0, unchanged_count=0, failed_count=0,
    published_count=0, staged_row_count=0, published_row_count=0, quarantined_row_count=0, message=None,
)  # fmt: skip
FAILURE = Failure(
    run_id="run-1", source="sample", uri="bad.txt", stage="decode", error_type="UnreadableDocumentError",
    message="this is a picture", raw_sha256="ab", attempts=1, first_failed_at=NOW, last_failed_at=NOW,
    resolved_at=None,
)  # fmt: skip


@pytest.fixture
def con(database):
    with open_warehouse(database) as connection:
        yield connection


def test_runs_are_logged_and_a_dead_one_is_told(con):
    start_run(con, RUN)
    later = replace(RUN, run_id="run-2", started_at=NOW + timedelta(hours=1))
    start_run(con, later)
    finish_run(con, replace(later, status="completed", new_count=3))
    assert [(r.run_id, r.status) for r in read_runs(con)] == [("run-2", "completed"), ("run-1", "crashed")]
    assert read_runs(con, 1)[0].new_count == 3


def test_a_failure_counts_its_attempts(con):
    record_failures(con, [FAILURE])
    record_failures(con, [FAILURE])  # the same run: a retried task
    tomorrow = NOW + timedelta(days=1)
    again = replace(
        FAILURE, run_id="run-2", raw_sha256=None, last_failed_at=tomorrow, first_failed_at=tomorrow
    )
    record_failures(con, [again])
    (found,) = read_failures(con)
    assert found == replace(FAILURE, run_id="run-2", attempts=2, last_failed_at=tomorrow)


def test_a_resolved_failure_starts_anew(con):
    record_failures(con, [FAILURE, replace(FAILURE, uri="other.txt")])
    con.execute("UPDATE ops.failures SET resolved_at = ? WHERE uri = 'bad.txt'", [NOW])
    assert [f.uri for f in read_failures(con)] == ["other.txt"]
    assert len(read_failures(con, is_open=False)) == 2
    later = NOW + timedelta(days=1)
    record_failures(con, [replace(FAILURE, run_id="run-3", first_failed_at=later, last_failed_at=later)])
    found = next(f for f in read_failures(con) if f.uri == "bad.txt")
    assert (found.attempts, found.first_failed_at, found.resolved_at) == (1, later, None)
    record_failures(con, [])
    assert len(read_failures(con, limit=1)) == 1


def test_publishing_resolves_failures(load, database, articles):
    with open_warehouse(database) as con:
        record_failures(con, [replace(FAILURE, uri="first.txt"), FAILURE])
    load(articles)
    with open_warehouse(database) as con:
        assert [f.uri for f in read_failures(con)] == ["bad.txt"]


def test_quarantine_is_listed_and_replayed(load, database, articles):
    bad = articles[1]
    whole = list(bad.rows["figures"])
    bad.rows["figures"][0] = replace(bad.rows["figures"][0], confidence=7.0)
    load(articles)
    with open_warehouse(database) as con:
        (row,) = read_quarantine(con)
        assert (row.table_name, row.check_name) == ("figures", "confidence between")
        assert read_quarantine(con, run_id="run-9") == []
        assert [e.uri for e in read_quarantined_documents(con)] == ["second.txt"]
        assert [(c.table_name, c.row_count) for c in count_quarantine(con, "run-1")] == [("figures", 1)]
        quality = con.execute("SELECT uri FROM document_quality WHERE quarantined_count = 1").fetchall()
        assert quality == [("second.txt",)]
        assert con.execute("SELECT count(*) FROM ops.checks WHERE NOT is_passed").fetchone() == (1,)
    bad.rows["figures"] = whole
    load([bad], run_id="run-2")
    with open_warehouse(database) as con:
        assert read_quarantine(con) == []
        assert read_quarantine(con, is_open=False)[0].replayed_at == NOW
        assert read_quarantined_documents(con) == []
        assert read_status(con).open_quarantine_count == 0


def test_checks_of_a_stopped_batch_are_kept(con):
    check = Check(
        run_id="run-1", batch_no=0, table_name="events", check_name="volume", severity="critical",
        is_passed=False,
        evaluated_count=0, failed_count=1, observed="0 rows", checked_at=NOW,
    )  # fmt: skip
    record_checks(con, [check])
    record_checks(con, [check])
    assert con.execute("SELECT count(*) FROM ops.checks").fetchone() == (1,)


def test_the_ledger_knows_what_was_loaded(loaded, database, articles):
    with open_warehouse(database) as con:
        ledger = read_ledger(con)
        assert sorted(ledger) == [("sample", n) for n in ("first.txt", "second.txt", "third.txt")]
        entry = ledger["sample", "first.txt"]
        document = articles[0].rows["documents"][0]
        assert (entry.raw_sha256, entry.revision, entry.run_id) == (document.raw_sha256, 1, "run-1")
        assert read_ledger(con, "elsewhere") == {}


def test_template_lines_are_counted_by_document(loaded, load, database, articles):
    load(articles[:1])
    with open_warehouse(database) as con:
        counts = read_template_counts(con, ["example.org"], ["menu", "unknown"])
        assert counts.line_counts == {("example.org", "menu"): 3}
        assert counts.document_counts == {"example.org": 3}
        fewer = read_template_counts(con, ["example.org"], ["menu"], [articles[0].document_id])
        assert fewer.line_counts == {("example.org", "menu"): 2}
        assert read_template_counts(con, ["example.org"], ["other line"]).line_counts == {}
        assert read_template_counts(con, ["other.org"], ["menu"]).line_counts == {}
        assert read_template_counts(con, [], ["menu"]).document_counts == {}


def test_status(loaded, database):
    with open_warehouse(database) as con:
        start_run(con, RUN)
        status = read_status(con)
    assert status.row_counts["documents"] == 3
    assert status.row_counts["actors"] == 6
    assert status.document_count_by_language == {"en": 3}
    assert str(status.newest_article_on) == "2024-05-25"
    assert [run.run_id for run in status.runs] == ["run-1"]


def test_a_query_answers_with_names_and_rows(loaded, database):
    found = run_query(database, "SELECT uri FROM documents ORDER BY uri")
    assert found.names == ("uri",)
    assert found.rows == (("first.txt",), ("second.txt",), ("third.txt",))
    assert not found.is_cut
    assert run_query(database, "FROM documents", limit=2).is_cut
    assert len(run_query(database, "FROM documents", limit=None).rows) == 3


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT nothing FROM documents", "nothing"),
        ("DELETE FROM store.documents", "read-only"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("", "one statement"),
        ("SELECT * FROM read_text('/etc/passwd')", "disabled"),
        ("COPY documents TO 'out.csv'", "disabled"),
        ("SET enable_external_access = true", "while database is running"),
    ],
)
def test_a_query_can_do_no_harm(database, sql, message):
    with pytest.raises(QueryError, match=message):
        run_query(database, sql)
