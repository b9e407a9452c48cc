"""The raw store: content-addressed, immutable, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.landing.raw_store import LandedDocument, RawStore, RawStoreError
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
