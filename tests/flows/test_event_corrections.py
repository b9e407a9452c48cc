"""Corrections of events by a file: told before a run, applied where lines changed, exported for teaching."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.command_line import app
from flows.corrections.event_corrections import read_event_corrections
from flows.error_text import ExitCode
from flows.landing.run_request import RunRequest
from flows.runs.pipeline import run_pipeline
from flows.runs.run_report import RunReport, format_report
from flows.runs.steps import Steps, make_plain_steps
from flows.settings import Settings, SettingsError
from flows.sources.declaration import SourceDeclaration
from flows.workers.batch_job import BatchJob
from transforms.events.corrections.correction import EventCorrection
from transforms.events.corrections.teaching_check import list_faults
from warehouse.connect import open_warehouse
from warehouse.ledger import read_ledger

HEAD = "action;document;trigger;sentence;deed_type;set_deed_type;set_mode;set_status;set_actors;reason\n"
MET = "fix;harvest.txt;met;President;;;;;Tusk;only he\n"
DEMAND = "veto;strike.html;demand\n"


def test_no_file_means_no_corrections() -> None:
    assert read_event_corrections(None).lines == ()


@pytest.mark.parametrize("content", [None, b"veto,a\xff", HEAD.encode() + b"drop;a.txt;met\n"])
def test_a_run_with_an_unusable_file_does_nothing(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "event_corrections.csv"
    if content is not None:
        path.write_bytes(content)
    settings = Settings(data=tmp_path / "data", workers=0, event_corrections=path)
    with pytest.raises(
        SettingsError, match=r"event_corrections\.csv.*(can't be read|is not in UTF-8|line 2)"
    ):
        run_pipeline(RunRequest(settings, ()), make_plain_steps(0))
    assert not settings.warehouse_path.exists()


def test_lines_travel_with_the_job(tmp_path: Path) -> None:
    line = EventCorrection(2, "fix", "a.txt", "met", set_actors=("Tusk",), set_recipients=(), set_date="-")
    folders = (tmp_path / name for name in ("batch", "shards", "templates", "raw"))
    job = BatchJob(*folders, "auto", "run-1", "1", datetime(2024, 6, 1), None, (line,))
    assert BatchJob.from_json(job.to_json()) == job


@dataclasses.dataclass
class Desk:
    """A loaded warehouse and its file of event corrections."""

    settings: Settings
    config: Path
    steps: Steps

    def write(self, *lines: str) -> None:
        """Write the file."""
        assert self.settings.event_corrections is not None
        self.settings.event_corrections.write_text(HEAD + "".join(lines), encoding="utf-8-sig")

    def run(self, *sources: SourceDeclaration, redo: Any = "nothing") -> RunReport:
        """A run of the pipeline."""
        return run_pipeline(RunRequest(self.settings, sources, redo), self.steps)

    def call(self, *words: str) -> Result:
        """The command line."""
        return CliRunner().invoke(app, ["corrections", *words, "--config", str(self.config)])

    def query(self, sql: str) -> list[Any]:
        """Rows of the warehouse."""
        with open_warehouse(self.settings.warehouse_path, read_only=True) as con:
            return con.execute(sql).fetchall()

    def read_runs(self) -> dict[str, str]:
        """The run that coded each document."""
        with open_warehouse(self.settings.warehouse_path, read_only=True) as con:
            return {uri: entry.run_id for (_, uri), entry in read_ledger(con).items()}

    def read_events(self, uri: str) -> list[Any]:
        """Events of a document with their parties."""
        return self.query(
            "SELECT e.trigger, e.event_type, e.is_sure, contains(e.method, '; correction: '),"
            " (SELECT list(p.actor_id ORDER BY p.role, p.actor_id) FROM event_participants AS p"
            " WHERE p.event_id = e.event_id) FROM events AS e JOIN documents USING (document_id)"
            f" WHERE uri = '{uri}' ORDER BY e.char_start, e.trigger"
        )


@pytest.fixture
def desk(loaded: RunReport, settings: Settings, tmp_path: Path, no_release: Steps) -> Desk:
    path = tmp_path / "event_corrections.csv"
    config = tmp_path / "wiremill.toml"
    config.write_text(f"data = '{settings.data}'\nevent_corrections = '{path}'\nworkers = 0\n")
    made = Desk(dataclasses.replace(settings, event_corrections=path), config, no_release)
    made.write()
    return made


def test_only_documents_whose_lines_changed_are_coded_again(desk: Desk) -> None:
    first, harvest, strike = (
        desk.read_runs(),
        desk.read_events("harvest.txt"),
        desk.read_events("strike.html"),
    )
    assert desk.run().published_count == 0

    desk.write(MET)
    report = desk.run()
    assert (report.published_count, report.counts.retried_count, report.changed_count) == (1, 1, 0)
    assert desk.read_runs() == first | {"harvest.txt": report.run_id}
    fixed = [e for e in desk.read_events("harvest.txt") if e[3]]
    assert fixed == [("met", "CONSULT", True, True, ["person/donald-tusk"])]
    assert "event corrections: 1 of 1 lines used\n" in format_report(report)

    desk.write("# moved down\n", DEMAND, MET)
    second = desk.run()
    assert desk.read_runs() == first | {"harvest.txt": report.run_id, "strike.html": second.run_id}
    assert [e for e in strike if e[0] != "demand"] == desk.read_events("strike.html") != strike
    assert desk.run().published_count == 0

    desk.write(DEMAND)
    assert desk.run().published_count == 1
    assert desk.read_events("harvest.txt") == harvest
    assert desk.run(redo="everything").published_count == 3  # a correction survives
    assert "demand" not in {e[0] for e in desk.read_events("strike.html")}


def test_a_source_that_is_read_codes_them_once(desk: Desk, corpus: Path) -> None:
    desk.write(MET)
    report = desk.run(SourceDeclaration("corpus", str(corpus)))
    assert (report.counts.in_count, report.counts.unchanged_count, report.published_count) == (3, 2, 1)


def test_an_older_warehouse_has_no_corrections(desk: Desk) -> None:
    with open_warehouse(desk.settings.warehouse_path) as con:
        con.execute("ALTER TABLE ops.ledger DROP COLUMN corrections_sha256")
        con.execute("ALTER TABLE ops.ledger DROP COLUMN corrections_outcome")
        con.execute("UPDATE ops.schema_versions SET fingerprint = 'older'")
    assert desk.run().published_count == 0
    desk.write(MET)
    assert desk.run().published_count == 1


def test_lines_that_do_nothing_are_told_and_stop_nothing(desk: Desk) -> None:
    idle = ("veto;harvest.txt;shouted\n", "veto;nowhere.txt;met\n")
    desk.write(MET, *idle)
    waiting = desk.call("check", "--format", "json")
    states = [(row["state"], row["why"]) for row in json.loads(waiting.output)]
    assert states == [
        ("waiting", "the next run will apply it"),
        ("waiting", "the next run will apply it, but 'shouted' is not in the text"),
        ("not used", "no such document_id or uri in the warehouse"),
    ]
    applied = desk.call("apply", "--no-prefect")
    assert applied.exit_code == ExitCode.DONE, applied.output
    assert "event corrections: 1 of 3 lines used (`wiremill corrections check`)" in applied.output
    assert "line 3, harvest.txt: 'shouted' is not in the text" in applied.output
    checked = desk.call("check", "--format", "json")
    assert [row["state"] for row in json.loads(checked.output)] == ["used", "not used", "not used"]
    desk.write(MET, "drop;harvest.txt;met\n")
    bad = desk.call("check")
    assert (bad.exit_code, "line 3: action must be one of veto, fix" in bad.output) == (ExitCode.USAGE, True)


def test_corrections_become_teaching_sentences(desk: Desk, tmp_path: Path) -> None:
    desk.write(MET, DEMAND)
    target = tmp_path / "out" / "mine.jsonl"
    early = desk.call("export", str(target))
    assert "2 lines wait for the next run" in early.output
    assert target.read_text() == ""
    desk.run()
    done = desk.call("export", str(target))
    assert "2 documents, 2 sentences corrected" in done.output
    harvest, strike = (json.loads(line) for line in target.read_text(encoding="utf-8").splitlines())
    assert (harvest["url"], harvest["published"], harvest["corrected"]) == ("harvest.txt", "", [2])
    assert harvest["sentences"][0] == harvest["title"] == "Wheat harvest falls by a tenth"
    met = next(e for e in harvest["events"] if e["trigger"]["text"] == "met")
    assert [p["text"] for p in met["actors"]] == ["Donald Tusk"]
    assert {e["sentence"] for e in strike["events"]} <= set(strike["corrected"])
    for document in (harvest, strike):
        for event in document["events"]:
            assert list(list_faults(event, document["sentences"])) == []


def test_a_worker_applies_them(desk: Desk) -> None:
    desk.write(DEMAND)
    settings = dataclasses.replace(desk.settings, workers=1)
    report = run_pipeline(RunRequest(settings), make_plain_steps(1))
    assert report.published_count == 1
    assert "demand" not in {e[0] for e in desk.read_events("strike.html")}


def test_commands_need_a_file(tmp_path: Path, run: Callable[..., RunReport], loaded: RunReport) -> None:
    said = CliRunner().invoke(app, ["corrections", "check", "--data", str(tmp_path / "data")])
    assert (said.exit_code, "event_corrections =" in said.output) == (ExitCode.USAGE, True)
