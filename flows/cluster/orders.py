"""Orders to Dask workers, and their answers: asked again elsewhere as often as that makes sense."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

from flows.cluster.connection import ClusterError, Connection
from flows.workers.worker_pool import PoolClosedError

LOOK_SECONDS = 1.0
CHECK_SECONDS = 5.0  # between questions to the scheduler about its workers
NO_WORKER_SECONDS = 180.0
MOST_FAILURES = 3  # workers on which a batch may fail

logger = logging.getLogger(__name__)


class Orders:
    """Has orders of one run done; may be used from several threads at once."""

    def __init__(self, connection: Connection, run_id: str) -> None:
        self._connection = connection
        self._run_id = run_id
        self._task = _make_task()
        self._closing = threading.Event()

    def close(self) -> None:
        """Give up what is under way; nothing is ordered any more."""
        self._closing.set()
        self._connection.close()

    def refuse_if_closed(self) -> None:
        """Raise where nothing is ordered any more.

        Raises:
            PoolClosedError: it was closed.
        """
        if self._closing.is_set():
            raise PoolClosedError("the pool of workers is closed")

    def have_done(self, order: dict[str, Any], batch: str) -> dict[str, Any]:
        """The answer of a worker that has done it; `batch` is the number of the batch.

        Raises:
            ClusterError: no worker can, or is there; the scheduler is lost.
            PoolClosedError: this was closed.
        """
        failed: list[str] = []
        while True:
            self.refuse_if_closed()
            answer = self._ask(order, batch, failed)
            if answer is None:
                continue
            if "archive" in answer:
                return answer
            if "unfit" in answer:
                self._connection.exclude(answer["address"], answer["unfit"])
                continue
            failed.append(answer["address"])
            told = f"batch {batch} failed on the Dask worker {answer['address']}: {answer['failed']}"
            if len(failed) >= MOST_FAILURES:
                raise ClusterError(f"{told} (as on {len(failed) - 1} before)")
            logger.warning("%s; it is tried again", told)

    def _ask(self, order: dict[str, Any], batch: str, failed: list[str]) -> dict[str, Any] | None:
        """Have the cluster do an order, elsewhere than where it failed; None if it has to be asked again."""
        client = self._connection.client
        future = None
        try:
            chosen = self._connection.choose_workers(failed)
            key = f"wiremill-{self._run_id}-{batch}-{secrets.token_hex(6)}"
            future = client.submit(
                self._task, order, key=key, pure=False, workers=chosen, priority=-int(batch)
            )
            return self._wait(future, chosen)
        except ClusterError:
            raise
        except CancelledError:
            self.refuse_if_closed()
        except Exception as error:
            self.refuse_if_closed()
            if client.status == "running":
                raise ClusterError(f"batch {batch}: {_explain(error)}") from error
        finally:
            if future is not None:
                future.release()
        self._connection.renew(client)
        return None

    def _wait(self, future: Any, chosen: list[str] | None) -> dict[str, Any] | None:
        """The answer; None when the workers chosen are gone.

        Raises:
            ClusterError: there is no worker at all, for NO_WORKER_SECONDS.
        """
        seen = checked = time.monotonic()
        while True:
            try:
                answer: dict[str, Any] = future.result(timeout=LOOK_SECONDS)
                return answer
            except TimeoutError:
                self.refuse_if_closed()
            now = time.monotonic()
            if now - checked < CHECK_SECONDS:
                continue
            checked = now
            present = self._connection.list_workers()
            if present:
                seen = now
                if chosen is not None and not set(chosen) & set(present):
                    return None
            elif now - seen > NO_WORKER_SECONDS:
                raise ClusterError(
                    f"the Dask scheduler at {self._connection.address} has had no worker"
                    f" for {NO_WORKER_SECONDS:.0f} s"
                )


def _make_task() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What a Dask worker is sent. As a function inside a function it travels whole: neither the scheduler
    needs to have Wiremill, nor a worker, which can then say so.
    """

    def work(order: dict[str, Any]) -> dict[str, Any]:
        try:
            from flows.cluster.remote_work import work_on_batch
        except Exception as error:
            from distributed import get_worker

            problem = f"it has no Wiremill like this one ({type(error).__name__}: {error})"
            return {"address": get_worker().address, "unfit": problem}
        return work_on_batch(order)

    return work


def _explain(error: Exception) -> str:
    """A line on why a task could not be carried out at all."""
    if type(error).__name__ == "KilledWorker":
        return "the Dask workers that took it died, one after the other"
    first = (str(error).splitlines() or [""])[0]
    return f"Dask says: {type(error).__name__}: {first}"
