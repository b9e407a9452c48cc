"""A Dask scheduler and workers as processes of their own, which can be killed like machines."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.threads import ONE_THREAD

NO_DASHBOARD = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class ClusterProcesses:
    """Processes that end with a `with` block; each worker has a scratch folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start_scheduler()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (*self.workers, self.scheduler):
            if process is not None:
                process.kill()
                process.wait()

    def start_scheduler(self) -> None:
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self._port))

    def start_worker(self) -> subprocess.Popen[bytes]:
        scratch = self._folder / f"machine-{len(self.workers)}"
        scratch.mkdir(parents=True)
        options = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--local-directory", str(scratch))
        self.workers.append(self._start("worker", self.address, *options))
        return self.workers[-1]

    def _start(self, role: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{role}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{role}", *arguments, *NO_DASHBOARD],
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
                stdout=log,
                stderr=log,
            )


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill like a machine that loses power."""
    process.send_signal(signal.SIGKILL)
    process.wait()
