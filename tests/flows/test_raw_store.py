"""The raw store: content-addressed, immutable, whole."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from flows.landing.raw_store import LandedDocument, RawStore, RawStoreError
from flows.landing.retractions import Retractions
from flows.sources.items import SourceDocument


def land(store: RawStore, content: bytes, uri: str = "a.txt") -> LandedDocument:
    document = SourceDocument("s", uri, content, media_type="text/plain", metadata={"publisher": "P"})
    landed = store.describe(document)
    store.land(landed, content)
    return landed


def test_content_comes_back_with_what_its_source_said(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    landed = land(store, b"Some words.")
    assert store.find(landed.document_id) == landed
    raw = store.read_document(landed)
    assert (raw.content, raw.media_type, raw.metadata["publisher"]) == (b"Some words.", "text/plain", "P")
    again = LandedDocument.from_settings(
        landed.document_id, "s", "a.txt", landed.raw_sha256, landed.settings_json
    )
    assert again == landed


def test_same_content_is_stored_once(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    first, second = land(store, b"Same."), land(store, b"Same.", "b.txt")
    assert first.raw_sha256 == second.raw_sha256
    assert len([p for p in (tmp_path / "content").rglob("*") if p.is_file()]) == 1
    assert not list(tmp_path.rglob("*.tmp"))


def test_damaged_content_is_noticed_and_mended(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    landed = land(store, b"Whole.")
    (path,) = (p for p in (tmp_path / "content").rglob("*") if p.is_file())
    path.write_bytes(b"Who")
    with pytest.raises(RawStoreError, match="damaged"):
        store.read_document(landed)
    land(store, b"Whole.")
    assert store.read_document(landed).content == b"Whole."


def test_record_is_opened(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    content = b'{"id": "x", "text": "Body.", "title": "T", "publisher": "Q"}'
    document = SourceDocument("s", "f.jsonl#x", content, form="record", metadata={"publisher": "P"})
    raw = store.read_document(_land(store, document))
    assert (raw.content, raw.media_type) == (b"Body.", "text/plain")
    assert raw.metadata == {"publisher": "Q", "title": "T"}


def _land(store: RawStore, document: SourceDocument) -> LandedDocument:
    landed = store.describe(document)
    store.land(landed, document.content)
    return landed


def test_revisions_are_known_to_the_description(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    first, second = land(store, b"One."), land(store, b"Two.")
    land(store, b"Three.", "b.txt")
    known = store.find(first.document_id)
    assert known is not None
    assert (known.raw_sha256, known.earlier) == (second.raw_sha256, (first.raw_sha256,))
    assert store.remove(known) == 2
    listed = [d.uri for d in store.list_documents() if isinstance(d, LandedDocument)]
    assert listed == ["b.txt"]


def test_description_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    landed = land(store, b"One.")
    (path,) = (tmp_path / "documents").rglob("*.json")
    fields = json.loads(path.read_text())
    for name in ("seal", "revision", "earlier"):
        del fields[name]
    path.write_text(json.dumps(fields))
    assert store.find(landed.document_id) == landed


def test_damaged_description_is_no_document(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    landed = land(store, b"One.")
    (path,) = (tmp_path / "documents").rglob("*.json")
    whole = path.read_text()
    for damaged in (whole[:20], whole.replace("a.txt", "b.txt"), whole.replace('"P"', '"Q"'), "[]", ""):
        path.write_text(damaged)
        assert store.find(landed.document_id) is None
        (error,) = store.list_documents()
        assert isinstance(error, RawStoreError)
        assert path.name in str(error)


def test_retractions_are_kept_and_a_damaged_list_is_told(tmp_path: Path) -> None:
    keys = [("s", "a.txt"), ("s", "b\u2028.txt")]
    Retractions(tmp_path).add(keys, datetime(2024, 5, 2))
    assert list(Retractions(tmp_path)) == keys
    Retractions(tmp_path).remove(keys[:1])
    assert keys[0] not in Retractions(tmp_path)
    (tmp_path / "retracted.jsonl").write_text('{"source": "s"')
    with pytest.raises(RawStoreError, match="line 1 is damaged"):
        Retractions(tmp_path)
