"""A run killed at any moment leaves a whole warehouse, and the next run makes the rest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from flows.error_text import ExitCode
from flows.landing.run_request import RunRequest
from flows.runs.pipeline import run_pipeline
from flows.runs.run_report import RunReport
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from flows.threads import ONE_THREAD
from schemas.registry import DOCUMENT_TABLES, WAREHOUSE_TABLES
from warehouse.connect import open_warehouse

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
VOLATILE = {"run_id", "loaded_at", "extractor_version"}
MOMENTS = (
    "landing",
    "writing the batches",
    "before the plan",
    "carrying out",
    "extracting",
    "writing shards",
    "auditing",
    "inside the transaction",
    "before the commit",
    "after the commit",
    "removing shards",
    "swapping the release",
    "logging the end",
)
# These stand for the others where time is short (`-m "not slow"`).
ALWAYS = ("writing shards", "inside the transaction")
SIGNS = [pytest.param("*/plan.json", marks=pytest.mark.slow), "*/shards/*/documents.parquet"]


def run_here(corpus: Path, data: Path) -> RunReport:
    settings = Settings(data=data, workers=0, batch_documents=3, report=False)
    return run_pipeline(RunRequest(settings, (SourceDeclaration("corpus", str(corpus)),)), make_plain_steps())


def dump(path: Path) -> dict[str, list[Any]]:
    """All rows of the published tables, without what tells one run from another."""
    rows = {}
    with open_warehouse(path, read_only=True) as con:
        for table in (*DOCUMENT_TABLES, *WAREHOUSE_TABLES):
            names = ", ".join(c.name for c in table.columns if c.name not in VOLATILE)
            rows[table.name] = con.execute(f"SELECT {names} FROM main.{table.name} ORDER BY ALL").fetchall()
        rows["failures"] = con.execute("SELECT source, uri, stage, message FROM ops.failures").fetchall()
    return rows


def count_by_document(path: Path) -> dict[str, Counter[str]]:
    """Rows by table of every document."""
    counts: dict[str, Counter[str]] = {}
    with open_warehouse(path, read_only=True) as con:
        for table in DOCUMENT_TABLES:
            if "document_id" not in {c.name for c in table.columns}:
                continue
            query = f"SELECT document_id, count(*) FROM store.{table.name} GROUP BY ALL"
            for document_id, count in con.execute(query).fetchall():
                counts.setdefault(document_id, Counter())[table.name] = count
    return counts


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("undisturbed")
    report = run_here(corpus, data)
    assert (report.published_count, report.failed_count) == (7, 1)
    return data / "warehouse.duckdb"


@lru_cache(maxsize=1)
def dump_once(path: Path) -> dict[str, list[Any]]:
    return dump(path)


@pytest.fixture(scope="module")
def killer() -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GX_ANALYTICS_ENABLED": "false", **ONE_THREAD}
    process = subprocess.Popen(
        [sys.executable, str(HERE / "killed_run.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    yield process
    process.stdin.close()  # type: ignore[union-attr]
    process.stdout.close()  # type: ignore[union-attr]
    process.wait(600)


def check_and_complete(corpus: Path, data: Path, undisturbed: Path) -> None:
    """After a kill: the warehouse opens, no document is half there, the next run makes the same rows."""
    path = data / "warehouse.duckdb"
    if path.exists():
        whole = count_by_document(undisturbed)
        for document_id, counts in count_by_document(path).items():
            assert counts == whole[document_id]
    run_here(corpus, data)
    assert dump(path) == dump_once(undisturbed)
    released = data / "published" / "current" / "wiremill.duckdb"
    with open_warehouse(released, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (7,)
    assert not list((data / "work").glob("*"))
    assert not [p for p in data.rglob("*.part") if p.is_dir()]


@pytest.mark.parametrize(
    "moment", [m if m in ALWAYS else pytest.param(m, marks=pytest.mark.slow) for m in MOMENTS]
)
def test_kill_at_a_moment(
    moment: str, corpus: Path, tmp_path: Path, undisturbed: Path, killer: subprocess.Popen[str]
) -> None:
    order = {"moment": moment, "corpus": str(corpus), "data": str(tmp_path)}
    killer.stdin.write(json.dumps(order) + "\n")  # type: ignore[union-attr]
    killer.stdin.flush()  # type: ignore[union-attr]
    assert killer.stdout.readline().strip() == str(int(signal.SIGKILL))  # type: ignore[union-attr]
    check_and_complete(corpus, tmp_path, undisturbed)


def start_with_workers(corpus: Path, folder: Path, sign: str) -> subprocess.Popen[bytes]:
    """A run in a process of its own, in which a file of this name lies in the work folder already."""
    command = [sys.executable, "-m", "flows.command_line", "run", str(corpus), "--source-name", "corpus"]
    command += ["--data", str(folder), "--workers", "1", "--no-prefect", "--no-report"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "WIREMILL_BATCH_DOCUMENTS": "2"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    deadline = time.monotonic() + 600
    while not list((folder / "work").glob(sign)) and time.monotonic() < deadline:
        assert process.poll() is None, (folder / "log").read_text()
        time.sleep(0.01)
    return process


@pytest.mark.parametrize("sign", SIGNS)
def test_interrupt_of_a_run_with_workers(sign: str, corpus: Path, tmp_path: Path, undisturbed: Path) -> None:
    process = start_with_workers(corpus, tmp_path, sign)
    process.send_signal(signal.SIGINT)
    code = process.wait(600)
    if code == ExitCode.DONE:
        pytest.skip("the run was over before it was interrupted")
    assert code == ExitCode.INTERRUPTED
    assert "interrupted; the next run takes up the rest" in (tmp_path / "log").read_text()
    with open_warehouse(tmp_path / "warehouse.duckdb", read_only=True) as con:
        blamed = con.execute("SELECT uri FROM ops.failures WHERE uri <> 'zero.txt'").fetchall()
    assert blamed == []
    check_and_complete(corpus, tmp_path, undisturbed)


@pytest.mark.parametrize("sign", SIGNS)
def test_kill_of_a_run_with_workers(sign: str, corpus: Path, tmp_path: Path, undisturbed: Path) -> None:
    process = start_with_workers(corpus, tmp_path, sign)
    children = list_children(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 600
    while children and time.monotonic() < deadline:
        children = [pid for pid in children if is_alive(pid)]
        time.sleep(0.1)
    assert not children, "worker processes outlive their run"
    check_and_complete(corpus, tmp_path, undisturbed)


def list_children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False
