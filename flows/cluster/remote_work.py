"""What a Dask worker does: fetches the texts of a batch, works on them in guarded processes, sends the rows.

Order and answer are plain values, so that a worker of another version can still say that it is one.
"""

from __future__ import annotations

import dataclasses
import secrets
import shutil
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

from flows.cluster.batch_archive import pack_rows, unpack_texts
from flows.cluster.exchange import Exchange
from flows.cluster.fitness import check_fitness
from flows.cluster.kept_pool import KEEPER
from flows.error_text import describe_error
from flows.workers.batch_job import BatchJob
from flows.workers.worker_pool import PoolSettings

KEPT_TEMPLATES = 8  # of more runs than ever share a worker at once
_templates_lock = Lock()


def work_on_batch(order: Mapping[str, Any]) -> dict[str, Any]:
    """Do the job of an order (`DaskPool` writes it).

    Returns the worker's `address` and either a line that says why this worker can't do it (`unfit`, told
    before the work, or `failed`), or the `archive` of rows with its `sha256` and the `seconds` that fetching,
    working and sending took. It raises nothing.
    """
    from distributed import get_worker

    worker = get_worker()
    scratch = Path(worker.local_directory) / "wiremill"
    folder = scratch / f"batch-{secrets.token_hex(6)}"
    kind = "unfit"
    try:
        check_fitness(order["model"], order["extractor_version"], scratch, order["byte_count"])
        kind = "failed"
        folder.mkdir(parents=True)
        answer = _work(order, scratch, folder, worker.state.nthreads)
    except Exception as error:  # whatever it is, another worker may do better
        answer = {kind: describe_error(error)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {"address": worker.address, **answer}


def _work(order: Mapping[str, Any], scratch: Path, folder: Path, width: int) -> dict[str, Any]:
    clock = [time.monotonic()]
    exchange = Exchange(order["exchange"])
    exchange.fetch(order["archive"], order["sha256"], folder / "texts.zip")
    job = unpack_texts(folder / "texts.zip", folder, BatchJob.from_json(order["job"]))
    job = dataclasses.replace(job, templates=_fetch_templates(exchange, order["templates"], scratch))
    clock.append(time.monotonic())
    with KEEPER.borrow(PoolSettings(width, *order["limits"])) as pool:
        pool.run(job)
    clock.append(time.monotonic())
    pack_rows(job, folder / "rows.zip")
    # A name of its own: a worker that was thought lost may still send its rows, which nobody takes then.
    name = f"{order['archive']}.{secrets.token_hex(6)}.rows"
    sha256 = exchange.send(folder / "rows.zip", name)
    clock.append(time.monotonic())
    seconds = [after - before for before, after in pairwise(clock)]
    return {"archive": name, "sha256": sha256, "seconds": seconds}


def _fetch_templates(exchange: Exchange, sent: tuple[str, str] | None, scratch: Path) -> Path:
    """The repeated lines of the run, fetched once by a worker; it keeps those of the last runs."""
    if sent is None:
        return scratch / "no-templates"
    name, sha256 = sent
    path = scratch / f"templates-{sha256[:16]}"
    with _templates_lock:
        if not path.exists():
            earlier = sorted(scratch.glob("templates-*"), key=lambda found: found.stat().st_mtime)
            for old in earlier[:-KEPT_TEMPLATES]:
                old.unlink(missing_ok=True)
            part = path.with_suffix(".part")
            exchange.fetch(name, sha256, part)
            part.replace(path)
    return path
