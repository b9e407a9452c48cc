"""A worker or the scheduler is lost in the middle: a batch arrives once and whole, or the run says so."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from cluster_processes import ClusterProcesses, kill

from flows.cluster import orders
from flows.cluster.connection import ClusterError
from flows.cluster.dask_pool import ClusterSettings, DaskPool
from flows.workers.batch_job import BatchJob
from flows.workers.worker_pool import PoolSettings
from warehouse.stage import are_shards_whole

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow
MakeJob = Callable[..., BatchJob]


@pytest.fixture
def machines(no_work: Path, tmp_path: Path) -> Iterator[ClusterProcesses]:
    with ClusterProcesses(tmp_path) as started:
        yield started


@pytest.fixture
def pool(machines: ClusterProcesses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DaskPool]:
    monkeypatch.setattr(orders, "NO_WORKER_SECONDS", 3_600.0)  # however busy the machine
    monkeypatch.setattr("flows.cluster.connection.CONNECT_SECONDS", 3_600.0)
    settings = ClusterSettings(machines.address, 1, str(tmp_path / "exchange"), tmp_path)
    with DaskPool(settings, PoolSettings(document_seconds=600.0), "run-1") as opened:
        yield opened


@pytest.fixture
def start(pool: DaskPool) -> Iterator[Callable[[BatchJob], Future[BatchJob]]]:
    with ThreadPoolExecutor(1) as executor:
        yield lambda job: executor.submit(pool.run, job)
        pool.close()


def wait_for_work(folder: Path, done: Future[BatchJob]) -> tuple[Path, int]:
    """The sign of a process that is at work on a document, and its Dask worker."""
    while not (found := sorted(folder.glob("at-work-*"))):
        time.sleep(0.1)
        assert not done.done(), done.result()
    return found[0], int(found[0].name.rpartition("-")[2])


def read_uris(job: BatchJob) -> list[str]:
    assert are_shards_whole(job.shards)
    return [letter.uri for letter in job.read_failures()]


def test_a_killed_worker_loses_nothing(
    machines: ClusterProcesses,
    start: Callable[[BatchJob], Future[BatchJob]],
    make_job: MakeJob,
    no_work: Path,
    tmp_path: Path,
) -> None:
    machines.start_worker()
    machines.start_worker()
    job = make_job("gut", "langsam", "Ende")
    done = start(job)
    sign, pid = wait_for_work(no_work, done)
    os.kill(pid, signal.SIGKILL)
    sign.unlink()
    _, other = wait_for_work(no_work, done)
    assert other != pid
    (no_work / "go-on").touch()
    assert done.result() == job
    assert read_uris(job) == ["gut.txt", "langsam.txt", "Ende.txt"]
    assert list((tmp_path / "exchange" / "run-1").iterdir()) == []


def test_a_worker_without_the_program_says_so(
    machines: ClusterProcesses,
    start: Callable[[BatchJob], Future[BatchJob]],
    make_job: MakeJob,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "sitecustomize.py").write_text("import sys; sys.modules['flows'] = None", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(bare), *sys.path])
    machines.start_worker()
    with pytest.raises(
        ClusterError, match=r"no Dask worker can do the work: .* has no Wiremill like this one"
    ):
        start(make_job("gut")).result()


def test_a_scheduler_that_comes_back_is_asked_again(
    machines: ClusterProcesses,
    start: Callable[[BatchJob], Future[BatchJob]],
    make_job: MakeJob,
    no_work: Path,
) -> None:
    machines.start_worker()
    job = make_job("gut", "langsam")
    done = start(job)
    sign, _ = wait_for_work(no_work, done)
    assert machines.scheduler is not None
    kill(machines.scheduler)
    sign.unlink()
    (no_work / "go-on").touch()
    machines.start_scheduler()
    machines.start_worker()
    assert done.result() == job
    assert read_uris(job) == ["gut.txt", "langsam.txt"]


def test_a_scheduler_that_stays_away_is_told_in_a_line(
    machines: ClusterProcesses,
    start: Callable[[BatchJob], Future[BatchJob]],
    make_job: MakeJob,
    no_work: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("flows.cluster.connection.RECONNECT_SECONDS", 1.0)
    machines.start_worker()
    job = make_job("langsam")
    done = start(job)
    wait_for_work(no_work, done)
    assert machines.scheduler is not None
    kill(machines.scheduler)
    with pytest.raises(
        ClusterError, match=r"^the Dask scheduler was lost; the Dask scheduler at tcp://.*"
    ) as e:
        done.result()
    assert "\n" not in str(e.value)
    assert not job.shards.exists()
