"""A worker process: takes jobs as lines of JSON on its standard input, answers on its standard output.

Run as `python -m flows.workers.extraction_worker MEMORY_MB MODEL`. It loads the model while it waits for its
first job. It ends when its input ends, so that none is
left behind when the run is killed.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from typing import TextIO

from flows.threads import collect_seldom


def main() -> None:
    """Work until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers
    collect_seldom()
    _limit_memory(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    jobs: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_read_input, args=(jobs,), daemon=True).start()

    from flows.workers.batch_job import BatchJob
    from flows.workers.batch_work import run_batch_job
    from transforms.language.model import load_model

    if len(sys.argv) > 2:
        with suppress(Exception):  # the first job tells what is wrong with the model
            load_model(sys.argv[2])
    while True:
        job = BatchJob.from_json(jobs.get())
        try:
            load_model(job.model)
            run_batch_job(job, lambda documents: _answer(answers, documents=list(documents)))
        except Exception as error:
            _answer(answers, error=f"{type(error).__name__}: {error}")
        else:
            _answer(answers, done=str(job.shards))


def _read_input(jobs: queue.Queue[str]) -> None:
    for line in sys.stdin:
        jobs.put(line)
    os._exit(0)


def _answer(answers: TextIO, **message: str | list[str]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def _limit_memory(megabytes: int) -> None:
    """A document that wants more memory than this gets a MemoryError, not the machine's last page."""
    if megabytes <= 0:
        return
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    except (ImportError, ValueError, OSError):
        pass  # not every system can


if __name__ == "__main__":
    main()
