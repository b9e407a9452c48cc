"""Runs whose raw store and releases are in object storage; credentials stand in the environment alone."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from s3_keys import KEY_ID, SECRET
from typer.testing import CliRunner

import wiremill
from flows.command_line import app
from flows.error_text import ExitCode
from flows.landing.run_request import RunRequest
from flows.runs.backup import list_backups_with, restore_backup, write_backup
from flows.runs.pipeline import run_pipeline
from flows.runs.purge import purge
from flows.runs.rebuild import prepare_rebuild
from flows.runs.retraction import retract
from flows.runs.run_report import RunReport, format_report, report_as_json
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from flows.storage.object_store import ObjectStore
from flows.storage.storage_errors import StorageError
from flows.workers.batch_job import BatchJob
from schemas.identifiers import make_document_id

TEXTS = {
    "bridge.txt": """Minister opens the Tarvo bridge

ALDERNEY, 3 June 2024 - Transport Minister Lena Ostrom opened the new Tarvo bridge on Monday.

The bridge cost 240 million euros. "It joins two valleys," Ostrom said.
""",
    "harvest.txt": """Wheat harvest falls by a tenth

KYIV, 12 February 2024 - Farmers in Ukraine brought in 21 million tonnes of wheat in 2023.

That was 10 percent less than in 2022. Ukraine asked Poland for help on Monday.
""",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def settings(bucket: str, tmp_path: Path) -> Settings:
    places = {"raw": f"s3://{bucket}/raw", "releases": f"s3://{bucket}/news"}
    return Settings(data=tmp_path / "data", workers=0, report=False, **places)


def run(settings: Settings, path: Path | None = None, **options: Any) -> RunReport:
    sources = (SourceDeclaration("corpus", str(path)),) if path else ()
    return run_pipeline(RunRequest(settings, sources, **options), make_plain_steps())


def list_traces(bucket: str, folder: Path, words: bytes) -> list[str]:
    """Objects and files that hold some bytes."""
    store = ObjectStore(f"s3://{bucket}")
    names = list(store.list_names("raw")) + list(store.list_names("news"))
    found = [name for name, content in store.read_all(names) if words in (content or b"")]
    return found + [str(p) for p in folder.rglob("*") if p.is_file() and words in p.read_bytes()]


@pytest.mark.slow
def test_a_life_in_object_storage(
    settings: Settings,
    bucket: str,
    corpus: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.INFO)
    report = run(settings, corpus)
    assert (report.published_count, report.problem) == (2, None)
    assert not (settings.data / "raw").exists()
    assert f"sent to     s3://{bucket}/news" in format_report(report)
    monkeypatch.setenv("WIREMILL_CACHE", str(tmp_path / "cache"))
    first = wiremill.open_release(f"s3://{bucket}/news")
    assert first.query("SELECT count(*) AS n FROM documents").to_pylist() == [{"n": 2}]

    again = run(settings, corpus)
    assert (again.published_count, again.counts.unchanged_count) == (0, 2)
    assert wiremill.open_release(f"s3://{bucket}/news").release_no == first.release_no == 1

    backup = tmp_path / "backup.tar"
    write_backup(settings, backup)
    other = settings.override(data=tmp_path / "restored")
    restore_backup(other, backup, tmp_path / "settings")
    assert run(other, corpus).counts.unchanged_count == 2

    rebuilt, _ = prepare_rebuild(settings)
    assert run_pipeline(rebuilt, make_plain_steps()).published_count == 2

    retract(settings, ["harvest.txt"])
    there = wiremill.open_release(f"s3://{bucket}/news")
    assert there.query("SELECT uri FROM documents").to_pylist() == [{"uri": "bridge.txt"}]
    assert run(settings, corpus).counts.retracted_count == 1
    (held,) = list_backups_with(settings, make_document_id("corpus", "harvest.txt"))
    assert str(backup) in held  # its raw store is elsewhere, its warehouse holds the document

    for secret in (SECRET, KEY_ID):
        assert secret not in caplog.text + format_report(report) + report_as_json(report)
        assert list_traces(bucket, tmp_path, secret.encode()) == []


@pytest.mark.slow
def test_a_purged_document_leaves_no_trace(settings: Settings, bucket: str, corpus: Path) -> None:
    run(settings, corpus)
    assert list_traces(bucket, settings.data, b"joins two valleys")
    purge(settings, "bridge.txt")
    assert list_traces(bucket, settings.data, b"joins two valleys") == []
    assert len(ObjectStore(f"s3://{bucket}/news").list_folders("releases")) == 1


def test_a_run_says_at_once_that_a_place_can_not_be_used(s3: Any, corpus: Path, tmp_path: Path) -> None:
    config = tmp_path / "wiremill.toml"
    config.write_text(
        f'data = "{tmp_path / "data"}"\nreleases = "s3://no-bucket-here/news"\n', encoding="utf-8"
    )
    command = ["run", str(corpus), "--no-prefect", "--workers", "0", "--config", str(config)]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == ExitCode.FAILED
    line = "s3://no-bucket-here/news can't be read: the bucket no-bucket-here does not exist"
    assert done.output.strip().splitlines()[-1] == f"wiremill: the run failed: {line}"
    assert not (tmp_path / "data" / "warehouse.duckdb").exists()


def test_places_are_looked_at_before_anything_is_done(s3: Any, tmp_path: Path) -> None:
    for places in (
        {"raw": "s3://no-bucket-here/raw"},
        {"engine": "dask", "exchange": "s3://no-bucket-here/x"},
    ):
        with pytest.raises(StorageError, match="the bucket no-bucket-here does not exist"):
            run(Settings(data=tmp_path / "data", **places))  # type: ignore[arg-type]


def test_an_address_reaches_the_workers_as_it_is(settings: Settings, tmp_path: Path) -> None:
    from datetime import datetime

    job = BatchJob(
        batch=tmp_path / "00000.jsonl",
        shards=tmp_path / "00000",
        templates=tmp_path / "t",
        raw=settings.raw_place,
        model="m",
        run_id="r",
        extractor_version="v",
        loaded_at=datetime(2024, 5, 2),
    )
    assert BatchJob.from_json(job.to_json()) == job
