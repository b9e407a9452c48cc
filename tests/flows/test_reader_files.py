"""A run whose event reader is missing or damaged fails at once, with one line and no dead letter."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode
from flows.runs import pipeline
from transforms.reading import model_files

CARD: dict[str, Any] = {
    "files": {"lower.onnx": sha256(b"layers").hexdigest()},
    "cuts": {"types": {}, "roles": {}, "sure": {}, "same_event": 0.5},
    "calibration": {"types": {}, "attributes": {}},
}


def _write(folder: Path, card: str | None, layers: bytes | None) -> Path:
    folder.mkdir()
    if card is not None:
        (folder / model_files.CARD).write_text(card)
    if layers is not None:
        (folder / "lower.onnx").write_bytes(layers)
    return folder


@pytest.mark.parametrize(
    ("card", "layers", "message"),
    [
        (None, b"layers", "reader.json is missing"),
        ("{", b"layers", "reader.json is no JSON"),
        ("{}", b"layers", "reader.json is no card of a reader"),
        (json.dumps(CARD), None, "lower.onnx is missing"),
        (json.dumps(CARD), b"layer", "lower.onnx is damaged"),
    ],
)
def test_run_fails_at_once(
    card: str | None,
    layers: bytes | None,
    message: str,
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = _write(tmp_path / "reader", card, layers)
    monkeypatch.setattr(pipeline, "check_files", lambda: model_files.check_files(folder))
    data = tmp_path / "data"
    options = ("--no-prefect", "--workers", "0", "--data", str(data))
    result = CliRunner().invoke(app, ["run", str(corpus), *options])
    assert result.exit_code == ExitCode.FAILED
    assert "the run failed: the event reader's file " in result.output
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1, result.output
    assert not (data / "warehouse.duckdb").exists()
