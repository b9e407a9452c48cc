"""The schedule of docs/OPERATION.md, its very commands in an empty home, and the alerts that it sends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode
from warehouse.connect import open_warehouse

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "OPERATION.md").read_text(encoding="utf-8")
SERVER, WORKER = "prefect server start", "prefect worker start --pool wiremill"
TEXT = "Minister Ann Berg met union leaders in Oslo on 5 March 2024.\n\nShe offered a raise of 4 percent.\n"
SECONDS = 900
TRIGGER = (
    "from prefect.deployments import run_deployment as run\n"
    "run('ingest/hourly', timeout=0)\n"
    "run('backfill/on-demand', parameters={'paths': ['nowhere']}, timeout=0)\n"
    "run('freshness/daily', parameters={'hours': 0}, timeout=0)"
)


def read_commands() -> list[str]:
    """The commands of the schedule, without what is said about them."""
    (block,) = re.findall(r"<!-- schedule -->\n```console\n(.*?)```", GUIDE, flags=re.DOTALL)
    return [line.removeprefix("$ ").split("  #")[0].strip() for line in block.splitlines()]


class Hook:
    """A webhook on loopback that keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[dict[str, str]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/wiremill"

    def find(self, alert: str) -> list[dict[str, str]]:
        return [got for got in self.got if got["alert"] == alert]


class Terminal:
    """An operator's shell in an empty home; what goes on is ended with the test."""

    def __init__(self, home: Path, port: int) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "WIREMILL_"))}
        self.home, self.port = home, port
        self.environment = clean | {
            "HOME": str(home),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "DO_NOT_TRACK": "1",
            "WIREMILL_WORKERS": "0",
            "PREFECT_SERVER_API_PORT": str(port),
            "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "1",
            "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "1",
        }
        self.going_on: list[subprocess.Popen[bytes]] = []

    def do(self, command: str) -> None:
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self.environment[name] = value.replace("$PWD", str(self.home))
        elif command in (SERVER, WORKER):
            with (self.home / "log").open("ab") as log:
                self.going_on.append(self.start(command, log))
        else:
            done = self.start(command, subprocess.PIPE)
            output, _ = done.communicate(timeout=SECONDS)
            assert done.returncode == 0, f"{command}: {output.decode()}"

    def start(self, command: str, output: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["bash", "-c", command], cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # type: ignore[call-overload,no-any-return]  # fmt: skip

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS
        while not is_so():
            assert time.monotonic() < deadline, (self.home / "log").read_text()
            time.sleep(0.5)

    def is_up(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/health", timeout=60).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    def end(self) -> None:
        for process in reversed(self.going_on):
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def list_released(home: Path) -> list[tuple[str]]:
    """The documents of the current release."""
    database = home / "data" / "published" / "current" / "wiremill.duckdb"
    if not database.exists():
        return []
    with open_warehouse(database, read_only=True) as con:
        return con.execute("SELECT uri FROM documents").fetchall()


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Terminal(tmp_path, port)
    yield made
    made.end()


@pytest.mark.slow
def test_the_schedule_runs_and_tells_what_is_wrong(terminal: Terminal, hook: Hook) -> None:
    home = terminal.home
    for command in read_commands():
        if command == WORKER:  # nobody works yet: what is due is late
            program = home / "trigger.py"
            program.write_text(TRIGGER)
            terminal.do(f"python {program}")
            terminal.wait_until(lambda: len(hook.find("late")) >= 3)
        filled = command.replace("4200", str(terminal.port)).replace(
            "https://hooks.example/wiremill", hook.url
        )
        terminal.do(filled)
        if command == SERVER:
            terminal.wait_until(terminal.is_up)
        if command == "wiremill init":
            (home / "inbox").mkdir()
            (home / "inbox" / "talks.txt").write_text(TEXT)
            with (home / "wiremill.toml").open("a") as settings:
                settings.write('\n[[sources]]\nname = "inbox"\npath = "inbox"\nboilerplate = "keep"\n')
    terminal.wait_until(lambda: bool(hook.find("failed") and hook.find("stale") and list_released(home)))
    assert {got["flow"] for got in hook.find("late")} == {"ingest", "backfill", "freshness"}
    assert {got["state"] for got in hook.find("late")} == {"Late"}
    assert {got["flow"] for got in hook.find("failed")} == {"ingest"}
    assert "nowhere: there is no such file or folder" in hook.find("failed")[0]["message"]
    assert [(got["flow"], got["run"]) for got in hook.find("stale")] == [("freshness", "freshness 0.0 h")]
    assert list_released(home) == [("talks.txt",)]


def test_alerts_need_an_address_and_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_PROFILES_PATH", str(tmp_path / "none.toml"))
    for url, message in (("hooks.example", "no address"), ("https://hooks.example", "PREFECT_API_URL")):
        done = CliRunner().invoke(app, ["alerts", url])
        assert done.exit_code == ExitCode.USAGE
        assert message in done.output
