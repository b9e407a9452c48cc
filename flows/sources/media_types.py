"""Media types by file extension, and which extensions hold several documents."""

from __future__ import annotations

import mimetypes

TEXT_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
}
FEED_SUFFIXES = (".xml", ".rss", ".atom")
JSONL_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
PARQUET_SUFFIXES = (".parquet", ".pq")
URL_LIST_SUFFIXES = (".urls",)
READABLE = "txt, md, html, htm, xml, jsonl, jsonl.gz, parquet"


def guess_media_type(name: str) -> str | None:
    """The MIME type that a file name suggests; None where it suggests nothing."""
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return TEXT_TYPES.get(suffix) or mimetypes.guess_type(name)[0]


def refuse_media_type(media_type: str | None) -> str | None:
    """Why documents of this type are not read; None for text and for what must be looked at."""
    if media_type is None or media_type.startswith("text/"):
        return None
    if media_type in ("application/xhtml+xml", "application/octet-stream", "application/xml"):
        return None
    return f"not a text document ({media_type}); readable are {READABLE}"
