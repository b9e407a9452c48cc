"""What a run calls at each stage: plain functions here, Prefect tasks in `flows.ingest`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from flows.landing.planning import plan_run
from flows.runs.stages import PublishedGroup, audit_shards, export_published, publish_group
from flows.workers.batch_job import BatchJob
from flows.workers.batch_pool import BatchPool

if TYPE_CHECKING:
    from warehouse.auditing.audit import AuditedBatch
    from warehouse.release.export import Release


class TransformHandle(Protocol):
    """A batch that is being transformed."""

    def result(self) -> Path:
        """Wait until it is done; returns the folder of its shards."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The stages of a run; `start_transform` returns at once, the others when they are done."""

    plan: Callable[..., Path]
    start_transform: Callable[[BatchJob, BatchPool | None], TransformHandle]
    audit: Callable[..., AuditedBatch]
    publish: Callable[..., PublishedGroup]
    export: Callable[..., Release]


def transform_batch(job: BatchJob, pool: BatchPool | None) -> Path:
    """Make the shards of a batch, in whatever a pool has or (without a pool) here."""
    if pool is None:
        from flows.workers.batch_work import run_batch_job

        run_batch_job(job, lambda _: None)
    else:
        pool.run(job)
    return job.shards


def make_plain_steps(workers: int = 1) -> Steps:
    """Stages without Prefect; as many batches at once as there are workers, or threads that wait for them."""
    executor = ThreadPoolExecutor(max(1, workers), thread_name_prefix="transform")

    def start(job: BatchJob, pool: BatchPool | None) -> Future[Path]:
        return executor.submit(transform_batch, job, pool)

    return Steps(plan_run, start, audit_shards, publish_group, export_published)
