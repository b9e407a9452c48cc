"""The files that `wiremill init` writes can be used as they are."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from flows.command_line import app
from flows.corrections.event_corrections import read_event_corrections
from flows.error_text import ExitCode
from flows.runs.resolvers import read_corrections
from flows.settings import load_settings

ROOT = Path(__file__).parents[2]


def test_a_fresh_folder_has_what_the_settings_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = CliRunner().invoke(app, ["init", str(home)])
    assert done.exit_code == ExitCode.DONE, done.output
    settings = load_settings(home / "wiremill.toml", {})
    assert settings.sources == ()
    assert settings.corrections is not None
    assert settings.event_corrections is not None
    assert read_corrections(home / settings.corrections) == ()
    assert read_event_corrections(home / settings.event_corrections).lines == ()
    assert (home / "prefect.yaml").read_bytes() == (ROOT / "prefect.yaml").read_bytes()


def test_what_is_commented_out_can_be_used(tmp_path: Path) -> None:
    CliRunner().invoke(app, ["init", str(tmp_path)])
    lines = (tmp_path / "wiremill.toml").read_text().splitlines()
    used = [line.removeprefix("# ") if "=" in line or "[[" in line else line for line in lines]
    (tmp_path / "wiremill.toml").write_text("\n".join(used))
    settings = load_settings(tmp_path / "wiremill.toml", {})
    assert [source.name for source in settings.sources] == ["agency", "wire"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text("mine")
    done = CliRunner().invoke(app, ["init", str(tmp_path)])
    assert done.exit_code == ExitCode.USAGE
    assert [p.name for p in tmp_path.iterdir()] == ["corrections.csv"]
