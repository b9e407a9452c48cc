"""Batches on Dask workers: rows of the local pool; elsewhere when a worker can't, a line when none can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows.cluster import orders, remote_work
from flows.cluster.connection import ClusterError
from flows.cluster.dask_pool import ClusterSettings, DaskPool
from flows.cluster.kept_pool import KEEPER, PoolKeeper
from flows.disk_space import DiskSpaceError
from flows.landing.plan import read_batch
from flows.workers.batch_job import BatchJob
from flows.workers.worker_pool import PoolClosedError, PoolSettings, WorkerPool
from warehouse.stage import are_shards_whole

distributed: Any = pytest.importorskip("distributed")
LIMITS = PoolSettings(workers=1, document_seconds=60.0)
MakeJob = Callable[..., BatchJob]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Two workers in this process, each with a scratch folder of its own."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        memory_limit=None,
        dashboard_address="127.0.0.1:0",
        local_directory=str(tmp_path / "scratch"),
    ) as cluster:
        yield cluster.scheduler_address
    KEEPER.close()


@pytest.fixture
def pool(address: str, tmp_path: Path) -> Iterator[DaskPool]:
    with open_pool(address, tmp_path) as opened:
        yield opened


def open_pool(address: str, folder: Path, told: Callable[[str], None] | None = None) -> DaskPool:
    settings = ClusterSettings(address, 2, str(folder / "exchange"), folder / "scratch")
    return DaskPool(settings, LIMITS, "run-1", told)


def read_rows(job: BatchJob) -> dict[str, Any]:
    return {path.name: pq.read_table(path) for path in sorted(job.shards.glob("*.parquet"))}


@pytest.mark.usefixtures("no_work")
def test_batches_go_there_and_back(make_job: MakeJob, address: str, tmp_path: Path) -> None:
    told: list[str] = []
    with open_pool(address, tmp_path, told.append) as pool:
        assert pool.width == 2
        for number in range(3):
            job = make_job("gut", "Ende", number=number)
            assert pool.run(job) == job
            assert [letter.uri for letter in job.read_failures()] == ["gut.txt", "Ende.txt"]
            assert are_shards_whole(job.shards)
            assert told[-2:] == [landed.document_id for landed in read_batch(job.batch)]
        assert list((tmp_path / "exchange" / "run-1").iterdir()) == []
    assert not (tmp_path / "exchange" / "run-1").exists()
    assert list((tmp_path / "scratch").rglob("batch-*")) == []
    with pytest.raises(PoolClosedError):
        pool.run(make_job("gut"))


@pytest.mark.slow
@pytest.mark.usefixtures("no_model")
def test_rows_are_those_of_the_local_pool(make_job: MakeJob, address: str, tmp_path: Path) -> None:
    job = make_job("gut", "Ende")
    with WorkerPool(LIMITS) as local:
        local.run(job)
    expected = read_rows(job)
    with open_pool(address, tmp_path) as pool:
        pool.run(job)
    assert read_rows(job) == expected
    assert job.read_failures() == []


@pytest.mark.slow
@pytest.mark.usefixtures("no_model")
def test_a_document_that_kills_its_process_fails_alone(make_job: MakeJob, pool: DaskPool) -> None:
    job = pool.run(make_job("gut", "Absturz", "Ende"))
    assert [(f.uri, f.error_type) for f in job.read_failures()] == [("Absturz.txt", "WorkerDiedError")]
    assert read_rows(job)["documents.parquet"]["uri"].to_pylist() == ["gut.txt", "Ende.txt"]


@pytest.mark.usefixtures("no_work")
def test_a_worker_without_room_is_passed_over(
    make_job: MakeJob, pool: DaskPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def check(model: str, version: str, scratch: Path, size: int) -> None:
        asked.append(scratch)
        if scratch == asked[0]:
            raise DiskSpaceError("too little disk space")

    monkeypatch.setattr(remote_work, "check_fitness", check)
    for number in range(2):
        job = pool.run(make_job("gut", number=number))
        assert job.shards.exists()
    assert asked[0] not in asked[1:]
    assert len(asked) == 3


def test_workers_of_another_version_are_told_in_a_line(make_job: MakeJob, pool: DaskPool) -> None:
    import dataclasses

    job = dataclasses.replace(make_job("gut"), extractor_version="0.0.9+rules.0+llm.x")
    with pytest.raises(
        ClusterError, match=r"^no Dask worker can do the work: .*: it has Wiremill .*; .*"
    ) as e:
        pool.run(job)
    assert "the run needs 0.0.9+rules.0" in str(e.value)
    assert "\n" not in str(e.value)
    assert not job.shards.exists()


def test_a_batch_that_fails_everywhere_ends_the_run(
    make_job: MakeJob, pool: DaskPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*rest: Any) -> None:
        raise OSError(28, "No space left on device", "/scratch/x")

    monkeypatch.setattr(remote_work, "unpack_texts", fail)
    monkeypatch.setattr(orders, "MOST_FAILURES", 2)
    with pytest.raises(
        ClusterError, match=r"^batch 00000 failed on the Dask worker .* \(as on 1 before\)$"
    ) as e:
        pool.run(make_job("gut"))
    assert "no room is left on the disk of /scratch/x" in str(e.value)


def test_no_worker_for_long(make_job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "NO_WORKER_SECONDS", 0.0)
    monkeypatch.setattr(orders, "CHECK_SECONDS", 0.1)
    monkeypatch.setattr(orders, "LOOK_SECONDS", 0.1)
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address="127.0.0.1:0") as cluster,
        open_pool(cluster.scheduler_address, tmp_path) as pool,
    ):
        assert pool.width == 1
        with pytest.raises(ClusterError, match="has had no worker for 0 s"):
            pool.run(make_job("gut"))


def test_no_scheduler_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.cluster.connection.CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterError, match=r"the Dask scheduler at tcp://127\.0\.0\.1:9 does not answer"):
        open_pool("tcp://127.0.0.1:9", tmp_path)


def test_an_idle_pool_gives_its_memory_back() -> None:
    keeper = PoolKeeper(idle_seconds=0.0)
    with keeper.borrow(LIMITS) as first, keeper.borrow(LIMITS) as again:
        assert first is again
        with keeper.borrow(PoolSettings(workers=2)) as other:
            assert other is not first
    assert keeper._timer is not None
    keeper._timer.join()
    assert keeper._pool is None
