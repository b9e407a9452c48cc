"""Runs after runs: unchanged skipped, changed replaced, failures kept and retried, crashes taken up."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.cluster.connection import ClusterError
from flows.landing.plan import PlanFolder, list_plans
from flows.runs.run_report import RunReport, format_report
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from schemas.registry import DOCUMENT_TABLES
from warehouse.connect import open_warehouse
from warehouse.operations import read_failures, read_runs

Run = Callable[..., RunReport]
VOLATILE = {"run_id", "loaded_at", "extractor_version"}


def dump(settings: Settings) -> dict[str, list[Any]]:
    """All published rows, without what tells one run from another."""
    rows = {}
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        for table in DOCUMENT_TABLES:
            names = ", ".join(c.name for c in table.columns if c.name not in VOLATILE)
            rows[table.name] = con.execute(f"SELECT {names} FROM main.{table.name} ORDER BY ALL").fetchall()
    return rows


def test_second_run_changes_nothing(run: Run, corpus: Path, settings: Settings, loaded: RunReport) -> None:
    first = loaded
    assert (first.new_count, first.failed_count, first.published_count) == (3, 0, 3)
    before = dump(settings)
    assert all(before[name] for name in ("documents", "sentences", "figures", "mentions"))
    second = run(corpus)
    assert (second.new_count, second.counts.unchanged_count, second.published_count) == (0, 3, 0)
    assert dump(settings) == before
    assert not list(settings.work_path.glob("*"))
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert [r.status for r in read_runs(con)] == ["completed", "completed"]


@pytest.mark.usefixtures("loaded")
def test_changed_document_is_a_new_revision(run: Run, corpus: Path, settings: Settings) -> None:
    text = (corpus / "bridge.txt").read_text().replace("240 million", "260 million")
    (corpus / "bridge.txt").write_text(text)
    report = run(corpus)
    assert (report.changed_count, report.counts.unchanged_count) == (1, 2)
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        revisions = dict(con.execute("SELECT uri, revision FROM documents").fetchall())
        values = con.execute("SELECT value FROM figures WHERE text LIKE '%million euros%'").fetchall()
    assert revisions == {"bridge.txt": 2, "harvest.txt": 1, "strike.html": 1}
    assert (240_000_000.0,) not in values


@pytest.mark.usefixtures("loaded")
def test_other_settings_of_a_source_count_as_work(run: Run, corpus: Path, settings: Settings) -> None:
    report = run(corpus, metadata={"publisher": "Valley News"})
    assert (report.published_count, report.changed_count) == (3, 0)
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("SELECT DISTINCT publisher FROM documents").fetchall() == [("Valley News",)]


@pytest.mark.usefixtures("loaded")
def test_reprocess_needs_no_source(run: Run, corpus: Path, settings: Settings) -> None:
    before = dump(settings)
    for path in corpus.iterdir():
        path.unlink()
    corpus.rmdir()
    report = run(redo="everything")
    assert report.published_count == 3
    assert (report.new_count, report.changed_count) == (0, 0)
    assert dump(settings) == before


def test_a_correction_within_one_source_is_a_new_revision(
    run: Run, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(
        '{"id": "q", "text": "The quake killed 9 people in Taiwan on Monday."}\n'
        '{"id": "q", "text": "The quake killed 12 people in Taiwan on Monday."}\n'
    )
    first = run(path, boilerplate="keep")
    assert (first.counts.in_count, first.published_count) == (2, 1)
    assert (first.new_count, first.changed_count) == (1, 1)
    told = "log.jsonl#q is there twice: line 2 of log.jsonl takes the place of line 1 of log.jsonl"
    assert told in caplog.text
    assert "superseded           1" in format_report(first)
    caplog.clear()
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("SELECT uri, revision, text LIKE '%12 people%' FROM documents").fetchall() == [
            ("log.jsonl#q", 2, True)
        ]
    second = run(path, boilerplate="keep")
    assert (second.counts.unchanged_count, second.published_count) == (2, 0)
    assert "there twice" not in caplog.text
    assert "superseded" not in format_report(second)
    with path.open("a") as log:
        log.write('{"id": "q", "text": "The quake killed 15 people in Taiwan on Monday."}\n')
    third = run(path, boilerplate="keep")
    assert (third.changed_count, third.published_count) == (1, 1)
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("SELECT revision, text LIKE '%15 people%' FROM documents").fetchall() == [
            (3, True)
        ]
        assert con.execute("SELECT revision FROM ops.ledger").fetchall() == [(3,)]


def test_date_of_publication_that_is_none_is_told(
    run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(
        '{"id": "q", "published": "someday", "text": "The quake killed 9 people in Taiwan on Monday."}\n'
        '{"id": "r", "published": "2024-05-01", "text": "The flood killed 8 people in Chile on Monday."}\n'
    )
    assert run(path).published_count == 2
    told = [r.getMessage() for r in caplog.records if "can't be read as a date" in r.getMessage()]
    assert told == [
        "source corpus: log.jsonl#q says that it was published 'someday', which can't be read as a date"
    ]
    caplog.clear()
    run(path)
    assert "someday" not in caplog.text


def test_dead_letters_are_kept_and_retried(run: Run, corpus: Path, settings: Settings) -> None:
    (corpus / "empty.txt").write_bytes(b" \n ")
    (corpus / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (corpus / "scan.pdf").write_bytes(b"%PDF-1.7")
    report = run(corpus)
    assert (report.published_count, report.failed_count) == (3, 3)
    assert report.counts.in_count == 6
    text = format_report(report)
    assert "empty.txt" in text
    assert "scan.pdf" in text
    second = run(corpus)
    assert (second.published_count, second.counts.known_failure_count, second.failed_count) == (0, 2, 3)
    third = run(redo="failures")
    assert (third.counts.in_count, third.failed_count) == (3, 3)
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        attempts = {f.uri: f.attempts for f in read_failures(con)}
    assert attempts == {"empty.txt": 2, "photo.txt": 2, "scan.pdf": 3}
    (corpus / "empty.txt").write_text("The mayor of Lyon resigned on Friday, the city council said.")
    fourth = run(corpus)
    assert fourth.published_count == 1
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert {f.uri for f in read_failures(con)} == {"photo.txt", "scan.pdf"}


def test_missing_source_fails_the_run(run: Run, tmp_path: Path, settings: Settings) -> None:
    report = run(tmp_path / "nowhere")
    assert [letter.stage for letter in report.failures] == ["source"]
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        (logged,) = read_runs(con)
    assert logged.status == "failed"
    assert "nowhere" in (logged.message or "")


@pytest.mark.parametrize("stage", ["start_transform", "audit", "publish", "export"])
def test_interrupted_run_is_taken_up(run: Run, corpus: Path, settings: Settings, stage: str) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    steps = dataclasses.replace(make_plain_steps(), **{stage: interrupt})
    with pytest.raises(KeyboardInterrupt):
        run(corpus, steps=steps)
    report = run(corpus)
    if stage != "export":
        assert len(report.resumed) == 1
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (3,)
    assert not list(settings.work_path.glob("*"))


def test_a_plan_outlives_a_cluster_that_is_away(run: Run, corpus: Path, settings: Settings) -> None:
    def lose(*_: object) -> None:
        raise ClusterError("no scheduler answers")

    for _ in range(2):
        with pytest.raises(ClusterError):
            run(corpus, steps=dataclasses.replace(make_plain_steps(), start_transform=lose))
    assert len(run(corpus).resumed) == 1
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (3,)


def test_folder_without_a_plan_is_removed(tmp_path: Path) -> None:
    (tmp_path / "run-1" / "batches").mkdir(parents=True)
    assert list(list_plans(tmp_path)) == []
    assert not os.listdir(tmp_path)
    assert PlanFolder(tmp_path / "none").read() is None


def test_critical_check_stops_before_publishing(run: Run, corpus: Path, settings: Settings) -> None:
    def spoil(shards: Path, *rest: Any) -> Any:
        (shards / "figures.parquet").unlink()
        return make_plain_steps().audit(shards, *rest)

    with pytest.raises(Exception, match="schema"):
        run(corpus, steps=dataclasses.replace(make_plain_steps(), audit=spoil))
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM ops.checks WHERE NOT is_passed").fetchone() != (0,)
    assert run(corpus).published_count == 3
