"""A pool of worker processes that survives its workers: cuts off what hangs, goes on after a crash."""

from __future__ import annotations

import dataclasses
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.threads import ONE_THREAD
from flows.workers.batch_job import BatchJob
from flows.workers.batch_pool import BatchPool

START_SECONDS = 180.0
WALL_FACTOR = 5
LOOK_SECONDS = 1.0


class WorkerError(RuntimeError):
    """A worker can't do its job at all (not the fault of a document)."""


class PoolClosedError(RuntimeError):
    """The pool was closed, because the run ends: no document is to blame, and nothing is tried again."""


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How many workers, and what a document and a worker may take.

    `document_seconds` are of processor time, so that a busy machine costs no document; what sleeps or
    waits is cut off after WALL_FACTOR times as long.
    """

    workers: int = 1
    document_seconds: float = 60.0
    memory_mb: int = 4_000
    jobs_per_worker: int = 20
    model: str = "auto"  # loaded by a worker that waits for its first job


class _Worker:
    """One process and the lines it answers."""

    def __init__(self, memory_mb: int, model: str) -> None:
        self.jobs_done = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flows.workers.extraction_worker", str(memory_mb), model],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        self._answers: queue.Queue[str | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def send(self, job: BatchJob) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(job.to_json() + "\n")
            self._process.stdin.flush()
        except OSError:
            pass  # it has died; waiting for its answer will show it

    def wait(self, seconds: float) -> dict[str, Any] | None:
        """Its next answer; None when it has died. Raises queue.Empty when it is silent too long."""
        line = self._answers.get(timeout=seconds)
        return None if line is None else json.loads(line)

    def read_processor_seconds(self) -> float | None:
        """Processor time that the process has had so far; None where the system does not tell."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return None

    def describe_end(self) -> str:
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with suppress(OSError):  # what it never read can't be sent any more
            self._process.stdin.close()
        self._listener.join()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._answers.put(line)
        self._answers.put(None)


@dataclass(frozen=True, slots=True)
class _Failure:
    """Documents that were at work when a worker failed, and how it failed."""

    documents: tuple[str, ...]
    error_type: str
    reason: str

    def blame(self) -> tuple[tuple[str, str, str], ...]:
        """The document to be left out; of several it is not known which, the next attempt will tell."""
        return tuple((d, self.error_type, self.reason) for d in self.documents if len(self.documents) == 1)


class WorkerPool(BatchPool):
    """Runs batch jobs in worker processes; may be called from several threads at once."""

    def __init__(self, settings: PoolSettings, report: Callable[[str], None] | None = None) -> None:
        self._settings = settings
        self._report = report or (lambda _: None)
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._is_closed = False
        self._lock = threading.Lock()
        for _ in range(settings.workers):
            self._idle.put(None)

    def count_workers(self) -> int:
        """The processes of the pool."""
        return self._settings.workers

    def warm_up(self) -> None:
        """Start a worker now, so that it loads while something else is done."""
        worker = self._idle.get()
        self._idle.put(worker or self._start())

    def run(self, job: BatchJob) -> BatchJob:
        """Do a job; a document that hangs or kills its worker becomes a dead letter, the rest goes on.

        Raises:
            WorkerError: the worker fails before or after the documents.
            PoolClosedError: the pool was closed, before or while the job was at work.
        """
        worker = self._idle.get()
        try:
            worker = worker or self._start()
            while True:
                failure = self._attempt(worker, job)
                if failure is None:
                    return job
                self._refuse_if_closed()
                self._end(worker)
                worker = self._start()
                job = dataclasses.replace(job, skipped=(*job.skipped, *failure.blame()), is_careful=True)
        except BaseException:
            if worker is not None:
                self._end(worker)
                worker = None
            self._refuse_if_closed()  # whatever went wrong then, it is the closing that counts
            raise
        finally:
            if worker is not None:
                worker.jobs_done += 1
                if worker.jobs_done >= self._settings.jobs_per_worker:
                    self._end(worker)
                    worker = None
            self._idle.put(worker)

    def close(self) -> None:
        """End all workers at once; none is started any more."""
        with self._lock:
            self._is_closed = True
            workers = list(self._all)
        for worker in workers:
            self._end(worker)

    def _attempt(self, worker: _Worker, job: BatchJob) -> _Failure | None:
        """Do a job; returns what was at work when the worker failed, if it did."""
        worker.send(job)
        current: tuple[str, ...] = ()
        while True:
            try:
                answer = self._wait_for_document(worker) if current else self._wait_for_start(worker)
            except TimeoutError as error:
                return _Failure(current, "TimeoutError", str(error))
            if answer is None:
                end = worker.describe_end()
                if not current:
                    raise WorkerError(f"a worker ended before its first document ({end})")
                reason = f"its worker process died ({end}), perhaps for lack of memory"
                return _Failure(current, "WorkerDiedError", reason)
            if "done" in answer:
                return None
            if "error" in answer:
                raise WorkerError(answer["error"])
            current = tuple(answer["documents"])
            if len(current) == 1:
                self._report(current[0])

    def _wait_for_start(self, worker: _Worker) -> dict[str, Any] | None:
        """The worker's next answer while it loads, or writes what it made; None when it has died.

        However long that takes on a machine that is busy with others, as long as the worker gets on.

        Raises:
            WorkerError: it had START_SECONDS of processor time, or so many seconds none at all.
        """
        begun = moved = time.monotonic()
        begun_processor = seen = worker.read_processor_seconds()
        while True:
            try:
                return worker.wait(min(LOOK_SECONDS, START_SECONDS))
            except queue.Empty:
                now, processor = time.monotonic(), worker.read_processor_seconds()
            if begun_processor is None or processor is None:
                if now - begun > WALL_FACTOR * START_SECONDS:
                    raise WorkerError(f"a worker did not start within {now - begun:.0f} s")
                continue
            if processor != seen:
                seen, moved = processor, now
            if processor - begun_processor > START_SECONDS:
                raise WorkerError(f"a worker did not start within {START_SECONDS:g} s of processor time")
            if now - moved > START_SECONDS:
                raise WorkerError(f"a worker stood still for {START_SECONDS:g} s before it began")

    def _wait_for_document(self, worker: _Worker) -> dict[str, Any] | None:
        """The worker's next answer; None when it has died.

        Raises:
            TimeoutError: it worked too long on its document, or stands still.
        """
        limit = self._settings.document_seconds
        begun, begun_processor = time.monotonic(), worker.read_processor_seconds()
        while True:
            try:
                return worker.wait(min(LOOK_SECONDS, limit))
            except queue.Empty:
                elapsed, processor = time.monotonic() - begun, worker.read_processor_seconds()
            if begun_processor is not None and processor is not None:
                if processor - begun_processor > limit:
                    raise TimeoutError(f"cut off: it took longer than {limit:g} s of processor time")
                if elapsed > WALL_FACTOR * limit:
                    raise TimeoutError(f"cut off: it stood still, and took longer than {elapsed:.0f} s")
            elif elapsed > limit:
                raise TimeoutError(f"cut off: it took longer than {limit:g} s")

    def _start(self) -> _Worker:
        with self._lock:
            self._refuse_if_closed()
            worker = _Worker(self._settings.memory_mb, self._settings.model)
            self._all.add(worker)
        return worker

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise PoolClosedError("the pool of workers is closed")

    def _end(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.kill()
