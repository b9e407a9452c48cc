"""A run on Dask workers under Prefect's engine: its tasks are Prefect's, its batches are done elsewhere."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cluster_processes import ClusterProcesses

from warehouse.connect import open_warehouse

pytest.importorskip("distributed")
TEXT = "Der Rat der Stadt hat gestern den neuen Haushalt beschlossen, wie die Verwaltung mitteilte. Wort: {}."


@pytest.mark.slow
@pytest.mark.usefixtures("no_model")
def test_a_run_under_prefect(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for word in ("Apfel", "Birne", "Kirsche", "Pflaume"):
        (texts / f"{word}.txt").write_text(TEXT.format(word), encoding="utf-8")
    with ClusterProcesses(tmp_path) as cluster:
        cluster.start_worker()
        (tmp_path / "wiremill.toml").write_text(
            f'data = "data"\nengine = "dask"\naddress = "{cluster.address}"\n'
            "batch_documents = 2\nreport = false\n",
            encoding="utf-8",
        )
        done = subprocess.run(
            [sys.executable, "-m", "flows.command_line", "run", str(texts)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            capture_output=True,
            text=True,
            timeout=3_600,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    with open_warehouse(tmp_path / "data" / "warehouse.duckdb", read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (4,)
    states = _read_states(tmp_path / "data" / "prefect")
    assert states
    assert set(states) == {"COMPLETED"}


def _read_states(folder: Path) -> list[str]:
    """How the task runs ended, as Prefect's own database tells."""
    (database,) = folder.rglob("prefect.db")
    with sqlite3.connect(database) as con:
        return [state for (state,) in con.execute("SELECT state_type FROM task_run").fetchall()]
