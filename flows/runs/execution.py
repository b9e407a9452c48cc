"""Carry a plan out: transform its batches, audit, publish."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flows.clock import read_clock
from flows.corrections.event_corrections import read_event_corrections
from flows.landing.plan import DeadLetter, Plan, PlanFolder, read_batch
from flows.llm.settings import LlmSettings
from flows.progress import Progress
from flows.runs.pools import open_pool
from flows.runs.publishing_pace import PublishingPace
from flows.runs.stages import CriticalCheckError, list_rejected, log_failures
from flows.runs.steps import Steps, TransformHandle
from flows.settings import Settings
from flows.workers.batch_job import BatchJob
from flows.workers.batch_pool import BatchPool
from warehouse.connect import open_warehouse

if TYPE_CHECKING:
    from warehouse.auditing.audit import AuditedBatch
    from warehouse.auditing.volume_checks import Baseline

logger = logging.getLogger(__name__)
# So many documents that all fail are no accident; a document that was cut off is no fault of the program.
FEWEST_FAULTS = 5
CUT_OFF = ("TimeoutError", "WorkerDiedError", "MemoryError")


@dataclass(slots=True)
class Outcome:
    """What carrying out a plan did so far."""

    published_count: int = 0
    new_count: int = 0
    changed_count: int = 0
    staged_row_count: int = 0
    quarantined_row_count: int = 0
    row_counts: Counter[str] = field(default_factory=Counter)
    failures: list[DeadLetter] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Audited:
    """A batch ready to be published."""

    batch: Path
    result: AuditedBatch
    failures: list[DeadLetter]


class PlanExecution:
    """Carries one plan out; batches that an earlier process transformed or published are not done again."""

    def __init__(
        self,
        folder: PlanFolder,
        plan: Plan,
        settings: Settings,
        steps: Steps,
        progress: Progress,
        ahead: BatchPool | None = None,
    ) -> None:
        """`ahead` is a pool that is open already."""
        self._folder = folder
        self._plan = plan
        self._settings = settings
        self._steps = steps
        self._progress = progress
        self._ahead = ahead
        self._corrections = read_event_corrections(settings.event_corrections)
        self._waiting: list[_Audited] = []
        self.outcome = Outcome()

    def run(self) -> Outcome:
        """Do what the plan says and remove it."""
        self._log(self._folder.read_failures())
        if self._folder.list_batches():
            self._process_batches()
        self._folder.remove()
        return self.outcome

    def _process_batches(self) -> None:
        baseline = self._read_baseline()
        pace = PublishingPace(baseline.document_count)
        with self._open_pool() as pool:
            if pool is not None:
                threading.Thread(target=_load_ahead, daemon=True).start()
            self._progress.start(sum(len(read_batch(b)) for b in self._folder.list_batches()))
            for batch, job in self._transform(pool):
                failures = job.read_failures()
                refuse_if_all_failed(batch, failures)
                result = self._steps.audit(job.shards, self._plan.run_id, batch, len(failures), baseline)
                self._waiting.append(_Audited(batch, result, failures + list_rejected(result, batch)))
                staged = sum(len(a.result.document_ids) for a in self._waiting)
                if pace.is_due(staged) or self._waiting[-1].result.critical:
                    with pace.follow(staged):
                        self._publish()
            if self._waiting:
                self._publish()

    def _open_pool(self) -> AbstractContextManager[BatchPool | None]:
        if self._ahead is not None:
            return self._ahead
        return open_pool(self._settings, self._plan.run_id, self._progress.advance)

    def _transform(self, pool: BatchPool | None) -> Iterator[tuple[Path, BatchJob]]:
        """Yield the batches in order, transformed; a few are under way at any time."""
        started: deque[tuple[Path, BatchJob, TransformHandle | None]] = deque()
        for batch in self._folder.list_batches():
            job = self._make_job(batch)
            is_done = job.shards.exists() and is_left_whole(job)
            handle = None if is_done else self._steps.start_transform(job, pool)
            started.append((batch, job, handle))
            # So many that no worker is idle while a batch is published; workers may come and go.
            while len(started) > 2 * (pool.width if pool is not None else 1):
                yield self._await(*started.popleft())
        while started:
            yield self._await(*started.popleft())

    def _await(self, batch: Path, job: BatchJob, handle: TransformHandle | None) -> tuple[Path, BatchJob]:
        if handle is not None:
            handle.result()
        return batch, job

    def _publish(self) -> None:
        """Publish the waiting batches, then log their dead letters, then mark them as done."""
        group = self._steps.publish(self._settings, [a.result for a in self._waiting], self._plan.run_id)
        for audited in self._waiting:
            self._log(audited.failures)
            self._folder.finish_batch(audited.batch)
            self.outcome.staged_row_count += audited.result.staged_row_count
        self.outcome.published_count += group.document_count
        self.outcome.new_count += group.new_count
        self.outcome.changed_count += group.changed_count
        self.outcome.quarantined_row_count += group.quarantined_row_count
        self.outcome.row_counts.update(group.row_counts)
        self._waiting.clear()

    def _log(self, failures: list[DeadLetter]) -> None:
        log_failures(self._settings, self._plan.run_id, failures, read_clock())
        self.outcome.failures.extend(failures)

    def _make_job(self, batch: Path) -> BatchJob:
        return BatchJob(
            batch=batch,
            shards=self._folder.shards_of(batch),
            templates=self._folder.templates,
            raw=self._settings.raw_place,
            model=self._settings.model,
            run_id=self._plan.run_id,
            extractor_version=self._plan.extractor_version,
            loaded_at=self._plan.started_at,
            llm=self._choose_llm(),
            corrections=self._corrections.select((d.document_id, d.uri) for d in read_batch(batch)),
        )

    def _choose_llm(self) -> LlmSettings | None:
        """The configured language model, its answers kept in the data folder and its budget in the run."""
        if self._settings.llm is None:
            return None
        folder = self._settings.data / "llm"
        return dataclasses.replace(self._settings.llm, cache_folder=folder, run_id=self._plan.run_id)

    def _read_baseline(self) -> Baseline:
        from warehouse.auditing.volume_checks import read_baseline

        with open_warehouse(self._settings.warehouse_path) as con:
            return read_baseline(con)


def is_left_whole(job: BatchJob) -> bool:
    """Whether what an earlier process made of a batch can be used; if not, the batch is done again."""
    from warehouse.stage import are_shards_whole

    try:
        job.read_failures()
    except (ValueError, TypeError):
        is_whole = False
    else:
        is_whole = are_shards_whole(job.shards)
    if not is_whole:
        logger.warning("what an earlier run left in %s is damaged; it is made again", job.shards)
    return is_whole


def refuse_if_all_failed(batch: Path, failures: list[DeadLetter]) -> None:
    """Stop when every document of a batch fails in an extractor: that is a fault of the program.

    Raises:
        CriticalCheckError: all documents of a batch of some size failed, none for its content.
    """
    faults = [f for f in failures if f.stage == "extract" and f.error_type not in CUT_OFF]
    if len(faults) >= FEWEST_FAULTS and len(faults) == len(read_batch(batch)):
        first = faults[0]
        raise CriticalCheckError(
            f"all {len(faults)} documents of a batch failed; {first.uri}: {first.error_type}: {first.message}"
        )


def _load_ahead() -> None:
    """Load what publishing needs while the workers work."""
    from flows.runs.resolvers import make_resolvers

    make_resolvers()
