"""The command line: what it prints and with which code it ends."""

from __future__ import annotations

import csv
import io
import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli.start import is_worth_showing
from flows.command_line import app
from flows.error_text import ExitCode
from flows.sources.files import SourceError
from flows.workers.worker_pool import PoolClosedError


class Line:
    """Calls the command line on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, *args: str) -> Result:
        return CliRunner().invoke(app, [*args, "--data", str(self.data)])


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path / "data")


def test_from_run_to_answer(line: Line, corpus: Path) -> None:
    (corpus / "scan.tiff").write_bytes(b"II*\x00" + bytes(64))
    done = line("run", str(corpus), "--workers", "0", "--no-prefect", "--strict")
    assert done.exit_code == ExitCode.INCOMPLETE, done.output
    assert "new                  3" in done.output
    assert "scan.tiff: not a text document" in done.output

    status = line("status")
    assert status.exit_code == ExitCode.DONE
    assert "completed" in status.output
    assert "1 open (wiremill failures list)" in status.output

    sql = "SELECT title, published_on FROM documents ORDER BY title"
    table = line("query", sql)
    assert "Dockers walk out" in table.output
    rows = json.loads(line("query", sql, "--format", "json").output)
    assert len(rows) == 3
    parsed = list(csv.reader(io.StringIO(line("query", sql, "--format", "csv").output)))
    assert parsed[0] == ["title", "published_on"]
    assert len(parsed) == 4
    assert line("query", "DELETE FROM documents").exit_code == ExitCode.USAGE
    assert line("query", "SELECT nothing FROM nowhere").exit_code == ExitCode.USAGE
    unknown = line("query", "who_met_nobody")
    assert unknown.exit_code == ExitCode.USAGE
    assert "no query is named 'who_met_nobody'; there are: " in unknown.output
    assert "who_met_whom" in unknown.output
    assert "who_met_whom" in line("query", "list").output
    assert line("query", "who_met_whom").exit_code == ExitCode.DONE

    assert "scan.tiff" in line("failures", "list").output
    assert line("failures", "retry", "--workers", "0", "--no-prefect").exit_code == ExitCode.FAILED
    assert line("quarantine", "list").exit_code == ExitCode.DONE
    assert line("quarantine", "replay", "--workers", "0", "--no-prefect").exit_code == ExitCode.DONE
    assert "schema" in line("checks").output or "documents" in line("checks").output
    unknown = line("checks", "run-of-nobody")
    assert unknown.exit_code == ExitCode.USAGE
    assert "there is no run 'run-of-nobody'; the last ones are run-" in unknown.output
    docs = line("checks", "--docs", str(line.data / "docs"), "--limit", "1")
    assert "index.html: checks of 1 documents" in docs.output
    assert (line.data / "docs" / "index.html").exists()
    assert line("freshness", "1").exit_code == ExitCode.DONE
    assert line("freshness", "0").exit_code == ExitCode.FAILED
    assert line("refresh").exit_code == ExitCode.DONE
    assert "before" in line("maintain").output
    assert line("export").exit_code == ExitCode.DONE
    assert len(json.loads(line("query", sql, "--format", "json").output)) == 3


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["run"], ExitCode.USAGE, "name a path"),
        (["run", "/nowhere/at/all", "--no-prefect"], ExitCode.FAILED, "no such file"),
        (["run", "x", "--config", "/nowhere.toml"], ExitCode.USAGE, "can't be read"),
        (["run", "x", "--workers", "-1"], ExitCode.USAGE, ""),
        (["run", "x", "--kind", "fax"], ExitCode.USAGE, "kind is 'fax'; it can be auto, feed"),
        (["status"], ExitCode.FAILED, "no warehouse"),
        (["query", "SELECT 1"], ExitCode.FAILED, "no warehouse"),
        (["export"], ExitCode.FAILED, "no warehouse"),
        (["freshness"], ExitCode.FAILED, "no warehouse"),
    ],
)
def test_what_cannot_be_done(line: Line, args: list[str], code: ExitCode, message: str) -> None:
    result = line(*args)
    assert result.exit_code == code
    assert message in result.output


def test_errors_end_in_one_line(line: Line, loaded: object, tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text("action,subject\nmerge\n")
    (tmp_path / "file").write_text("no folder")
    configs = {
        "corrections": (["refresh"], ExitCode.USAGE, "corrections.csv: line 2"),
        "releases": (["export"], ExitCode.FAILED, "Not a directory"),
    }
    values = {"corrections": "corrections.csv", "releases": "file"}
    for name, (command, code, message) in configs.items():
        config = tmp_path / f"{name}.toml"
        config.write_text(f"{name} = '{tmp_path / values[name]}'\n")
        check_one_line(line(*command, "--config", str(config)), code, message)
    docs = str(tmp_path / "file" / "docs")
    check_one_line(line("checks", "--docs", docs), ExitCode.FAILED, "Not a directory")
    warehouse = line.data / "warehouse.duckdb"
    warehouse.write_bytes(warehouse.read_bytes()[:5000])
    check_one_line(line("status"), ExitCode.FAILED, "warehouse.duckdb")
    check_one_line(line("failures", "list"), ExitCode.FAILED, "warehouse.duckdb")
    config = tmp_path / "model.toml"
    config.write_text("model = 'nosuch'\n")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "one.txt").write_text("Some words.")
    told = line("run", str(tmp_path / "inbox"), "--config", str(config), "--no-prefect")
    check_one_line(told, ExitCode.FAILED, "the language model 'nosuch' is not installed")


def check_one_line(result: Result, code: ExitCode, message: str) -> None:
    assert result.exit_code == code
    assert isinstance(result.exception, SystemExit)
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1, result.output


@pytest.mark.parametrize(
    ("name", "level", "message", "error", "is_shown"),
    [
        ("prefect.flow_runs", logging.INFO, "Beginning flow run", None, True),
        ("prefect.flow_runs", logging.ERROR, "Finished in state Failed('x')", None, False),
        ("prefect.task_runs", logging.ERROR, "Task run failed", SourceError("no such file"), False),
        ("prefect.task_runs", logging.ERROR, "Task run failed", PoolClosedError("closed"), False),
        ("prefect.task_runs", logging.ERROR, "Task run failed", ZeroDivisionError("a bug"), True),
        ("flows.landing.landing", logging.ERROR, "Finished in state", SourceError("other logger"), True),
    ],
)
def test_terminal_is_spared_what_the_last_line_says(
    name: str, level: int, message: str, error: Exception | None, is_shown: bool
) -> None:
    exc_info = None if error is None else (type(error), error, None)
    record = logging.LogRecord(name, level, __file__, 1, message, None, exc_info)
    assert is_worth_showing(record) is is_shown


def test_run_of_which_nothing_comes_in_fails(
    line: Line, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIREMILL_HTTP_ATTEMPTS", "1")
    options = ("--workers", "0", "--no-prefect")
    address = "http://127.0.0.1:9/feed.xml"
    refused = line("run", address, *options)
    assert (refused.exit_code, "no public address" in refused.output) == (ExitCode.FAILED, True)
    result = line("run", address, "--allow-network", "127.0.0.0/8", *options)
    assert result.exit_code == ExitCode.FAILED
    assert "the run failed: the source 127.0.0.1 can't be read: not reachable" in result.output
    for path in corpus.glob("*.*"):
        path.write_bytes(b" ")
    assert line("run", str(corpus), *options).exit_code == ExitCode.FAILED
    assert line("run", str(corpus), *options).exit_code == ExitCode.FAILED  # known failures by now
    assert line("failures", "retry", *options).exit_code == ExitCode.FAILED


def test_dictionary() -> None:
    result = CliRunner().invoke(app, ["dictionary", "figures"])
    assert result.exit_code == ExitCode.DONE
    assert "comparator" in result.output
    assert CliRunner().invoke(app, ["dictionary", "nothing"]).exit_code == ExitCode.USAGE


def test_second_run_waits_or_says_who_is_at_work(
    line: Line, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.runs.run_lock import lock_run

    monkeypatch.setenv("WIREMILL_LOCK_SECONDS", "0.2")
    with lock_run(line.data / "run.lock", 0):
        result = line("run", str(corpus), "--no-prefect", "--workers", "0")
    assert result.exit_code == ExitCode.BUSY
    assert "another run" in result.output


def test_asking_loads_no_heavy_library() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from flows.command_line import app;"
        "CliRunner().invoke(app, ['status', '--data', '/nowhere']);"
        "CliRunner().invoke(app, ['query', 'SELECT 1', '--data', '/nowhere']);"
        "heavy = {'prefect', 'spacy', 'great_expectations', 'trafilatura', 'httpx'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
