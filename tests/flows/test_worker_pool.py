"""Workers that die or hang: the document to blame becomes a dead letter, all others are processed."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from landed_batches import land_batch

from flows.workers import worker_pool
from flows.workers.batch_job import BatchJob
from flows.workers.worker_pool import PoolClosedError, PoolSettings, WorkerPool

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
