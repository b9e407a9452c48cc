"""A run says what became of it; dead letters close when they are no longer true."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode
from flows.landing.run_request import RunRequest
from flows.runs.pipeline import run_pipeline
from flows.runs.run_report import RunReport
from flows.runs.steps import Steps
from flows.runs.upkeep import StaleError, check_freshness
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from warehouse.connect import open_warehouse
from warehouse.operations import read_failures, read_runs

Run = Callable[..., RunReport]


def list_open(settings: Settings) -> set[str]:
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        return {failure.uri for failure in read_failures(con)}


def call(settings: Settings, *args: str, **options: Any) -> Any:
    return CliRunner().invoke(app, [*args, "--data", str(settings.data)], **options)


@pytest.mark.usefixtures("loaded")
def test_a_source_that_cannot_be_read_fails_the_run_and_stops_no_other(
    corpus: Path, settings: Settings, no_release: Steps
) -> None:
    (corpus / "more.txt").write_text("Mayor Ida Lund met farmers in Oslo on 3 May 2024.\n")
    sources = (SourceDeclaration("gone", str(corpus / "none")), SourceDeclaration("corpus", str(corpus)))
    report = run_pipeline(RunRequest(settings, sources), no_release)
    assert report.new_count == 1
    assert report.problem is not None
    assert report.problem.startswith("the source gone can't be read: ")
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert (read_runs(con, 1)[0].status, read_runs(con, 1)[0].message) == ("failed", report.problem)
    assert list_open(settings) == {sources[0].path}
    (corpus / "none").mkdir()
    assert run_pipeline(RunRequest(settings, sources[:1]), no_release).problem is None
    assert list_open(settings) == set()


@pytest.mark.usefixtures("loaded")
def test_dead_letters_close_when_they_are_no_longer_true(run: Run, corpus: Path, settings: Settings) -> None:
    lines = [
        '{"id": "a", "text": "Berlin is big."}',
        '{"id": "b", "text": 3}',
        '{"id": "c", "text": "Der Rat tagt."}',
    ]
    (corpus / "wire.jsonl").write_text("\n".join(lines))
    (corpus / "later.txt").symlink_to("nowhere.txt")
    (corpus / "picture.png").write_bytes(b"\x89PNG")
    run(corpus)
    assert list_open(settings) == {"wire.jsonl#L2", "later.txt", "picture.png"}
    lines[1] = '{"id": "b", "text": "Die Stadt baut."}'
    (corpus / "wire.jsonl").write_text("\n".join(["", *lines]))
    (corpus / "later.txt").unlink()
    (corpus / "later.txt").write_text("Der Rat hat gestern den Haushalt beschlossen.\n")
    assert run(corpus).problem is None
    assert list_open(settings) == {"picture.png"}


@pytest.mark.usefixtures("loaded")
def test_retry_takes_every_kind_and_fails_when_all_do(run: Run, corpus: Path, settings: Settings) -> None:
    (corpus / "sub").mkdir()
    (corpus / "sub" / "wire.jsonl").write_text('{"id": "a", "text": "Berlin ist groß."}\n{"id": "b"}\n')
    (corpus / "late.txt").symlink_to("nowhere.txt")
    run(corpus)
    retry = ("failures", "retry", "--workers", "0", "--no-prefect")
    none = call(settings, *retry)
    assert none.exit_code == ExitCode.FAILED, none.output
    assert "nothing that came in could be read and processed" in none.output
    (corpus / "late.txt").unlink()
    (corpus / "late.txt").write_text("Der Rat hat gestern den Haushalt beschlossen.\n")
    some = call(settings, *retry)
    assert some.exit_code == ExitCode.DONE, some.output
    assert list_open(settings) == {"sub/wire.jsonl#L2"}
    (corpus / "sub" / "wire.jsonl").write_text('{"id": "a", "text": "Berlin ist groß."}\n')
    assert call(settings, *retry).exit_code == ExitCode.DONE
    assert list_open(settings) == set()
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        revisions = con.execute("SELECT uri, revision FROM documents WHERE uri NOT LIKE 'b%'").fetchall()
    assert {r for _, r in revisions} == {1}


@pytest.mark.usefixtures("loaded")
def test_freshness_is_told_by_source(settings: Settings) -> None:
    live = SourceDeclaration("corpus", "here")
    dead = SourceDeclaration("feed", "https://news.example/feed")
    assert set(check_freshness(settings, 1e6)) == {"corpus"}
    both = settings.override(sources=(live, dead))
    with pytest.raises(StaleError, match="feed: nothing was ever loaded"):
        check_freshness(both, 1e6)
    assert set(check_freshness(both, 1e6, "corpus")) == {"corpus"}
    with open_warehouse(settings.warehouse_path) as con:
        con.execute(
            "UPDATE ops.ledger SET source = 'feed', processed_at = '2001-01-01' WHERE uri = 'bridge.txt'"
        )
    with pytest.raises(StaleError, match=r"feed: [0-9,.]+ hours old"):
        check_freshness(both, 1e4)


def list_files(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")}


def test_a_trial_writes_nothing(corpus: Path, settings: Settings) -> None:
    trial = call(settings, "run", str(corpus), "--dry-run")
    assert trial.exit_code == ExitCode.DONE, trial.output
    assert "new                  3" in trial.output
    assert "corpus: bridge.txt" in trial.output
    assert not settings.data.exists()


@pytest.mark.usefixtures("loaded")
def test_a_trial_tells_what_is_known(corpus: Path, settings: Settings) -> None:
    (corpus / "bridge.txt").write_text("Der Rat hat gestern den Haushalt beschlossen.\n")
    (corpus / "scan.png").write_bytes(b"\x89PNG")
    before = list_files(settings.data)
    trial = call(settings, "run", str(corpus), "--source-name", "corpus", "--dry-run")
    assert "changed              1" in trial.output
    assert "unchanged            2" in trial.output
    assert "corpus: scan.png: " in trial.output
    assert list_files(settings.data) == before


@pytest.mark.usefixtures("loaded")
def test_reports_for_programs_and_for_nobody(corpus: Path, settings: Settings) -> None:
    args = ("run", str(corpus), "--source-name", "corpus", "--workers", "0", "--no-prefect")
    told = json.loads(call(settings, *args, "--json").stdout)
    assert (told["counts"]["unchanged_count"], told["problem"], told["is_complete"]) == (3, None, True)
    assert call(settings, *args, "--quiet").stdout == ""
    assert call(settings, *args, "--quiet", "--verbose").exit_code == ExitCode.USAGE
    assert CliRunner().invoke(app, ["--version"]).stdout.startswith("wiremill ")


@pytest.mark.usefixtures("loaded")
def test_sql_from_a_file_and_from_standard_input(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "count.sql"
    file.write_bytes(b"\xef\xbb\xbfSELECT count(*) AS n\r\nFROM documents -- all\r\n")
    assert json.loads(call(settings, "query", str(file), "--format", "json").stdout) == [{"n": 3}]
    given = call(settings, "query", "-", "--format", "json", input="SELECT 7 AS n")
    assert json.loads(given.stdout) == [{"n": 7}]
    missing = call(settings, "query", str(tmp_path / "none.sql"))
    assert (missing.exit_code, "No such file" in missing.output) == (ExitCode.USAGE, True)
