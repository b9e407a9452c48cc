"""What a run needs of whatever does its batches: processes here, or workers elsewhere."""

from __future__ import annotations

from typing import Protocol

from flows.workers.batch_job import BatchJob

MOST_BATCHES = 257  # under way at once, however many workers there are: each has a thread that waits for it


class BatchPool(Protocol):
    """Does batch jobs; may be called from several threads at once."""

    @property
    def width(self) -> int:
        """How many batches are at work at once."""

    def run(self, job: BatchJob) -> BatchJob:
        """Do a job; returns once its shards and dead letters stand where it says."""
