"""What a run needs of whatever does its batches: processes here, or workers elsewhere."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from flows.workers.batch_job import BatchJob

MOST_BATCHES = 257  # under way at once, however many workers there are: each has a thread that waits for it


class BatchPool(ABC):
    """Does batch jobs; may be called from several threads at once. In a `with` it is closed at the end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def width(self) -> int:
        """How many batches are at work at once: one a worker, while threads are left that wait for them."""
        return min((MOST_BATCHES - 1) // 2, self.count_workers())

    @abstractmethod
    def count_workers(self) -> int:
        """How many batches the workers could do at once."""

    @abstractmethod
    def run(self, job: BatchJob) -> BatchJob:
        """Do a job; returns once its shards and dead letters stand where it says."""

    @abstractmethod
    def close(self) -> None:
        """End it: what is under way is given up, and nothing is begun any more."""
