"""What a source yields: a document as it came, one that could not be read, or one known unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from schemas.identifiers import make_document_id
from transforms.documents.decoding.raw_document import BoilerplatePolicy

Form = Literal["file", "record"]
METADATA_KEYS = ("title", "published", "author", "publisher", "agency", "language", "url")


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document as the source delivers it.

    `content` is a whole file or web page (form `file`), or one record as JSON (form `record`: a line
    of JSONL, a row of Parquet, an item of a feed), so that changed metadata count as changed content.
    `place` says where a record stands, in words.
    """

    source: str
    uri: str
    content: bytes
    form: Form = "file"
    media_type: str | None = None
    charset: str | None = None
    boilerplate: BoilerplatePolicy = "strip"
    metadata: Mapping[str, str] = field(default_factory=dict)
    place: str | None = None

    @property
    def document_id(self) -> str:
        """Stable id of the document."""
        return make_document_id(self.source, self.uri)


@dataclass(frozen=True, slots=True)
class UnreadableItem:
    """A file, line or page that could not be read, with the reason in words an operator understands."""

    source: str
    uri: str
    error_type: str
    reason: str
    stage: str = "read"

    @property
    def document_id(self) -> str:
        """Stable id of the document that it would have been."""
        return make_document_id(self.source, self.uri)


@dataclass(frozen=True, slots=True)
class UnchangedItem:
    """A page that its server declares unchanged since it was last fetched (HTTP 304)."""

    source: str
    uri: str

    @property
    def document_id(self) -> str:
        """Stable id of the document."""
        return make_document_id(self.source, self.uri)


SourceItem = SourceDocument | UnreadableItem | UnchangedItem
