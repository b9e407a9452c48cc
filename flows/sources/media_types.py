"""Kinds of files by their extension, and why a file of another kind is not read."""

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
JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
PARQUET_SUFFIXES = (".parquet", ".pq")
URL_LIST_SUFFIXES = (".urls",)
READABLE = (
    "txt, html, md, json, jsonl, csv, tsv, parquet, xlsx, ods, xml (RSS, Atom), warc, eml, mbox, mht, docx,"
    " odt, rtf, pdf, zip, tar, and these packed as gz, bz2, xz or zst; pages in HTML whatever their extension"
)
_OLD_OFFICE = {".doc": "Word", ".ppt": "PowerPoint", ".pages": "Pages"}


def guess_media_type(name: str) -> str | None:
    """The MIME type that a file name suggests; None where it suggests nothing."""
    return TEXT_TYPES.get(find_suffix(name)) or mimetypes.guess_type(name)[0]


def refuse_file(name: str) -> str:
    """Why a file of this name is not read.

    What is text to some program (a script, a list) would make articles of no use.
    """
    suffix = find_suffix(name)
    if suffix in _OLD_OFFICE:
        return f"a {_OLD_OFFICE[suffix]} file of an old kind is not read: save it as .docx or .pdf"
    if reason := refuse_media_type(guess_media_type(name)):
        return reason
    kind = f"a {suffix} file" if suffix else "a file without extension"
    return f"{kind} is not read as an article; readable are {READABLE}"


def find_suffix(name: str) -> str:
    """The extension in small letters, with its dot; what stands behind a "?" of a saved address is none."""
    last = name.rsplit("/", 1)[-1]
    head = last.split("?", 1)[0]
    return "." + head.rsplit(".", 1)[-1].lower() if "." in head else ""


def refuse_media_type(media_type: str | None) -> str | None:
    """Why documents of this type are not read; None for text and for what must be looked at."""
    if media_type is None or media_type.startswith("text/"):
        return None
    if media_type in ("application/xhtml+xml", "application/octet-stream", "application/xml"):
        return None
    return f"not a text document ({media_type}); readable are {READABLE}"
