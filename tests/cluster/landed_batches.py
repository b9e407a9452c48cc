"""Batches of documents on disk, as a plan leaves them for a worker."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flows.landing.raw_store import RawStore
from flows.sources.items import SourceDocument


def land_batch(batch: Path, raw: Path, texts: Mapping[str, str]) -> None:
    """Put texts, by their uris, into the raw store and write the batch that names them."""
    store, lines = RawStore(raw), []
    for uri, text in texts.items():
        document = SourceDocument("test", uri, text.encode(), "text/plain")
        landed = store.describe(document)
        store.land(landed, document.content)
        lines.append(landed.to_json())
    batch.parent.mkdir(exist_ok=True)
    batch.write_text("\n".join(lines) + "\n", encoding="utf-8")
