"""What does the batches of a run: processes here, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from flows.settings import Settings
from flows.workers.batch_pool import MOST_BATCHES, BatchPool
from flows.workers.worker_pool import PoolSettings, WorkerPool


def open_pool(
    settings: Settings, run_id: str, report: Callable[[str], None]
) -> AbstractContextManager[BatchPool | None]:
    """The pool that the settings name, None for none; `report` is told the documents.

    Raises:
        ClusterError: there is no such cluster.
        ExchangeError: the exchange can't be used.
    """
    s, limits = settings, _read_limits(settings)
    if s.engine == "dask":
        from flows.cluster.dask_pool import ClusterSettings, DaskPool

        scratch = (s.data / "cache" / "dask").absolute()
        return DaskPool(
            ClusterSettings(s.address, s.workers, s.exchange_place, scratch), limits, run_id, report
        )
    return WorkerPool(limits, report) if s.workers else nullcontext()


def open_pool_ahead(
    settings: Settings, report: Callable[[str], None]
) -> AbstractContextManager[BatchPool | None]:
    """In a first run all that comes in is new: a pool whose first worker loads while documents are landed.

    None where there is a warehouse already, or no processes are wanted here.
    """
    if settings.engine == "dask" or not settings.workers or settings.warehouse_path.exists():
        return nullcontext()
    pool = WorkerPool(_read_limits(settings), report)
    pool.warm_up()
    return pool


def _read_limits(settings: Settings) -> PoolSettings:
    s = settings
    seconds = s.document_seconds + (s.llm.attempts * (s.llm.timeout + 30) if s.llm else 0)
    return PoolSettings(s.workers, seconds, s.worker_memory_mb, model=s.model)


def count_threads(settings: Settings) -> int:
    """How many threads wait for batches."""
    return MOST_BATCHES if settings.engine == "dask" else max(1, settings.workers)
