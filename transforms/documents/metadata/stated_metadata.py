"""What the source states about a document wins over its text, or fills what the text lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.metadata.page_title import fold
from transforms.documents.metadata.published_date import parse_published
from transforms.documents.repair.repair import repair_text

_AUTHORS = re.compile(r"\s*(?:;|\||\band\b|&|,(?! (?:Jr|Sr|I+)\b))\s*")
_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_NAMED = re.compile(r"(?P<title>.+\S)\s+[-–—|]\s+(?P<name>\S.*?)")


def fill_metadata(document: CleanDocument, fallback: Mapping[str, str]) -> CleanDocument:
    """The document with what its feed or list states where it says nothing itself."""
    stated = {key: value.strip() for key, value in fallback.items() if value and value.strip()}
    if document.published_on is None and (published := parse_published(stated.get("published", ""))):
        document = replace(
            document,
            published_on=published.on,
            published_at=published.at,
            published_precision=published.precision,
            published_method="metadata",
        )
    return replace(
        document,
        title=document.title or stated.get("title"),
        author=document.author or split_authors(stated.get("author", "")),
        publisher=document.publisher or stated.get("publisher"),
    )


def split_authors(stated: str) -> tuple[str, ...]:
    """The names in a list of authors."""
    return tuple(
        bare
        for name in _AUTHORS.split(stated)
        if (bare := name[match.end() :] if (match := _BY.match(name)) else name)
    )


def _cut_publisher(title: str, publisher: str | None) -> str:
    """A title without the publisher's name behind it ("Ferry sinks - The Gazette")."""
    match = _NAMED.fullmatch(title)
    return match["title"] if match and publisher and fold(match["name"]) == fold(publisher) else title


def apply_stated_metadata(document: CleanDocument, raw: RawDocument) -> CleanDocument:
    """The document with what `raw.metadata` states of it, and of all texts of its source."""
    stated = {key: value.strip() for key, value in raw.metadata.items() if value and value.strip()}
    published = parse_published(stated.get("published", ""), None) if "published" in stated else None
    if published is not None:
        document = replace(
            document,
            published_on=published.on,
            published_at=published.at,
            published_precision=published.precision,
            published_method="metadata",
        )
    authors = split_authors(stated.get("author", ""))
    publisher = stated.get("publisher", document.publisher)
    return replace(
        document,
        title=_cut_publisher(repair_text(stated["title"]).text, publisher)
        if "title" in stated
        else document.title,
        author=authors or document.author,
        publisher=publisher,
        agency=stated.get("agency", document.agency),
        section=stated.get("section", document.section),
        day_first={"true": True, "false": False}.get(stated.get("day_first", "")),
        fiscal_year_start=int(stated["fiscal_year_start"]) if "fiscal_year_start" in stated else None,
    )
