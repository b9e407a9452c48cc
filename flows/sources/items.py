"""What a source yields: a document as it came, one that could not be read, one known unchanged, or a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flows.sources.declaration import SourceDeclaration
from schemas.identifiers import make_document_id
from transforms.documents.decoding.raw_document import BoilerplatePolicy

Form = Literal["file", "record"]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document as the source delivers it.

    `content` is a whole file or web page (form `file`), or one record as JSON (form `record`: a line
    of JSONL, a row of Parquet, an item of a feed), so that changed metadata count as changed content.
    `metadata` win over what the document says of itself, `fallback` fills what it does not say. `place`
    says where a record stands, in words. `is_stand_in` marks the teaser of a page that could not be had:
    it takes the place of no document that is known.
    """

    source: str
    uri: str
    content: bytes
    form: Form = "file"
    media_type: str | None = None
    charset: str | None = None
    boilerplate: BoilerplatePolicy = "strip"
    metadata: Mapping[str, str] = field(default_factory=dict)
    fallback: Mapping[str, str] = field(default_factory=dict)
    place: str | None = None
    is_stand_in: bool = False

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


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What the operator is told once of a source, in the report; no document."""

    source: str
    uri: str
    text: str


SourceItem = SourceDocument | UnreadableItem | UnchangedItem | SourceNote


def make_document(
    source: SourceDeclaration,
    uri: str,
    content: bytes,
    *,
    media_type: str | None = None,
    charset: str | None = None,
    metadata: Mapping[str, str] | None = None,
    fallback: Mapping[str, str] | None = None,
) -> SourceDocument:
    """A whole file or page, with what the source says about all its documents."""
    return SourceDocument(
        source=source.name,
        uri=uri,
        content=content,
        media_type=media_type,
        charset=charset,
        boilerplate=source.boilerplate,
        metadata={**source.metadata, **(metadata or {})},
        fallback=dict(fallback or {}),
    )


def make_record_document(
    source: SourceDeclaration, uri: str, content: bytes, place: str | None, *, is_stand_in: bool = False
) -> SourceDocument:
    """A record, with what the source says about all its documents."""
    return SourceDocument(
        source=source.name,
        uri=uri,
        content=content,
        form="record",
        boilerplate=source.boilerplate,
        metadata=source.metadata,
        place=place,
        is_stand_in=is_stand_in,
    )
