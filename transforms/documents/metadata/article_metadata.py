"""What an article says about itself, alike for flat text and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.documents import PublishedMethod
from transforms.documents.metadata.published_date import PublishedDate


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """What a text or page says about itself; None and empty where it does not.

    `published_text` is the day as the dateline or a date line writes it, where it names no year.
    `origins` names by field where each value of a page was read ("json-ld", "meta og:title", "h1", "url").
    """

    title: str | None = None
    author: tuple[str, ...] = ()
    publisher: str | None = None
    agency: str | None = None
    published: PublishedDate | None = None
    published_method: PublishedMethod | None = None
    published_text: str | None = None
    dateline_place: str | None = None
    section: str | None = None
    language: str | None = None
    url: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
