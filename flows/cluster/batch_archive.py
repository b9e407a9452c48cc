"""A batch as one file: its texts on the way to a worker, its rows on the way back."""

from __future__ import annotations

import dataclasses
import os
import shutil
import zipfile
from pathlib import Path

from flows.atomic_files import write_atomically
from flows.landing.plan import read_batch
from flows.landing.raw_store import RawStore, RawStoreError
from flows.workers.batch_job import BatchJob
from warehouse.stage import are_shards_whole

BATCH = "batch.jsonl"
FAILURES = "failures.jsonl"
SHARDS = "shards"
RAW = "raw"


class ArchiveError(RuntimeError):
    """An archive does not hold what it should."""


def pack_texts(job: BatchJob, path: Path) -> BatchJob:
    """Write the documents of a batch with their contents as one file.

    Returns the job; it skips the documents whose content is damaged or gone, as they would fail here.
    """
    store = RawStore(job.raw)
    lost, packed = [], set()
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(job.batch, BATCH)
        for landed in read_batch(job.batch):
            if landed.raw_sha256 in packed:
                continue
            try:
                content = store.read_content(landed.raw_sha256)
            except RawStoreError as error:
                lost.append((landed.document_id, "RawStoreError", str(error)))
            else:
                packed.add(landed.raw_sha256)
                archive.writestr(f"{RAW}/{store.find_place(landed.raw_sha256)}", content)
    return dataclasses.replace(job, skipped=(*job.skipped, *lost))


def unpack_texts(path: Path, folder: Path, job: BatchJob) -> BatchJob:
    """Unpack what `pack_texts` wrote; returns the job with its paths in that folder.

    Raises:
        zipfile.BadZipFile: the file is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return dataclasses.replace(job, batch=folder / BATCH, raw=folder / RAW, shards=folder / SHARDS)


def pack_rows(job: BatchJob, path: Path) -> None:
    """Write shards (which are compressed already) and dead letters of a batch that is done as one file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.write(job.failures, FAILURES)
        for shard in sorted(job.shards.iterdir()):
            archive.write(shard, f"{SHARDS}/{shard.name}")


def unpack_rows(path: Path, job: BatchJob) -> None:
    """Bring shards and dead letters to where the job wants them: all of them, or none.

    Raises:
        ArchiveError: they are not whole.
        zipfile.BadZipFile: the file is damaged.
    """
    part = job.shards.with_name(job.shards.name + ".arrived")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(part)
        if not are_shards_whole(part / SHARDS):
            raise ArchiveError(f"the rows of batch {job.batch.stem} arrived damaged")
        write_atomically(job.failures, (part / FAILURES).read_bytes())
        shutil.rmtree(job.shards, ignore_errors=True)
        os.replace(part / SHARDS, job.shards)
    finally:
        shutil.rmtree(part, ignore_errors=True)
