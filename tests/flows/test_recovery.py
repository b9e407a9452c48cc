"""What is lost is made again: the warehouse from the raw store, work that was left, retracted documents."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode, describe_error
from flows.landing.plan import PlanFolder
from flows.landing.planning import plan_run
from flows.landing.raw_store import RawStore, RawStoreError
from flows.landing.run_request import RunRequest
from flows.runs.backup import BackupError, restore_backup, write_backup
from flows.runs.lost_warehouse import WarehouseLostError
from flows.runs.pipeline import run_pipeline
from flows.runs.rebuild import prepare_rebuild
from flows.runs.retraction import retract
from flows.runs.run_report import RunReport
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from schemas.registry import DOCUMENT_TABLES, WAREHOUSE_TABLES
from warehouse.connect import open_warehouse
from warehouse.ledger import read_ledger
from warehouse.operations import read_failures, read_runs
from warehouse.release.guard import ReleaseShrunkError

Run = Callable[..., RunReport]
RUN_COLUMNS = {"run_id", "loaded_at", "extractor_version"}


def dump(settings: Settings) -> dict[str, list[Any]]:
    """All published rows, but for what tells one run from another."""
    rows = {}
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        for table in (*DOCUMENT_TABLES, *WAREHOUSE_TABLES):
            names = ", ".join(c.name for c in table.columns if c.name not in RUN_COLUMNS)
            rows[table.name] = con.execute(f"SELECT {names} FROM main.{table.name} ORDER BY ALL").fetchall()
        rows["ledger"] = [(k, e.raw_sha256, e.revision) for k, e in read_ledger(con).items()]
        rows["failures"] = [(f.source, f.uri, f.message) for f in read_failures(con)]
    return rows


def call(settings: Settings, *args: str) -> Any:
    return CliRunner().invoke(app, [*args, "--data", str(settings.data)])


def rebuild(settings: Settings, allow_shrink: bool = False, steps: Any = None) -> RunReport:
    request, _ = prepare_rebuild(settings)
    request = dataclasses.replace(request, allow_shrink=allow_shrink)
    return run_pipeline(request, steps or make_plain_steps())


@pytest.mark.usefixtures("loaded")
def test_a_rebuilt_warehouse_holds_the_same(
    run: Run, corpus: Path, settings: Settings, no_release: Any
) -> None:
    text = (corpus / "bridge.txt").read_text()
    (corpus / "bridge.txt").write_text(text.replace("240", "250"))
    (corpus / "blank.txt").write_bytes(b" \n ")
    run(corpus)
    retract(settings, ["strike.html"])
    before = dump(settings)
    assert len(before["ledger"]) == 2
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        runs = {r.run_id: r.status for r in read_runs(con)}
    os.truncate(settings.warehouse_path, 5000)
    report = rebuild(settings, steps=no_release)
    assert report.counts.retracted_count == 1
    assert dump(settings) == before
    assert settings.warehouse_path.with_name("warehouse.duckdb.old-1").exists()
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        known = {r.run_id: r.status for r in read_runs(con)}
    assert {k: v for k, v in known.items() if k != report.run_id} == {
        k: v for k, v in runs.items() if k.startswith("run-")
    }


@pytest.mark.usefixtures("loaded")
def test_a_lost_warehouse_is_told_and_comes_back(run: Run, corpus: Path, settings: Settings) -> None:
    before = dump(settings)
    settings.warehouse_path.unlink()
    with pytest.raises(WarehouseLostError, match="wiremill rebuild"):
        run(corpus)
    assert not settings.warehouse_path.exists()
    status = call(settings, "status")
    assert (status.exit_code, "wiremill rebuild" in status.output) == (ExitCode.FAILED, True)
    done = call(settings, "run", "--reprocess", "--workers", "0", "--no-prefect")
    assert done.exit_code == ExitCode.DONE, done.output
    assert dump(settings) == before


@pytest.mark.usefixtures("loaded")
def test_a_damaged_raw_store_gives_dead_letters_and_no_wrong_row(settings: Settings) -> None:
    store = RawStore(settings.raw_place)
    bridge, harvest, strike = (d for d in store.list_documents() if not isinstance(d, RawStoreError))
    content = settings.raw_place / "content" / bridge.raw_sha256[:2] / bridge.raw_sha256
    content.write_bytes(content.read_bytes().replace(b"240", b"999"))
    described = settings.raw_place / "documents" / harvest.document_id[-2:] / f"{harvest.document_id}.json"
    described.write_text(described.read_text().replace("text/plain", "text/plein"))
    settings.warehouse_path.unlink()
    with pytest.raises(ReleaseShrunkError, match="documents from 3 to 1"):
        rebuild(settings)
    report = rebuild(settings, allow_shrink=True)
    assert {f.error_type for f in report.failures} == {"RawStoreError"}
    assert sorted(f.uri for f in report.failures) == ["bridge.txt", described.name]
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("SELECT uri FROM documents").fetchall() == [(strike.uri,)]


def leave_work(settings: Settings, corpus: Path, steps: Any) -> PlanFolder:
    """The work folder of a run that was killed after its first batch was transformed."""
    from flows.clock import read_clock
    from flows.progress import Progress
    from flows.runs.execution import PlanExecution
    from flows.workers.extractor_version import find_extractor_version

    request = RunRequest(settings, (SourceDeclaration("corpus", str(corpus)),))
    version = find_extractor_version(settings.model, settings.data / "cache")
    folder = PlanFolder(plan_run(request, "run-killed", version, read_clock()))
    plan = folder.read()
    assert plan is not None
    execution = PlanExecution(folder, plan, settings, steps, Progress())
    for batch in folder.list_batches():
        steps.start_transform(execution._make_job(batch), None).result()
    return folder


@pytest.mark.parametrize("damaged", ["batches/00000.jsonl", "shards/00000/figures.parquet", "plan.json"])
def test_damaged_work_is_done_again(
    damaged: str, run: Run, corpus: Path, settings: Settings, first_run: tuple[Path, RunReport]
) -> None:
    folder = leave_work(settings, corpus, make_plain_steps())
    path = folder.folder / damaged
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x11
    path.write_bytes(content)
    for file in corpus.iterdir():  # the source has moved on
        file.unlink()
    report = run(corpus)
    assert report.failures == ()
    expected = Settings(data=first_run[0])
    assert dump(settings) == dump(expected)


@pytest.mark.usefixtures("loaded")
def test_an_empty_release_takes_no_place(run: Run, corpus: Path, settings: Settings) -> None:
    released = (settings.releases_path / "current").resolve()
    settings.warehouse_path.unlink()
    shutil.rmtree(settings.raw_place)
    for name in ("bridge.txt", "harvest.txt"):
        (corpus / name).unlink()
    args = ["run", str(corpus), "--source-name", "corpus", "--workers", "0", "--no-prefect"]
    refused = call(settings, *args)
    assert refused.exit_code == ExitCode.FAILED
    assert "documents from 3 to 1" in refused.output
    assert (settings.releases_path / "current").resolve() == released
    assert call(settings, *args, "--allow-shrink").exit_code == ExitCode.DONE
    manifest = json.loads((settings.releases_path / "current" / "manifest.json").read_text())
    assert manifest["row_counts"]["documents"] == 1


@pytest.mark.usefixtures("loaded")
def test_retracted_stays_out_until_it_is_let_in(run: Run, corpus: Path, settings: Settings) -> None:
    before = dump(settings)
    assert call(settings, "retract", "bridge.txt").exit_code == ExitCode.DONE
    again = call(settings, "run", str(corpus), "--source-name", "corpus", "--workers", "0", "--no-prefect")
    assert "retracted            1" in again.output
    assert run(redo="everything").published_count == 2
    undone = call(settings, "retract", "--undo", "bri*")
    assert undone.exit_code == ExitCode.DONE, undone.output
    assert "let document bridge.txt of corpus in again" in undone.output
    assert dump(settings) == before
    assert call(settings, "retract", "--undo", "bri*").exit_code == ExitCode.FAILED


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("name", ["b.tar", "b.tar.gz"])
def test_a_backup_comes_back_as_it_was(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, no_release: Any
) -> None:
    home, file = tmp_path / "home", tmp_path / name
    home.mkdir()
    (home / "wiremill.toml").write_text("workers = 0\ncorrections = 'corrections.csv'\n")
    (home / "corrections.csv").write_text("action,subject\n")
    monkeypatch.chdir(home)
    with open_warehouse(settings.releases_path / "current" / "wiremill.duckdb", read_only=True):
        done = call(settings, "backup", str(file))
    assert done.exit_code == ExitCode.DONE, done.output
    other = tmp_path / "other"
    other.mkdir()
    (other / "corrections.csv").write_text("mine")
    monkeypatch.chdir(other)
    restored = Settings(data=other / "data", workers=0)
    back = call(restored, "restore", str(file))
    assert back.exit_code == ExitCode.DONE, back.output
    assert "corrections.csv stays as it is" in back.output
    assert "workers = 0" in (other / "wiremill.toml").read_text()
    assert dump(restored) == dump(settings)
    assert (restored.releases_path / "current" / "manifest.json").exists()
    again = call(restored, "restore", str(file))
    assert (again.exit_code, "restore into an empty folder" in again.output) == (ExitCode.FAILED, True)
    (other / "data" / "warehouse.duckdb").unlink()
    assert rebuild(restored, steps=no_release).published_count == 3
    assert dump(restored) == dump(settings)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("damage", ["cut", "flipped", "foreign"])
def test_a_damaged_backup_leaves_nothing(settings: Settings, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "b.tar"
    write_backup(settings, file)
    content = bytearray(file.read_bytes())
    if damage == "flipped":
        content[len(content) // 2] ^= 1
    file.write_bytes({"cut": content[: len(content) // 2], "flipped": content, "foreign": b"text"}[damage])
    restored = Settings(data=tmp_path / "other")
    with pytest.raises(BackupError):
        restore_backup(restored, file, tmp_path)
    assert not [p for p in restored.data.rglob("*") if p.name not in ("run.lock",)]


@pytest.mark.usefixtures("loaded")
def test_a_full_disk_is_told_before_the_work(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.disk_space.SPARE_BYTES", 10**18)
    commands = (
        ("run", str(tmp_path), "--no-prefect"),
        ("backup", str(tmp_path / "b.tar")),
        ("rebuild", "--no-prefect"),
    )
    for command in commands:
        done = call(settings, *command)
        assert (done.exit_code, "too little disk space" in done.output) == (ExitCode.FAILED, True)
    assert settings.warehouse_path.exists()
    assert not list(tmp_path.glob("b.tar*"))


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        OSError("[Errno 28] Error writing bytes to file. Detail: [errno 28] No space left on device"),
        duckdb.IOException('IO Error: Could not write file "x.duckdb": No space left on device'),
    ],
)
def test_a_disk_that_fills_up_is_told_in_words(error: Exception) -> None:
    assert describe_error(error) == (
        "no room is left on the disk of the data folder or that of temporary files:"
        " make some and run again, nothing is lost"
    )
    assert describe_error(OSError(28, "No space left on device", "/data/raw/x")).startswith(
        "no room is left on the disk of /data/raw/x:"
    )


def find_traces(folder: Path, word: bytes) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.is_file() and word in p.read_bytes()]


@pytest.mark.usefixtures("loaded")
def test_a_purged_document_leaves_no_trace(
    run: Run, corpus: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIREMILL_REPORT", "true")
    text = (corpus / "bridge.txt").read_text()
    write_backup(settings, tmp_path / "b.tar")
    pages = tmp_path / "pages"
    for options in ([], ["--out", str(pages)]):
        assert call(settings, "report", *options).exit_code == ExitCode.DONE
    assert find_traces(pages, b"joins two valleys")
    (corpus / "bridge.txt").write_text(text.replace("240", "250"))
    run(corpus, steps=make_plain_steps())
    assert len(list((settings.releases_path / "releases").iterdir())) == 2
    assert len(find_traces(settings.raw_place, b"joins two valleys")) == 2
    done = call(settings, "purge", "bridge.txt", "--yes")
    assert done.exit_code == ExitCode.DONE, done.output
    assert "purged 1 documents, 2 raw contents" in done.output
    assert f"still held by {tmp_path / 'b.tar'}" in done.output
    assert find_traces(settings.data, b"joins two valleys") == []
    assert find_traces(pages, b"joins two valleys") == []
    assert find_traces(pages, b"the union said")
    assert (settings.releases_path / "current" / "report" / "index.html").exists()
    assert len(list((settings.releases_path / "releases").iterdir())) == 1
    assert run(corpus).counts.retracted_count == 1
    assert find_traces(settings.raw_place, b"joins two valleys") == []
    assert call(settings, "purge", "bridge.txt", "--yes").exit_code == ExitCode.FAILED
