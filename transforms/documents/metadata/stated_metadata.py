"""What the source itself states about a document wins over what its text says."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.metadata.published_date import parse_published

_AUTHORS = re.compile(r"\s*(?:;|\||\band\b|&|,(?! (?:Jr|Sr|I+)\b))\s*")


def apply_stated_metadata(document: CleanDocument, raw: RawDocument) -> CleanDocument:
    """The document with title, author, publisher, agency and date as `raw.metadata` states them."""
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
    authors = tuple(name for name in _AUTHORS.split(stated.get("author", "")) if name)
    return replace(
        document,
        title=stated.get("title", document.title),
        author=authors or document.author,
        publisher=stated.get("publisher", document.publisher),
        agency=stated.get("agency", document.agency),
    )
