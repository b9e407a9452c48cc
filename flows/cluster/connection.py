"""The connection to a Dask scheduler: a running one, or one of our own with workers on this machine."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from flows.cluster.remote_work import tell_presence

CONNECT_SECONDS = 30.0
RECONNECT_SECONDS = 60.0
RETRY_SECONDS = 1.0
MOST_REASONS = 3

logger = logging.getLogger(__name__)


class ClusterError(RuntimeError):
    """The Dask cluster can't do the work; the next run takes up what is left."""


class Connection:
    """A client that is made anew when its scheduler was lost, and the workers that proved unfit.

    May be used from several threads at once.
    """

    def __init__(self, address: str, workers: int, scratch: Path) -> None:
        """Connect to `address`; where it is empty, start so many worker processes with scratch in a folder.

        Raises:
            ClusterError: `distributed` is not installed, or no scheduler answers.
        """
        try:
            import distributed
        except ImportError as error:
            raise ClusterError(f"engine = \"dask\" needs `pip install 'wiremill[dask]'` ({error})") from error
        _quiet_logs()
        self._distributed: Any = distributed
        self._lock = threading.Lock()
        self._unfit: dict[str, str] = {}
        self._lost: str | None = None
        self._cluster: Any = None
        if not address:
            self._cluster = self._start_cluster(workers, scratch)
        self.address: str = address or self._cluster.scheduler_address
        try:
            self.client: Any = self._connect(CONNECT_SECONDS)
        except BaseException:
            self._close_cluster()
            raise
        self.check_presence()

    def renew(self, former: Any) -> None:
        """Have another client in place of one whose scheduler was lost; the first thread to notice does it.

        Raises:
            ClusterError: no scheduler answers there in RECONNECT_SECONDS.
        """
        with self._lock:
            if self._lost is not None:
                raise ClusterError(self._lost)
            if self.client is not former:
                return
            logger.warning("the Dask scheduler at %s is lost; trying to reach it again", self.address)
            _close(former)
            try:
                self.client = self._connect(RECONNECT_SECONDS)
            except ClusterError as error:
                self._lost = f"the Dask scheduler was lost; {error}"
                raise ClusterError(self._lost) from error
        self.check_presence()

    def choose_workers(self) -> list[str] | None:
        """Addresses of the workers that may do a job; None if any may.

        Raises:
            ClusterError: all that there are proved unfit.
        """
        present = self.list_workers()
        with self._lock:
            unfit = {address: reason for address, reason in self._unfit.items() if address in present}
            if not unfit:
                return None
            if fit := sorted(set(present) - set(unfit)):
                return fit
            self._unfit.clear()  # whoever tries again shall find mended what was mended
        told = [f"{address}: {reason}" for address, reason in sorted(unfit.items())]
        more = f" (and {len(told) - MOST_REASONS} more)" if len(told) > MOST_REASONS else ""
        raise ClusterError(f"no Dask worker can do the work: {'; '.join(told[:MOST_REASONS])}{more}")

    def list_workers(self) -> Mapping[str, Any]:
        """What the scheduler tells of each worker, by its address."""
        found: Mapping[str, Any] = self.client.scheduler_info(n_workers=-1)["workers"]
        return found

    def exclude(self, address: str, reason: str) -> None:
        """Send no more jobs to a worker."""
        with self._lock:
            is_news = address not in self._unfit
            self._unfit[address] = reason
        if is_news:
            logger.warning("no more batches for the Dask worker %s: %s", address, reason)

    def check_presence(self) -> bool:
        """Ask each worker whether it has this program at all; returns whether one has not."""
        answers = self.client.run(tell_presence, on_error="return")
        missing = {address: answer for address, answer in answers.items() if answer is not True}
        for address, error in missing.items():
            self.exclude(address, f"it has no Wiremill like this one ({type(error).__name__}: {error})")
        return bool(missing)

    def close(self) -> None:
        """Give up what is under way; a cluster of our own ends."""
        _close(self.client)
        self._close_cluster()

    def _connect(self, seconds: float) -> Any:
        deadline = time.monotonic() + seconds
        while True:
            try:
                return self._distributed.Client(self.address, timeout=seconds, set_as_default=False)
            except (OSError, ValueError) as error:
                if isinstance(error, ValueError) or time.monotonic() + RETRY_SECONDS > deadline:
                    raise ClusterError(
                        f"the Dask scheduler at {self.address} does not answer ({error}):"
                        " see that it runs, and that `address` is its address"
                    ) from error
                time.sleep(RETRY_SECONDS)

    def _start_cluster(self, workers: int, scratch: Path) -> Any:
        # Memory is limited where it is used: in the guarded process of each worker.
        return self._distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            memory_limit=None,
            dashboard_address=None,
            local_directory=str(scratch),
        )

    def _close_cluster(self) -> None:
        if self._cluster is not None:
            self._cluster.close()


def _quiet_logs() -> None:
    """What matters of Dask's own log is told here, in a line each."""
    logging.getLogger("distributed").setLevel(logging.ERROR)
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)


def _close(client: Any) -> None:
    with suppress(Exception):  # its scheduler may be gone
        client.close(timeout=2)
