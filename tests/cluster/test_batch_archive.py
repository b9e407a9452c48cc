"""Texts and rows travel whole, or not at all."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cluster.batch_archive import ArchiveError, pack_rows, pack_texts, unpack_rows, unpack_texts
from flows.cluster.exchange import Exchange, ExchangeError
from flows.landing.plan import DeadLetter, read_batch, write_dead_letters
from flows.landing.raw_store import RawStore
from flows.workers.batch_job import BatchJob
from warehouse.stage import are_shards_whole, write_shards

MakeJob = Callable[..., BatchJob]
LETTER = DeadLetter("test", "a.txt", "extract", "TimeoutError", "cut off")


def test_texts_arrive_as_they_were_landed(make_job: MakeJob, tmp_path: Path) -> None:
    job = make_job("eins", "zwei", "eins")
    ordered = pack_texts(job, tmp_path / "texts.zip")
    there = unpack_texts(tmp_path / "texts.zip", tmp_path / "scratch", ordered)
    assert ordered == job
    assert read_batch(there.batch) == read_batch(job.batch)
    for landed in read_batch(there.batch):
        assert RawStore(there.raw).read_content(landed.raw_sha256) == RawStore(job.raw).read_content(
            landed.raw_sha256
        )


def test_a_damaged_text_is_told_by_its_own_store(make_job: MakeJob, tmp_path: Path) -> None:
    job = make_job("eins", "zwei")
    first, second = read_batch(job.batch)
    content = tmp_path / "raw" / RawStore(job.raw).find_place(first.raw_sha256)
    content.write_bytes(b"something else")
    ordered = pack_texts(job, tmp_path / "texts.zip")
    ((document_id, error_type, reason),) = ordered.skipped
    assert (document_id, error_type) == (first.document_id, "RawStoreError")
    assert f"{content} was damaged" in reason
    assert not content.exists(), "so that the next run that reads the source mends it"
    with zipfile.ZipFile(tmp_path / "texts.zip") as archive:
        assert [n for n in archive.namelist() if n.startswith("raw/")] == [
            f"raw/{RawStore(job.raw).find_place(second.raw_sha256)}"
        ]


def test_rows_take_their_place_whole(make_job: MakeJob, tmp_path: Path) -> None:
    job = _make_done(make_job, tmp_path)
    pack_rows(job, tmp_path / "rows.zip")
    here = make_job("eins", number=1)
    write_shards(here.shards, {})  # what an earlier attempt left
    unpack_rows(tmp_path / "rows.zip", here)
    assert here.read_failures() == [LETTER]
    assert are_shards_whole(here.shards)
    assert [p.name for p in here.shards.parent.iterdir() if p.name.endswith(".arrived")] == []


def test_what_arrives_damaged_changes_nothing(make_job: MakeJob, tmp_path: Path) -> None:
    job = _make_done(make_job, tmp_path)
    (job.shards / "events.parquet").write_bytes(b"")
    pack_rows(job, tmp_path / "rows.zip")
    here = make_job("eins", number=1)
    with pytest.raises(ArchiveError, match="batch 00001 arrived damaged"):
        unpack_rows(tmp_path / "rows.zip", here)
    packed = (tmp_path / "rows.zip").read_bytes()
    (tmp_path / "rows.zip").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(zipfile.BadZipFile):
        unpack_rows(tmp_path / "rows.zip", here)
    assert not here.shards.exists()
    assert not here.failures.exists()


@pytest.mark.parametrize("kind", ["folder", "memory"])
def test_an_exchange_gives_back_what_was_sent(kind: str, tmp_path: Path) -> None:
    exchange = Exchange(str(tmp_path / "x") if kind == "folder" else "memory://wiremill-test")
    (tmp_path / "a").write_bytes(b"abc")
    sha256 = exchange.send(tmp_path / "a", "run/0/a")
    exchange.fetch("run/0/a", sha256, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"abc"
    with pytest.raises(ExchangeError, match="is not what was sent"):
        exchange.fetch("run/0/a", "0" * 64, tmp_path / "b")
    exchange.remove("run")
    exchange.remove("run")
    with pytest.raises(ExchangeError, match=r"lacks run/0/a: `exchange` must be a place that all"):
        exchange.fetch("run/0/a", sha256, tmp_path / "b")


def test_no_such_kind_of_exchange() -> None:
    with pytest.raises(ExchangeError, match="the exchange carrier-pigeon://roof can't be used"):
        Exchange("carrier-pigeon://roof")


def _make_done(make_job: MakeJob, folder: Path) -> BatchJob:
    job = make_job("eins")
    write_shards(job.shards, {})
    write_dead_letters(job.failures, [LETTER])
    return job
