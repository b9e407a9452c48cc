"""Batches done by Dask workers: each is packed, sent, worked on in a guarded process there, and taken back.

Whatever happens to a worker, a batch arrives once and whole: the rows come as one file with a name of its
own, which only the answer that is waited for tells.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.cluster.batch_archive import pack_texts, unpack_rows
from flows.cluster.connection import Connection
from flows.cluster.exchange import Exchange
from flows.cluster.orders import Orders
from flows.landing.plan import read_batch
from flows.workers.batch_job import BatchJob
from flows.workers.batch_pool import BatchPool
from flows.workers.worker_pool import PoolSettings
from warehouse.file_hashes import hash_file

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """Where the workers and the exchange are.

    Without an address so many worker processes are started here, with scratch folders in `scratch`.
    """

    address: str
    workers: int
    exchange: str
    scratch: Path


@dataclass(frozen=True, slots=True)
class BatchTimes:
    """Seconds that a batch took: packed here, fetched, worked on and sent there, taken here."""

    batch: str
    packing: float
    fetching: float
    working: float
    sending: float
    taking: float

    def __str__(self) -> str:
        parts = "packed {:.2f} s, fetched {:.2f} s, worked on {:.1f} s, sent {:.2f} s, taken {:.2f} s"
        told = parts.format(self.packing, self.fetching, self.working, self.sending, self.taking)
        return f"batch {self.batch}: {told}"


class DaskPool(BatchPool):
    """Does batch jobs on Dask workers; may be called from several threads at once."""

    def __init__(
        self,
        cluster: ClusterSettings,
        limits: PoolSettings,
        run_id: str,
        report: Callable[[str], None] | None = None,
    ) -> None:
        """Connect; `limits` are those of a document and of the process that works on it.

        Raises:
            ClusterError: no scheduler answers.
            ExchangeError: there is no such place.
        """
        self._limits = (limits.document_seconds, limits.memory_mb, limits.jobs_per_worker)
        self._exchange = Exchange(cluster.exchange)
        self._folder = run_id
        self._report = report or (lambda _: None)
        self._templates: tuple[str, str] | None = None
        self._lock = threading.Lock()
        self._connection = Connection(cluster.address, cluster.workers, cluster.scratch)
        self._orders = Orders(self._connection, run_id)

    def count_workers(self) -> int:
        """The threads of all workers, one while there is none."""
        threads = sum(int(worker["nthreads"]) for worker in self._connection.list_workers().values())
        return max(1, threads)

    def run(self, job: BatchJob) -> BatchJob:
        """Do a job; a document that hangs or kills its process becomes a dead letter, the rest goes on.

        Raises:
            ClusterError: no worker is left that can do it.
            PoolClosedError: the pool was closed, before or while the job was at work.
            OSError: the exchange or the work folder can't be written.
        """
        self._orders.refuse_if_closed()
        name = f"{self._folder}/{job.batch.stem}-{secrets.token_hex(6)}"
        begun = time.monotonic()
        order = self._send(job, name)
        packing = time.monotonic() - begun
        try:
            answer = self._orders.have_done(order, job.batch.stem)
            begun = time.monotonic()
            self._take(answer, job)
            fetching, working, sending = answer["seconds"]
            taking = time.monotonic() - begun
            times = BatchTimes(job.batch.stem, packing, fetching, working, sending, taking)
        finally:
            self._exchange.remove(name)
        logger.debug("%s", times)
        for landed in read_batch(job.batch):
            self._report(landed.document_id)
        return job

    def close(self) -> None:
        """Give up what is under way."""
        self._orders.close()
        self._exchange.remove(self._folder)

    def _send(self, job: BatchJob, name: str) -> dict[str, Any]:
        """Put the texts into the exchange; returns what a worker must know."""
        templates = self._send_templates(job)
        packed = job.shards.with_suffix(".texts.zip")
        try:
            ordered = pack_texts(job, packed)
            return {
                "model": job.model,
                "extractor_version": job.extractor_version,
                "byte_count": packed.stat().st_size,
                "exchange": self._exchange.place,
                "archive": f"{name}/texts.zip",
                "sha256": self._exchange.send(packed, f"{name}/texts.zip"),
                "templates": templates,
                "job": ordered.to_json(),
                "limits": self._limits,
            }
        finally:
            packed.unlink(missing_ok=True)

    def _send_templates(self, job: BatchJob) -> tuple[str, str] | None:
        """Name and hash of the repeated lines, which are the same for all batches of the run."""
        with self._lock:
            if self._templates is None and job.templates.exists():
                name = f"{self._folder}/templates-{hash_file(job.templates)[:16]}"
                self._templates = name, self._exchange.send(job.templates, name)
            return self._templates

    def _take(self, answer: dict[str, Any], job: BatchJob) -> None:
        packed = job.shards.with_suffix(".rows.zip")
        try:
            self._exchange.fetch(answer["archive"], answer["sha256"], packed)
            unpack_rows(packed, job)
        finally:
            packed.unlink(missing_ok=True)
