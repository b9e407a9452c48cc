"""A small batch, and guarded processes that load no model."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from flows.landing.raw_store import RawStore
from flows.sources.items import SourceDocument
from flows.workers.batch_job import BatchJob
from flows.workers.extractor_version import find_extractor_version

# Read by each process when Python starts; only those that work on documents do as it says.
NO_MODEL = """
import os, sys
if "flows.workers.extraction_worker" in sys.orig_argv:
    import pathlib, spacy, time
    import flows.workers.batch_work as work
    import transforms.language.model as model
    place = pathlib.Path(__file__).parent
    blank = spacy.blank("en")
    model.load_model = work.load_model = lambda name: blank
    make, clean = work.make_rows, work.clean_document
    def make_rows(read, *rest):
        if "langsam" in read.clean.text:
            (place / f"at-work-{os.getppid()}").touch()
            while not (place / "go-on").exists():
                time.sleep(0.1)
        return make(read, *rest)
    def clean_document(raw, memory):
        if b"Absturz" in raw.content:
            os._exit(9)
        return clean(raw, memory)
    work.make_rows, work.clean_document = make_rows, clean_document
"""
TEXT = "Der Rat der Stadt hat gestern den neuen Haushalt beschlossen, wie die Verwaltung mitteilte. Wort: {}."


@pytest.fixture
def no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Processes started from here on load no model; returns the folder by which they are told to go on."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(NO_MODEL, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(site), *sys.path])
    return site


@pytest.fixture
def make_job(tmp_path: Path) -> Callable[..., BatchJob]:
    """make_job("a", "b", number=0) -> BatchJob with a document for each word."""
    store = RawStore(tmp_path / "raw")
    version = find_extractor_version("auto", tmp_path / "cache")

    def make(*words: str, number: int = 0) -> BatchJob:
        lines = []
        for word in words:
            document = SourceDocument("test", f"{word}.txt", TEXT.format(word).encode(), "text/plain")
            landed = store.describe(document)
            store.land(landed, document.content)
            lines.append(landed.to_json())
        batch = tmp_path / "batches" / f"{number:05}.jsonl"
        batch.parent.mkdir(exist_ok=True)
        batch.write_text("\n".join(lines) + "\n", encoding="utf-8")
        shards, none = tmp_path / "shards" / batch.stem, tmp_path / "none.pickle"
        made_at = datetime(2024, 5, 2, 12)
        return BatchJob(batch, shards, none, tmp_path / "raw", "auto", "run-1", version, made_at)

    return make
