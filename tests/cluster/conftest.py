"""A small batch, and guarded processes that load no model."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from landed_batches import land_batch

from flows.workers import worker_pool
from flows.workers.batch_job import BatchJob
from flows.workers.extractor_version import find_extractor_version

# Read by each process when Python starts. Those that work on documents load no language model.
NO_MODEL = """
import os, sys
if "flows.workers.extraction_worker" in sys.orig_argv:
    import spacy
    import flows.workers.batch_work as work
    import transforms.language.model as model
    blank = spacy.blank("en")
    model.load_model = work.load_model = lambda name: blank
    clean = work.clean_document
    def clean_document(raw, memory):
        if b"Absturz" in raw.content:
            os._exit(9)
        return clean(raw, memory)
    work.clean_document = clean_document
"""
# Those that work on documents only say, as dead letters, which they had; they start quickly.
NO_WORK = """
import os, pathlib, sys, time, types
place = pathlib.Path(__file__).parent
def run_batch_job(job, report):
    from flows.landing.plan import DeadLetter, read_batch, write_dead_letters
    from flows.landing.raw_store import RawStore
    from warehouse.stage import write_shards
    seen = []
    for landed in read_batch(job.batch):
        report([landed.document_id])
        content = RawStore(job.raw).read_content(landed.raw_sha256)
        if b"langsam" in content:
            (place / f"at-work-{os.getppid()}").touch()
            while not (place / "go-on").exists():
                time.sleep(0.1)
        seen.append(DeadLetter(landed.source, landed.uri, "read", "Seen", content.decode()))
    report([])
    write_dead_letters(job.failures, seen)
    write_shards(job.shards, {})
if "flows.workers.extraction_worker" in sys.orig_argv:
    work, model = types.ModuleType("batch_work"), types.ModuleType("model")
    work.run_batch_job, model.load_model = run_batch_job, lambda name: None
    sys.modules["flows.workers.batch_work"] = work
    sys.modules["transforms.language.model"] = model
elif "distributed.cli.dask_worker" in sys.orig_argv:
    import flows.workers.worker_pool
    flows.workers.worker_pool.START_SECONDS = 3_600.0  # however busy the machine
"""
TEXT = "Der Rat der Stadt hat gestern den neuen Haushalt beschlossen, wie die Verwaltung mitteilte. Wort: {}."


@pytest.fixture
def no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Processes started from here on load no model."""
    return _install(NO_MODEL, tmp_path / "site", monkeypatch)


@pytest.fixture
def no_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Processes started from here on do no work; a file `go-on` in the folder lets slow documents pass."""
    return _install(NO_WORK, tmp_path / "site", monkeypatch)


def _install(text: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site.mkdir()
    (site / "sitecustomize.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(site), *sys.path])
    monkeypatch.setattr(worker_pool, "START_SECONDS", 3_600.0)  # however busy the machine
    return site


@pytest.fixture
def make_job(tmp_path: Path) -> Callable[..., BatchJob]:
    """make_job("a", "b", number=0) -> BatchJob with a document for each word."""
    version = find_extractor_version("auto", tmp_path / "cache")

    def make(*words: str, number: int = 0) -> BatchJob:
        batch = tmp_path / "batches" / f"{number:05}.jsonl"
        land_batch(batch, tmp_path / "raw", {f"{word}.txt": TEXT.format(word) for word in words})
        shards, none = tmp_path / "shards" / batch.stem, tmp_path / "none.pickle"
        made_at = datetime(2024, 5, 2, 12)
        return BatchJob(batch, shards, none, tmp_path / "raw", "auto", "run-1", version, made_at)

    return make
