"""Quality floors on annotated articles: measured F1 must not fall.

Runs only where WIREMILL_GOLD (a folder with score.py, gold/ and gold_world/) and WIREMILL_CORPUS
(the articles of gold/) are set; floors of all events where WIREMILL_EVENT_SCORER names their scorer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode

GOLD = os.environ.get("WIREMILL_GOLD")
CORPUS = os.environ.get("WIREMILL_CORPUS")
EVENT_SCORER = os.environ.get("WIREMILL_EVENT_SCORER")
# Every event of the same articles, by the guide of the teaching set.
READ_EVENTS = {"gold": "seeds.jsonl", "gold_world": "world.jsonl"}
FLOORS: dict[str, dict[str, dict[str, float]]] = yaml.safe_load(
    Path(__file__).with_name("floors.yaml").read_text(encoding="utf-8")
)

pytestmark = pytest.mark.skipif(not (GOLD and CORPUS), reason="WIREMILL_GOLD and WIREMILL_CORPUS are not set")


@pytest.fixture(scope="session")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Scores by gold set, after one run of the command line on each corpus, in this process."""
    assert GOLD
    assert CORPUS
    return {
        name: measure(Path(corpus), Path(GOLD), name, tmp_path_factory.mktemp(name))
        for name, corpus in (("gold", CORPUS), ("gold_world", f"{GOLD}/gold_world"))
    }


def measure(corpus: Path, gold: Path, name: str, folder: Path) -> Any:
    articles = folder / "articles"
    articles.mkdir()
    for path in corpus.glob("*.txt"):
        (articles / path.name).write_bytes(path.read_bytes())
    data = folder / "data"
    options = ["--workers", "0", "--no-prefect", "--no-report", "--data", str(data)]
    done = CliRunner().invoke(app, ["run", str(articles), *options])
    assert done.exit_code == ExitCode.DONE, done.output
    result = folder / "scores.json"
    score = [sys.executable, str(gold / "score.py"), str(data / "warehouse.duckdb"), str(gold / name)]
    subprocess.run([*score, "--json", str(result)], check=True, capture_output=True, timeout=600)
    scores = json.loads(result.read_text(encoding="utf-8"))
    if EVENT_SCORER:
        read = gold / "events" / READ_EVENTS[name]
        score = [sys.executable, EVENT_SCORER, "score", str(read), str(data / "warehouse.duckdb")]
        shown = subprocess.run(score, check=True, capture_output=True, timeout=600)
        scores["read_events"] = json.loads(shown.stdout)
    return scores


@pytest.mark.parametrize(
    ("name", "kind", "measure_name", "floor"),
    [(n, k, m, f) for n, kinds in FLOORS.items() for k, floors in kinds.items() for m, f in floors.items()],
)
def test_floor_holds(name: str, kind: str, measure_name: str, floor: float, scores: dict[str, Any]) -> None:
    assert scores[name]["missing_documents"] == 0
    if kind == "read_events" and not EVENT_SCORER:
        pytest.skip("WIREMILL_EVENT_SCORER is not set")
    assert scores[name][kind][measure_name] >= floor
