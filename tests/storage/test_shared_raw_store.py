"""The raw store in object storage: content-addressed, mended, listed as in a folder."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from flows.landing.raw_store import LandedDocument, RawStore, RawStoreError
from flows.landing.retractions import Retractions
from flows.landing.run_log import log_run, read_logged_runs
from flows.landing.source_names import NameMemory
from flows.sources.items import SourceDocument
from flows.storage.object_store import ObjectStore
from flows.storage.storage_errors import StorageError
from flows.storage.write_behind import WriteBehind
from schemas.operations import Run


@pytest.fixture
def address(bucket: str) -> str:
    return f"s3://{bucket}/raw"


def make_document(uri: str, text: str) -> SourceDocument:
    return SourceDocument("wire", uri, text.encode(), "text/plain")


def land(store: RawStore, *documents: SourceDocument) -> list[LandedDocument]:
    landed = [store.describe(document) for document in documents]
    for one, document in zip(landed, documents, strict=True):
        store.land(one, document.content)
    store.flush()
    return landed


def test_documents_land_once_and_are_read_again(address: str, tmp_path: Path) -> None:
    documents = [make_document(f"{number}.txt", f"text {number}") for number in range(60)]
    shared, local = RawStore(address), RawStore(tmp_path)
    assert not shared.has_documents()
    landed = land(shared, *documents, make_document("copy.txt", "text 0"))
    land(local, *documents, make_document("copy.txt", "text 0"))
    assert shared.has_documents()
    assert list(shared.list_documents()) == list(local.list_documents())
    assert shared.read_content(landed[7].raw_sha256) == b"text 7"
    assert RawStore(address).find(landed[7].document_id) == landed[7]
    objects = ObjectStore(address)
    assert sorted(objects.list_names("content")) == sorted(
        path.relative_to(tmp_path).as_posix() for path in (tmp_path / "content").rglob("*/*")
    )


def test_a_content_that_stands_is_not_written_again(address: str) -> None:
    objects = ObjectStore(address)
    first = make_document("a.txt", "text")
    land(RawStore(address), first)
    written = [entry.written_at for entry in objects.list_entries("content")]
    land(RawStore(address), first, make_document("b.txt", "text"))
    assert [entry.written_at for entry in objects.list_entries("content")] == written


def test_a_document_keeps_its_earlier_contents_and_its_last_revision(address: str) -> None:
    store = RawStore(address)
    texts = ["one", "two", "three"]
    for revision, text in enumerate(texts, 1):  # none waits for the one before to arrive
        document = make_document("a.txt", text)
        store.land(dataclasses.replace(store.describe(document), revision=revision), document.content)
    store.flush()
    found = store.find(store.describe(make_document("a.txt", "three")).document_id)
    assert found is not None
    assert (found.revision, len(found.earlier)) == (3, 2)
    assert store.remove(found) == 3
    assert list(ObjectStore(address).list_names("content")) == []
    assert not store.has_documents()


def test_a_damaged_content_is_set_aside_and_mended(address: str) -> None:
    store, objects = RawStore(address), ObjectStore(address)
    (landed,) = land(store, make_document("a.txt", "text"))
    place = store.find_place(landed.raw_sha256)
    objects.write(place, b"else")
    with pytest.raises(RawStoreError, match=f"{address}/{place} was damaged"):
        store.read_content(landed.raw_sha256)
    with pytest.raises(RawStoreError, match=r"the raw store lacks s3://.*there is no such file"):
        store.read_content(landed.raw_sha256)
    land(store, make_document("a.txt", "text"))
    assert store.read_content(landed.raw_sha256) == b"text"
    name = next(objects.list_names("documents"))
    objects.write(name, b"{")
    assert store.find(landed.document_id) is None
    (damaged,) = store.list_documents()
    assert isinstance(damaged, RawStoreError)
    assert damaged.place == name.rpartition("/")[2]


def test_what_can_not_be_stored_ends_the_landing(address: str, forbid: Any) -> None:
    store = RawStore(address)
    forbid("s3:PutObject")
    with pytest.raises(StorageError, match="can't be written: the credentials"):
        land(store, make_document("a.txt", "text"))


def test_what_stands_beside_the_contents(address: str, tmp_path: Path) -> None:
    Retractions(address).add([("wire", "a.txt")], datetime(2024, 5, 2))
    assert list(Retractions(address)) == [("wire", "a.txt")]
    memory = NameMemory(tmp_path / "one", address)
    assert memory.claim("news", str(tmp_path))
    memory.save()
    assert NameMemory(tmp_path / "other", address).tell_folder("news") == str(tmp_path)
    names = [field.name for field in dataclasses.fields(Run)]
    run = Run(**dict.fromkeys(names, None) | {"run_id": "r-1", "started_at": datetime(2024, 5, 2)})
    log_run(address, run)
    log_run(address, dataclasses.replace(run, run_id="r-2"))
    assert [logged.run_id for logged in read_logged_runs(address)] == ["r-1", "r-2"]


def test_writes_behind_keep_the_order_of_a_key() -> None:
    done: list[str] = []
    writes = WriteBehind(4)
    for number in range(40):
        writes.do(f"k{number % 3}", lambda n=number: done.append(f"k{n % 3}-{n:02}"))
    writes.finish()
    writes.finish()
    assert len(done) == 40
    for key in ("k0", "k1", "k2"):
        own = [entry for entry in done if entry.startswith(key)]
        assert own == sorted(own)


def test_what_goes_wrong_behind_is_raised_at_the_end() -> None:
    def fail() -> None:
        raise StorageError("gone")

    writes = WriteBehind(2)
    writes.do("a", fail)
    with pytest.raises(StorageError, match="gone"):
        writes.finish()
    writes.finish()
