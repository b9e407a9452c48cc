"""A raw document as a source yields it, and the error for one that can't be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from schemas.identifiers import make_document_id

BoilerplatePolicy = Literal["strip", "keep"]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes and what the source says about them.

    `metadata` may hold title, published, author, publisher, agency, language, url, kind (as strings, as
    the source states them), and how its documents are read: day_first, timezone, fiscal_year_start (the
    month, 1 to 12, with which its fiscal years begin), non_articles.
    `fallback` holds title, published, author, publisher, language where the document itself says nothing.
    `media_type` is a MIME type from the file extension or the HTTP header.
    """

    source: str
    uri: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    boilerplate: BoilerplatePolicy = "strip"
    metadata: Mapping[str, str] = field(default_factory=dict)
    fallback: Mapping[str, str] = field(default_factory=dict)

    @property
    def document_id(self) -> str:
        """Stable id of the document."""
        return make_document_id(self.source, self.uri)


class UnreadableDocumentError(ValueError):
    """The document can't be processed; the message says why in words an operator understands.

    `stage` is where it failed: read, decode, clean, extract.
    """

    def __init__(self, stage: str, reason: str) -> None:
        super().__init__(reason)
        self.stage = stage
        self.reason = reason
