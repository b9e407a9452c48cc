"""The raw store: every content once, under its SHA-256, never changed; beside it what its source said.

raw/content/ab/abcdef...            the bytes
raw/documents/12/doc-12....json     where they came from: one small file a document, its newest revision
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from flows.atomic_files import write_atomically
from flows.sources.items import Form, SourceDocument
from flows.sources.record import read_record
from transforms.documents.decoding.raw_document import BoilerplatePolicy, RawDocument, UnreadableDocumentError


class RawStoreError(RuntimeError):
    """A content is missing from the raw store, or its bytes are no longer those that were stored."""


@dataclass(frozen=True, slots=True)
class LandedDocument:
    """A document in the raw store: its hash, and all that is needed to process it without its source.

    `superseded` counts the versions of it that the same run read before and that this one corrects.
    """

    document_id: str
    source: str
    uri: str
    raw_sha256: str
    form: Form
    media_type: str | None
    charset: str | None
    boilerplate: BoilerplatePolicy
    metadata: Mapping[str, str] = field(default_factory=dict)
    superseded: int = 0
    fallback: Mapping[str, str] = field(default_factory=dict)

    @property
    def settings_json(self) -> str:
        """What besides the bytes decides the rows, as JSON (the same for the same settings)."""
        names = ["form", "media_type", "charset", "boilerplate", "metadata"]
        if self.fallback:
            names.append("fallback")
        return json.dumps({n: getattr(self, n) for n in names}, sort_keys=True, ensure_ascii=False)

    @property
    def settings_sha256(self) -> str:
        """Hash of `settings_json`."""
        return sha256(self.settings_json.encode("utf-8", "replace")).hexdigest()

    def to_json(self) -> str:
        """All fields as one line of JSON."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str | bytes) -> LandedDocument:
        """Read what `to_json` wrote."""
        return cls(**json.loads(line))

    @classmethod
    def from_settings(
        cls, document_id: str, source: str, uri: str, raw_sha256: str, settings_json: str
    ) -> LandedDocument:
        """Put together again what a ledger entry keeps."""
        settings: dict[str, Any] = json.loads(settings_json)
        return cls(document_id, source, uri, raw_sha256, **settings)


class RawStore:
    """The folder that holds the raw contents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def describe(self, document: SourceDocument) -> LandedDocument:
        """The landed form of a document; nothing is written."""
        return LandedDocument(
            document_id=document.document_id,
            source=document.source,
            uri=document.uri,
            raw_sha256=sha256(document.content).hexdigest(),
            form=document.form,
            media_type=document.media_type,
            charset=document.charset,
            boilerplate=document.boilerplate,
            metadata=dict(document.metadata),
            fallback=dict(document.fallback),
        )

    def land(self, landed: LandedDocument, content: bytes) -> None:
        """Store a content and its description; a content that stands already is not written again."""
        path = self._content_path(landed.raw_sha256)
        if not path.exists():
            write_atomically(path, content)
        write_atomically(self._document_path(landed.document_id), landed.to_json().encode("utf-8", "replace"))

    def find(self, document_id: str) -> LandedDocument | None:
        """The newest landed revision of a document, if any."""
        try:
            return LandedDocument.from_json(self._document_path(document_id).read_bytes())
        except (OSError, ValueError, TypeError):
            return None

    def read_content(self, raw_sha256: str) -> bytes:
        """The bytes behind a hash.

        Raises:
            RawStoreError: missing, or damaged.
        """
        path = self._content_path(raw_sha256)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise RawStoreError(f"the raw store lacks {path}: {error}") from error
        if sha256(content).hexdigest() != raw_sha256:
            path.unlink(missing_ok=True)  # so that the next run, which lands it again, mends it
            raise RawStoreError(f"{path} was damaged and is removed; the next run that reads it mends it")
        return content

    def read_document(self, landed: LandedDocument) -> RawDocument:
        """A landed document as cleaning takes it.

        Raises:
            RawStoreError: missing, or damaged.
            UnreadableDocumentError: a record that is none (any more).
        """
        content = self.read_content(landed.raw_sha256)
        return to_raw_document(landed, content)

    def _content_path(self, raw_sha256: str) -> Path:
        return self._folder / "content" / raw_sha256[:2] / raw_sha256

    def _document_path(self, document_id: str) -> Path:
        return self._folder / "documents" / document_id[-2:] / f"{document_id}.json"


def to_raw_document(landed: LandedDocument, content: bytes) -> RawDocument:
    """Bytes and their description as cleaning takes them; a record is opened.

    Raises:
        UnreadableDocumentError: a record that is none (any more).
    """
    media_type, charset, metadata = landed.media_type, landed.charset, dict(landed.metadata)
    if landed.form == "record":
        try:
            record = read_record(content)
        except ValueError as error:
            raise UnreadableDocumentError("read", str(error)) from error
        content, media_type, charset = record.content, record.media_type, "utf-8"
        metadata |= record.metadata
    return RawDocument(
        source=landed.source,
        uri=landed.uri,
        content=content,
        media_type=media_type,
        charset=charset,
        boilerplate=landed.boilerplate,
        metadata=metadata,
        fallback=landed.fallback,
    )
