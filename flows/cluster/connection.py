"""The connection to a Dask scheduler: a running one, or one of our own with workers on this machine."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

CONNECT_SECONDS = 30.0
RECONNECT_SECONDS = 60.0
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

    def choose_workers(self, avoided: Collection[str] = ()) -> list[str] | None:
        """Addresses of the workers that may do a job; None if any may. Those avoided may if no other can.

        Raises:
            ClusterError: all that there are proved unfit.
        """
        present = set(self.list_workers())
        with self._lock:
            unfit = {address: reason for address, reason in self._unfit.items() if address in present}
        if not unfit and not present & set(avoided):
            return None
        fit = present - set(unfit)
        if fit:
            return sorted(fit - set(avoided) or fit)
        told = [f"{address}: {reason}" for address, reason in sorted(unfit.items())]
        more = f" (and {len(told) - MOST_REASONS} more)" if len(told) > MOST_REASONS else ""
        raise ClusterError(f"no Dask worker can do the work: {'; '.join(told[:MOST_REASONS])}{more}")

    def list_workers(self) -> Mapping[str, Any]:
        """What the scheduler tells of each worker, by its address; nothing when it is lost."""
        try:
            found: Mapping[str, Any] = self.client.scheduler_info(n_workers=-1)["workers"]
        except Exception:  # whoever waits for a batch will learn that it is lost
            return {}
        return found

    def exclude(self, address: str, reason: str) -> None:
        """Send no more jobs to a worker."""
        with self._lock:
            is_news = address not in self._unfit
            self._unfit[address] = reason
        if is_news:
            logger.warning("no more batches for the Dask worker %s: %s", address, reason)

    def close(self) -> None:
        """Give up what is under way; a cluster of our own ends."""
        _close(self.client)
        self._close_cluster()

    def _connect(self, seconds: float) -> Any:
        try:
            return self._distributed.Client(self.address, timeout=seconds, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"the Dask scheduler at {self.address} does not answer ({error}):"
                " see that it runs, and that `address` is its address"
            ) from error

    def _start_cluster(self, workers: int, scratch: Path) -> Any:
        # Memory is limited where it is used: in the guarded process of each worker.
        return self._distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            memory_limit=None,
            dashboard_address="127.0.0.1:0",
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
