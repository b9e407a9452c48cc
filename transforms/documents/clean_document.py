"""A cleaned document: text, blocks and metadata."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from schemas.blocks import Block
from schemas.documents import DocumentKind, PublishedMethod, PublishedPrecision


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """What cleaning makes of a raw document.

    `text` has no empty lines, no carriage returns, no spaces at line ends; every kept block is an
    exact slice of it. What its source says of all its texts goes with it to the extractors: `day_first`
    (04/05/2026 is 4 May) and `fiscal_year_start` (month, 1 to 12, with which fiscal years begin).
    """

    document_id: str
    source: str
    uri: str
    text: str
    blocks: tuple[Block, ...]
    raw_char_count: int
    title: str | None = None
    author: tuple[str, ...] = ()
    publisher: str | None = None
    agency: str | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    published_precision: PublishedPrecision | None = None
    published_method: PublishedMethod | None = None
    published_text: str | None = None
    language: str | None = None
    dateline_place: str | None = None
    section: str | None = None
    day_first: bool | None = None
    fiscal_year_start: int | None = None
    kind: DocumentKind | None = None
    kind_score: float | None = None
    kind_reason: str | None = None
