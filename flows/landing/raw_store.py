"""The raw store: every content once, under its SHA-256, never changed; beside it what its source said.

raw/content/ab/abcdef...            the bytes
raw/documents/12/doc-12....json     where they came from: one small file a document, its newest revision

A folder, or the same names below an address of object storage. It is the truth: the warehouse can be made
from it alone (`flows.runs.rebuild`).
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from flows.sources.items import Form, SourceDocument
from flows.sources.record import read_record
from flows.storage.open_store import open_store
from flows.storage.write_behind import WriteBehind
from schemas.identifiers import make_document_id
from transforms.documents.decoding.raw_document import BoilerplatePolicy, RawDocument, UnreadableDocumentError

DOCUMENTS = "documents"
SEAL = "seal"  # hash of a description on disk: a damaged one must not become a wrong row


class RawStoreError(RuntimeError):
    """A content or description is missing from the raw store, or no longer what was stored.

    `place` is the path in the raw store, where it is known.
    """

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True)
class LandedDocument:
    """A document in the raw store: its hash, and all that is needed to process it without its source.

    `superseded` counts the versions of it that the same run read before and that this one corrects,
    `revision` those of all runs and itself; `earlier` are hashes of contents that it had before.
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
    revision: int = 1
    earlier: tuple[str, ...] = ()
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
        fields = json.loads(line)
        fields["earlier"] = tuple(fields.get("earlier", ()))
        return cls(**fields)

    @classmethod
    def from_settings(
        cls, document_id: str, source: str, uri: str, raw_sha256: str, settings_json: str
    ) -> LandedDocument:
        """Put together again what a ledger entry keeps."""
        settings: dict[str, Any] = json.loads(settings_json)
        return cls(document_id, source, uri, raw_sha256, **settings)


class RawStore:
    """The folder or address that holds the raw contents."""

    def __init__(self, place: Path | str) -> None:
        self._store = open_store(place)
        self._writes = WriteBehind(self._store.width)

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
        """Store a content and its description; a content that stands already is not written again.

        It is on its way when this returns, and there when `flush` does.
        """
        self._writes.do(landed.document_id, partial(self._land, landed, content))

    def flush(self) -> None:
        """Return once all that was landed is stored.

        Raises:
            OSError, StorageError: something could not be.
        """
        self._writes.finish()

    def find(self, document_id: str) -> LandedDocument | None:
        """The newest landed revision of a document, if any (and not damaged)."""
        self._writes.wait(document_id)
        return self._find(document_id)

    def has_documents(self) -> bool:
        """Whether anything was ever landed."""
        return self._store.has_any(DOCUMENTS)

    def list_documents(self) -> Iterator[LandedDocument | RawStoreError]:
        """The newest revision of every document by source and uri, then an error for each damaged one."""
        found, damaged = [], []
        names = (name for name in self._store.list_names(DOCUMENTS) if name.endswith(".json"))
        for name, content in self._store.read_all(names):
            try:
                found.append(_read_description(self._store.locate(name), content))
            except RawStoreError as error:
                damaged.append(error)
        yield from sorted(found, key=lambda landed: (landed.source, landed.uri))
        yield from damaged

    def remove(self, landed: LandedDocument) -> int:
        """Remove a document with all contents that it ever had and no other has; returns how many went."""
        self._store.remove(_document_name(landed.document_id))
        own = {landed.raw_sha256, *landed.earlier}
        for other in self.list_documents():
            if isinstance(other, LandedDocument):
                own -= {other.raw_sha256, *other.earlier}
        names = [n for h in own for n in (self.find_place(h), _damaged_name(h)) if self._store.exists(n)]
        for name in names:
            self._store.remove(name)
        return len(names)

    def read_content(self, raw_sha256: str) -> bytes:
        """The bytes behind a hash.

        Raises:
            RawStoreError: missing, or damaged.
            StorageError: object storage does not answer.
        """
        name = self.find_place(raw_sha256)
        place = self._store.locate(name)
        try:
            content = self._store.read(name)
        except OSError as error:
            raise RawStoreError(f"the raw store lacks {place}: {error.strerror}") from error
        if content is None:
            raise RawStoreError(f"the raw store lacks {place}: there is no such file")
        if sha256(content).hexdigest() != raw_sha256:
            damaged = _damaged_name(raw_sha256)
            self._store.move(name, damaged)  # the next run, which lands it again, mends it
            raise RawStoreError(
                f"{place} was damaged (it is kept as {damaged.rpartition('/')[2]});"
                " the next run that reads the document from its source mends it"
            )
        return content

    def find_place(self, raw_sha256: str) -> str:
        """Path of a content inside the store, with slashes."""
        return f"content/{raw_sha256[:2]}/{raw_sha256}"

    def read_document(self, landed: LandedDocument) -> RawDocument:
        """A landed document as cleaning takes it.

        Raises:
            RawStoreError: missing, or damaged.
            UnreadableDocumentError: a record that is none (any more).
        """
        content = self.read_content(landed.raw_sha256)
        return to_raw_document(landed, content)

    def _land(self, landed: LandedDocument, content: bytes) -> None:
        self._store.create(self.find_place(landed.raw_sha256), content)
        known = self._find(landed.document_id)
        if known is not None:
            former = (*known.earlier, known.raw_sha256)
            earlier = dict.fromkeys(h for h in former if h != landed.raw_sha256)
            landed = dataclasses.replace(landed, earlier=tuple(earlier))
        fields = dataclasses.asdict(landed)
        text = json.dumps(fields | {SEAL: _hash_fields(fields)}, ensure_ascii=False)
        self._store.write(_document_name(landed.document_id), text.encode("utf-8", "replace"))

    def _find(self, document_id: str) -> LandedDocument | None:
        name = _document_name(document_id)
        try:
            return _read_description(self._store.locate(name), self._store.read(name))
        except (OSError, RawStoreError):
            return None


def _document_name(document_id: str) -> str:
    return f"{DOCUMENTS}/{document_id[-2:]}/{document_id}.json"


def _damaged_name(raw_sha256: str) -> str:
    return f"content/{raw_sha256[:2]}/{raw_sha256}.damaged"


def _hash_fields(fields: Mapping[str, Any]) -> str:
    """Hash of a description as it is written, whatever fields the version that wrote it had."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _read_description(place: str, content: bytes | None) -> LandedDocument:
    """Read a description; `place` is where it stands."""
    name = PurePosixPath(place).name
    if content is None:
        raise RawStoreError(f"the raw store lacks {place}: it can't be read", name)
    try:
        fields = json.loads(content)
        seal = fields.pop(SEAL, None)
        is_whole = seal in (None, _hash_fields(fields))
        fields["earlier"] = tuple(fields.get("earlier", ()))
        landed = LandedDocument(**fields)
        document_id = name.removesuffix(".json")
        is_whole &= landed.document_id == document_id == make_document_id(landed.source, landed.uri)
    except (ValueError, TypeError, AttributeError) as error:
        raise RawStoreError(f"{place} is damaged: {error}", name) from error
    if not is_whole:
        raise RawStoreError(f"{place} is damaged: it does not say what was stored", name)
    return landed


def to_raw_document(landed: LandedDocument | SourceDocument, content: bytes) -> RawDocument:
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
