"""The guarded processes of one Dask worker: kept from batch to batch, because a model takes long to load."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows.workers.worker_pool import PoolSettings, WorkerPool

IDLE_SECONDS = 300.0  # after which the memory of a worker that has nothing to do is given back


class PoolKeeper:
    """Lends a pool with the settings wanted; ends it when nobody has wanted it for a while."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._settings: PoolSettings | None = None
        self._pool: WorkerPool | None = None
        self._borrowers = 0
        self._timer: threading.Timer | None = None

    @contextmanager
    def borrow(self, settings: PoolSettings) -> Iterator[WorkerPool]:
        """A pool for one job; one of its own where the kept one is busy under other settings."""
        pool = self._take(settings)
        if pool is None:
            with WorkerPool(settings) as own:
                yield own
            return
        try:
            yield pool
        finally:
            self._give_back()

    def close(self) -> None:
        """End the pool if nobody is at work with it."""
        with self._lock:
            if self._borrowers == 0 and self._pool is not None:
                self._pool.close()
                self._pool = None

    def _take(self, settings: PoolSettings) -> WorkerPool | None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._pool is not None and self._settings != settings:
                if self._borrowers:
                    return None
                self._pool.close()
                self._pool = None
            if self._pool is None:
                self._pool, self._settings = WorkerPool(settings), settings
            self._borrowers += 1
            return self._pool

    def _give_back(self) -> None:
        with self._lock:
            self._borrowers -= 1
            if self._borrowers == 0:
                self._timer = threading.Timer(self._idle_seconds, self.close)
                self._timer.daemon = True
                self._timer.start()


KEEPER = PoolKeeper()
