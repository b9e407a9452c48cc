"""A Prefect API server for the time of one run, where the user has none.

Prefect would start one by itself, but only when the flow begins, and would leave it behind when the
run is killed. This one is started first, so that it loads while the run gets ready, has no services
that a single run doesn't need, and ends by itself when the process that started it is gone. Its
database lies in the data folder; `PREFECT_HOME=data/prefect prefect server start` shows it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

SERVICES = (
    "SCHEDULER",
    "LATE_RUNS",
    "FOREMAN",
    "CANCELLATION_CLEANUP",
    "PAUSE_EXPIRATIONS",
    "TRIGGERS",
    "REPOSSESSOR",
    "EVENT_LOGGER",
)
DRAIN_SECONDS = 5.0
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "flows",
    "GX_ANALYTICS_ENABLED": "false",
}


class PrefectServerError(RuntimeError):
    """The server did not come up."""


def quiet_environment() -> None:
    """Set what Prefect reads at its import; what the user has set stays."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


def find_configured_api(environment: Mapping[str, str] = os.environ) -> str | None:
    """The address of the API that the user has configured, by environment or profile; None if none."""
    if url := environment.get("PREFECT_API_URL"):
        return url
    home = Path(environment.get("PREFECT_HOME") or Path.home() / ".prefect")
    path = Path(environment.get("PREFECT_PROFILES_PATH") or home / "profiles.toml")
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    name = environment.get("PREFECT_PROFILE") or content.get("active")
    profile = content.get("profiles", {}).get(name, {})
    return profile.get("PREFECT_API_URL") if isinstance(profile, dict) else None


class OwnPrefectServer:
    """A server that lives as long as a `with` block; none is started where an API is configured."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        quiet_environment()
        if find_configured_api() is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.engine.prefect_server_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=self._make_environment(),
                start_new_session=True,  # Ctrl-C must not end it before the run, which still has to tell it
            )
        return self

    @property
    def is_own(self) -> bool:
        """Whether a server was started here."""
        return self._process is not None

    def announce(self) -> None:
        """Make the server the API of this process; it may not answer yet. Call it before Prefect is imported.

        Raises:
            PrefectServerError: the server process ended.
        """
        if self._process is not None:
            os.environ["PREFECT_API_URL"] = self._read_line()
            os.environ["PREFECT_HOME"] = str(self._home.absolute())

    def wait(self) -> None:
        """Wait until the server answers.

        Raises:
            PrefectServerError: the server process ended.
        """
        if self._process is not None:
            self._read_line()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        if kind is None or issubclass(kind, Exception):
            _flush_logs()
        _drain_events()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _read_line(self) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise PrefectServerError(f"the Prefect API server ended with code {self._process.wait()}")
        return line

    def _make_environment(self) -> dict[str, str]:
        self._home.mkdir(parents=True, exist_ok=True)
        services = {f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in SERVICES}
        recorder = "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_"
        return {
            **os.environ,
            **services,
            recorder + "BATCH_SIZE": "200",
            recorder + "READ_BATCH_SIZE": "200",
            recorder + "FLUSH_INTERVAL": "1",
            "PREFECT_UI_ENABLED": "false",
            "PREFECT_HOME": str(self._home.absolute()),
            "PREFECT__SERVER_EPHEMERAL": "1",
            "PREFECT__SERVER_FINAL": "1",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }


def _drain_events() -> None:
    """Send the events that wait while their server lives: without it each would be tried for seconds."""
    if "prefect.events.worker" in sys.modules:
        from prefect.events.worker import EventsWorker

        EventsWorker.drain_all(timeout=DRAIN_SECONDS)


def _flush_logs() -> None:
    """Send what Prefect has not sent yet, before its server goes."""
    if "prefect" in sys.modules:
        from prefect.logging.handlers import APILogHandler

        APILogHandler().flush()
