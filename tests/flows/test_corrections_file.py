"""A corrections file that can't be used is told before anything is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.landing.run_request import RunRequest
from flows.runs.pipeline import run_pipeline
from flows.runs.resolvers import read_corrections
from flows.runs.steps import make_plain_steps
from flows.settings import Settings, SettingsError

HEAD = "action,subject,target,name,type,country_code,sector,valid_from,valid_to,reason\n"


def test_no_file_means_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(None) == ()
    path = tmp_path / "corrections.csv"
    path.write_text(HEAD + "merge,A,person/b,,,,,,,same man\n")
    assert [c.subject for c in read_corrections(path)] == ["A"]


@pytest.mark.parametrize("line", [None, "fact,person/a,,,,USZZ,,,,seen"])
def test_a_run_with_an_unusable_file_does_nothing(tmp_path: Path, line: str | None) -> None:
    path = tmp_path / "corrections.csv"
    if line:
        path.write_text(HEAD + line + "\n")
    settings = Settings(data=tmp_path / "data", workers=0, corrections=path)
    with pytest.raises(SettingsError, match=r"corrections\.csv.*(can't be read|line 2)"):
        run_pipeline(RunRequest(settings, ()), make_plain_steps(0))
    assert not settings.warehouse_path.exists()
