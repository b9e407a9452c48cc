"""Every example runs and prints what stands beside it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = sorted(FOLDER.glob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_an_example_prints_what_it_says(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(path), run_name="__main__")
    assert capsys.readouterr().out == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_examples_use_the_public_face_alone() -> None:
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        assert "import wiremill" in text
        assert not any(f"from {name}" in text for name in ("flows", "transforms", "warehouse", "schemas"))
