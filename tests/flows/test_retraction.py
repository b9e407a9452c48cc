"""Documents are taken back, dead letters dismissed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode
from flows.runs.retraction import retract, undo_retraction
from flows.runs.run_report import RunReport
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from warehouse.connect import open_warehouse
from warehouse.operations import read_failures
from warehouse.report import count_rows

Run = Callable[..., RunReport]


@pytest.mark.usefixtures("loaded")
def test_a_retracted_document_leaves_nothing_and_comes_back_when_it_is_let_in(
    run: Run, corpus: Path, settings: Settings
) -> None:
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        before = count_rows(con)
    text = (corpus / "bridge.txt").read_text()
    (corpus / "bridge.txt").unlink()
    (corpus / "empty.txt").write_bytes(b" \n ")
    run(corpus, steps=make_plain_steps())
    assert retract(settings, ["bridge.*"], is_trial=True).documents == retract(settings, ["b*.txt"]).documents
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        uris = [uri for (uri,) in con.execute("SELECT uri FROM documents ORDER BY 1").fetchall()]
        stray = con.execute(
            "SELECT count(*) FROM store.mentions WHERE document_id NOT IN (SELECT document_id FROM documents)"
        ).fetchall()
        assert [f.uri for f in read_failures(con)] == ["empty.txt"]
    assert uris == ["harvest.txt", "strike.html"]
    assert stray == [(0,)]
    released = settings.releases_path / "current" / "wiremill.duckdb"
    with open_warehouse(released, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchall() == [(2,)]
    assert run(redo="everything").published_count == 2
    (corpus / "bridge.txt").write_text(text)
    assert run(corpus).counts.retracted_count == 1
    assert undo_retraction(settings, ["bridge.txt"]) == (("corpus", "bridge.txt"),)
    assert run(corpus).new_count == 1
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert count_rows(con) == before


@pytest.mark.usefixtures("loaded")
def test_the_command_dismisses_dead_letters_and_says_when_nothing_matches(
    run: Run, corpus: Path, settings: Settings
) -> None:
    (corpus / "empty.txt").write_bytes(b" \n ")
    run(corpus)
    (corpus / "empty.txt").unlink()
    call = ["retract", "empty.txt", "--data", str(settings.data)]
    trial = CliRunner().invoke(app, [*call, "--dry-run"])
    assert "would retract dead letter empty.txt of" in trial.output
    done = CliRunner().invoke(app, call)
    assert (done.exit_code, "retracted dead letter empty.txt" in done.output) == (ExitCode.DONE, True)
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert read_failures(con) == []
        assert con.execute("SELECT count(*) FROM documents").fetchall() == [(3,)]
    again = CliRunner().invoke(app, call)
    assert (again.exit_code, "no document and no open dead letter" in again.output) == (ExitCode.FAILED, True)
