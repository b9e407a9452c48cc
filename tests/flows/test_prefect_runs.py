"""Under Prefect: a run that brings its own server, and the deployments of prefect.yaml with a worker."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.engine.prefect_server import OwnPrefectServer, find_configured_api
from warehouse.connect import open_warehouse

ROOT = Path(__file__).parent.parent.parent
DEPLOYMENTS = ("ingest/hourly", "backfill/on-demand", "freshness/daily", "maintenance/weekly")
TRIGGER = (
    "import sys; from prefect.deployments import run_deployment\n"
    "for name in sys.argv[1:]: run_deployment(name, timeout=0)\n"
    "run_deployment('backfill/on-demand', parameters={'paths': ['nowhere']}, timeout=0)"
)
PREFECT = [sys.executable, "-m", "prefect", "--no-prompt"]
TEXT = "Minister Ann Berg met union leaders in Oslo on 5 March 2024.\n\nShe offered a raise of 4 percent.\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an operator has it: settings, a source, and the data of a first run."""
    folder = tmp_path_factory.mktemp("operator")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "talks.txt").write_text(TEXT)
    settings = 'workers = 1\n[[sources]]\nname = "inbox"\npath = "inbox"\nboilerplate = "keep"\n'
    (folder / "wiremill.toml").write_text(settings)
    return folder


def call(home: Path, *command: str, **environment: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "WIREMILL_"))}
    clean |= {"PYTHONPATH": str(ROOT), "PREFECT_PROFILES_PATH": str(home / "none.toml"), "DO_NOT_TRACK": "1"}
    done = subprocess.run(
        command, env=clean | environment, cwd=home, capture_output=True, text=True, timeout=1200, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def count_documents(home: Path) -> int:
    with open_warehouse(home / "data" / "warehouse.duckdb", read_only=True) as con:
        row = con.execute("SELECT count(*) FROM documents").fetchone()
    return int(row[0]) if row else 0


@pytest.fixture(scope="module")
def first_output(home: Path) -> str:
    """What the first run printed."""
    return call(home, sys.executable, "-m", "flows.command_line", "run")


def test_run_brings_its_own_server(home: Path, first_output: str) -> None:
    assert "new                  1" in first_output
    with sqlite3.connect(home / "data" / "prefect" / "prefect.db") as con:
        flow_runs = con.execute(
            "SELECT r.name, r.state_type, s.message FROM flow_run AS r"
            " JOIN flow_run_state AS s ON s.id = r.state_id"
        ).fetchall()
        tasks = {name for (name,) in con.execute("SELECT name FROM task_run").fetchall()}
        artifacts = con.execute("SELECT key, data FROM artifact").fetchall()
    con.close()
    ((name, state, message),) = flow_runs
    assert re.fullmatch(r"ingest inbox \d{4}-\d\d-\d\d", name)
    assert (state, message) == ("COMPLETED", "1 documents in, 1 published")
    assert {"transform 00000", "audit 00000"} <= tasks
    assert artifacts[0][0] == "run-report"
    assert "documents in" in str(artifacts[0][1])
    assert count_documents(home) == 1


@pytest.mark.usefixtures("first_output")
@pytest.mark.slow
def test_deployments_run_with_a_worker(home: Path) -> None:
    (home / "inbox" / "more.txt").write_text("Police in Riga detained 12 people on Monday, the mayor said.\n")
    saved = dict(os.environ)
    with OwnPrefectServer(home / "data" / "prefect") as server:
        server.announce()
        server.wait()
        given = {name: os.environ[name] for name in ("PREFECT_API_URL", "PREFECT_HOME")}
        try:
            given["WIREMILL_HOME"] = str(home)
            call(home, *PREFECT, "work-pool", "create", "--type", "process", "wiremill", **given)
            call(home, *PREFECT, "deploy", "--all", "--prefect-file", str(ROOT / "prefect.yaml"), **given)
            call(home, sys.executable, "-c", TRIGGER, *DEPLOYMENTS, **given)
            worker = [*PREFECT, "worker", "start", "--pool", "wiremill", "--type", "process", "--run-once"]
            call(home, *worker, **given)
            states = read_states(home, **given)
        finally:
            os.environ.clear()
            os.environ.update(saved)
    failed = [state for state in states if state[1] != "COMPLETED"]
    assert sorted(state[0] for state in states if state not in failed) == sorted(
        name.split("/")[0] for name in DEPLOYMENTS
    )
    assert [(flow, kind) for flow, kind, _ in failed] == [("backfill", "FAILED")]
    assert "nowhere: there is no such file or folder" in failed[0][2]
    assert ["ingest", "COMPLETED", "2 documents in, 1 published"] in states
    assert count_documents(home) == 2


def read_states(home: Path, **given: str) -> list[list[str]]:
    """Flow, state and message of each run of a deployment."""
    code = (
        "import json; from prefect.client.orchestration import get_client\n"
        "with get_client(sync_client=True) as c:\n"
        "    names = {f.id: f.name for f in c.read_flows()}\n"
        "    runs = [r for r in c.read_flow_runs() if r.deployment_id and not r.auto_scheduled]\n"
        "    print(json.dumps([[names[r.flow_id], r.state.type.value, r.state.message] for r in runs]))"
    )
    deadline = time.monotonic() + 600
    while True:
        states: list[list[str]] = json.loads(call(home, sys.executable, "-c", code, **given))
        if {state[1] for state in states} <= {
            "COMPLETED",
            "FAILED",
            "CRASHED",
        } or time.monotonic() > deadline:
            return states
        time.sleep(1)


def test_server_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from flows.engine.prefect_server import OwnPrefectServer\n"
        f"with OwnPrefectServer(Path({str(tmp_path)!r})) as server:\n"
        "    print(server._process.pid, flush=True); time.sleep(600)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_PROFILES_PATH": str(tmp_path / "none")}
    environment.pop("PREFECT_API_URL", None)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 600
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_alive(pid)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_configured_api_is_found(tmp_path: Path) -> None:
    assert find_configured_api({"PREFECT_API_URL": "http://x/api"}) == "http://x/api"
    assert find_configured_api({"PREFECT_HOME": str(tmp_path)}) is None
    (tmp_path / "profiles.toml").write_text(
        'active = "a"\n[profiles.a]\nPREFECT_API_URL = "http://a/api"\n[profiles.b]\n'
    )
    assert find_configured_api({"PREFECT_HOME": str(tmp_path)}) == "http://a/api"
    assert find_configured_api({"PREFECT_HOME": str(tmp_path), "PREFECT_PROFILE": "b"}) is None
