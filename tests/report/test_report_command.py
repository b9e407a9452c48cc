"""`wiremill report`, and the setting that switches the report off."""

from __future__ import annotations

from pathlib import Path

import small_warehouse as small
from make_report import make_report
from typer.testing import CliRunner

from flows.command_line import app


def test_command_writes_the_report_of_the_current_release(tmp_path: Path) -> None:
    make_report(tmp_path, small.build_articles())
    answer = CliRunner().invoke(app, ["report", "--data", str(tmp_path), "--documents", "2"])
    assert answer.exit_code == 0, answer.output
    page = tmp_path / "published" / "current" / "report" / "index.html"
    assert page.exists()
    assert f"{page}: 2 articles" in answer.output


def test_command_says_that_there_is_no_release(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["report", "--data", str(tmp_path)])
    assert answer.exit_code == 1
    assert "there is no release" in answer.output


def test_the_environment_can_switch_it_off(monkeypatch) -> None:
    from flows.settings import load_settings

    monkeypatch.setenv("WIREMILL_REPORT", "false")
    monkeypatch.setenv("WIREMILL_REPORT_DOCUMENTS", "50")
    settings = load_settings()
    assert settings.report is False
    assert settings.report_documents == 50
