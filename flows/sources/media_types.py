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
READABLE = ", ".join(
    suffix.lstrip(".") for suffix in (*TEXT_TYPES, *FEED_SUFFIXES, *JSONL_SUFFIXES, *PARQUET_SUFFIXES)
)


def guess_media_type(name: str) -> str | None:
    """The MIME type that a file name suggests; None where it suggests nothing."""
    return TEXT_TYPES.get(_find_suffix(name)) or mimetypes.guess_type(name)[0]


def refuse_file(name: str) -> str | None:
    """Why a file of this name is not read as one text; None where its extension is one of a text.

    What else is text to some program (a table, a script, a list) would make articles of no use.
    """
    suffix = _find_suffix(name)
    if suffix in TEXT_TYPES:
        return None
    if reason := refuse_media_type(guess_media_type(name)):
        return reason
    kind = f"a {suffix} file" if suffix else "a file without extension"
    return f"{kind} is not read as an article; readable are {READABLE}"


def _find_suffix(name: str) -> str:
    last = name.rsplit("/", 1)[-1]
    return "." + last.rsplit(".", 1)[-1].lower() if "." in last else ""


def refuse_media_type(media_type: str | None) -> str | None:
    """Why documents of this type are not read; None for text and for what must be looked at."""
    if media_type is None or media_type.startswith("text/"):
        return None
    if media_type in ("application/xhtml+xml", "application/octet-stream", "application/xml"):
        return None
    return f"not a text document ({media_type}); readable are {READABLE}"
