"""Workers that die or hang: the document to blame becomes a dead letter, all others are processed."""

from __future__ import annotations

import queue
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from landed_batches import land_batch

from flows.workers import worker_pool
from flows.workers.batch_job import BatchJob
from flows.workers.worker_pool import PoolClosedError, PoolSettings, WorkerError, WorkerPool

# Read by each worker when Python starts: some texts make it die or hang, and no model is loaded.
MISCHIEF = """
import os, sys, time
if os.environ.get("WIREMILL_TEST_MISCHIEF"):
    import spacy
    import flows.workers.batch_work as work
    import transforms.language.model as model
    blank = spacy.blank("en")
    model.load_model = work.load_model = lambda name: blank
    clean, parse, make = work.clean_document, work.parse_documents, work.make_rows
    def clean_document(raw, memory):
        if b"Absturz" in raw.content:
            os._exit(9)
        return clean(raw, memory)
    def parse_documents(nlp, documents):
        if any("Parserfehler" in d.text for d in documents):
            raise MemoryError("too long")
        if any("Speicherloch" in d.text for d in documents):
            os.kill(os.getpid(), 9)
        return parse(nlp, documents)
    def make_rows(read, *rest):
        if "Endlosschleife" in read.clean.text:
            time.sleep(600)
        while "Kreisverkehr" in read.clean.text:
            pass
        if "Gedulds" in read.clean.text:
            time.sleep(4)  # a machine that is busy with others for longer than the limit
        return make(read, *rest)
    work.clean_document, work.parse_documents, work.make_rows = clean_document, parse_documents, make_rows
"""
GERMAN = (
    "Der Rat der Stadt hat gestern den neuen Haushalt beschlossen, wie die Verwaltung mitteilte. Wort: {}."
)


WORDS = ("gut", "Absturz", "Gedulds", "Kreisverkehr", "Parserfehler", "Speicherloch", "Ende")


@pytest.fixture
def job(tmp_path: Path) -> BatchJob:
    return make_job(tmp_path, WORDS)


def make_job(tmp_path: Path, words: tuple[str, ...]) -> BatchJob:
    batch = tmp_path / "00000.jsonl"
    land_batch(batch, tmp_path / "raw", {f"{word}.txt": GERMAN.format(word) for word in words})
    made_at = datetime(2024, 5, 2, 12)
    return BatchJob(
        batch, tmp_path / "shards", tmp_path / "none.pickle", tmp_path / "raw", "auto", "run-1", "1", made_at
    )


@pytest.fixture
def mischief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(MISCHIEF, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    monkeypatch.setenv("WIREMILL_TEST_MISCHIEF", "1")


@pytest.mark.usefixtures("mischief")
def test_only_the_documents_to_blame_fail(job: BatchJob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pool, "WALL_FACTOR", 1_000)  # processor time decides, however busy the machine
    begun: list[str] = []
    with WorkerPool(PoolSettings(workers=1, document_seconds=3.0), begun.append) as pool:
        pool.run(job)
    failures = {letter.uri: (letter.error_type, letter.message) for letter in job.read_failures()}
    assert {uri: kind for uri, (kind, _) in failures.items()} == {
        "Absturz.txt": "WorkerDiedError",
        "Kreisverkehr.txt": "TimeoutError",
        "Parserfehler.txt": "MemoryError",
        "Speicherloch.txt": "WorkerDiedError",
    }
    assert "exit code 9" in failures["Absturz.txt"][1]
    assert "signal 9" in failures["Speicherloch.txt"][1]
    assert "longer than 3 s of processor time" in failures["Kreisverkehr.txt"][1]
    published = pq.read_table(job.shards / "documents.parquet")["uri"].to_pylist()
    assert published == ["gut.txt", "Gedulds.txt", "Ende.txt"]
    assert len(set(begun)) == len(WORDS)


@pytest.mark.usefixtures("mischief")
def test_a_document_that_stands_still_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pool, "WALL_FACTOR", 1)
    job = make_job(tmp_path, ("Endlosschleife",))
    with WorkerPool(PoolSettings(workers=1, document_seconds=3.0)) as pool:
        pool.run(job)
    ((uri, kind, message),) = [(f.uri, f.error_type, f.message) for f in job.read_failures()]
    assert (uri, kind) == ("Endlosschleife.txt", "TimeoutError")
    assert "stood still, and took longer than " in message


@pytest.mark.usefixtures("mischief")
def test_a_closed_pool_starts_nothing_and_blames_nobody(job: BatchJob) -> None:
    begun: list[str] = []

    def close(document_id: str) -> None:
        begun.append(document_id)
        pool.close()

    pool = WorkerPool(PoolSettings(workers=1, document_seconds=6.0), close)
    with pytest.raises(PoolClosedError):
        pool.run(job)
    assert len(begun) == 1
    with pytest.raises(PoolClosedError):
        pool.run(job)
    assert len(begun) == 1
    assert not pool._all
    assert not job.failures.exists()
    assert not job.shards.exists()


class StarvedWorker:
    """Stands for a worker that is silent for some looks, and has processor time at some of them."""

    def __init__(self, silent_looks: int, processor_per_look: float) -> None:
        self.jobs_done = 0
        self.clock = 0.0
        self._looks = 0
        self._silent_looks = silent_looks
        self._per_look = processor_per_look

    def send(self, job: BatchJob) -> None:
        """Takes any job."""

    def wait(self, seconds: float) -> dict[str, str]:
        self._looks += 1
        self.clock += seconds
        if self._looks <= self._silent_looks:
            raise queue.Empty
        return {"done": "shards"}

    def read_processor_seconds(self) -> float:
        return round(self._looks * self._per_look, 2)

    def kill(self) -> None:
        """Has no process."""


def run_starved(worker: StarvedWorker, job: BatchJob, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = WorkerPool(PoolSettings(workers=1))
    monkeypatch.setattr(pool, "_start", lambda: worker)
    monkeypatch.setattr(worker_pool, "time", SimpleNamespace(monotonic=lambda: worker.clock))
    pool.run(job)


def test_a_worker_that_starts_on_a_starved_machine_is_waited_for(
    job: BatchJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = StarvedWorker(silent_looks=1_000, processor_per_look=0.02)
    run_starved(worker, job, monkeypatch)
    assert worker.clock > 5 * worker_pool.START_SECONDS


def test_a_worker_that_never_starts_fails_the_run(job: BatchJob, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WorkerError, match="stood still for 180 s before it began"):
        run_starved(StarvedWorker(silent_looks=10_000, processor_per_look=0.0), job, monkeypatch)
    with pytest.raises(WorkerError, match="did not start within 180 s of processor time"):
        run_starved(StarvedWorker(silent_looks=10_000, processor_per_look=0.9), job, monkeypatch)
