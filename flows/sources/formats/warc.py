"""WARC and ARC archives: the HTML pages that a crawler was answered."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

from flows.sources.addresses import find_canonical
from flows.sources.formats.open_file import OpenFile
from flows.sources.items import SourceDocument, SourceItem, SourceNote, UnreadableItem, make_document
from flows.sources.jsonl import UNPACK_ERRORS

logger = logging.getLogger(__name__)
READ_TYPES = frozenset({"text/html", "application/xhtml+xml"})
REPORT_EVERY = 1000
_OK = "200"


def read_warc(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the pages that were answered with status 200; a page is known by its canonical address.

    Requests, metadata, revisits, redirects, pictures and scripts are left out, counted in one note. A
    file that breaks off yields the pages before the break and one failure.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    count, left_out = 0, Counter[str]()
    stream = _ToleratedStream(file.stream)
    try:
        for record in ArchiveIterator(stream, arc2warc=True):
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            if reason := _find_reason(record):
                left_out[reason] += 1
                continue
            page = _read_page(file, record)
            if getattr(record.raw_stream, "limit", 0) > 0 and isinstance(page, SourceDocument):
                stream.error = stream.error or EOFError("the last page is cut off")
                break
            count += 1
            yield page
            if count % REPORT_EVERY == 0:
                logger.info("%s: %d pages read", file.uri, count)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        yield file.refuse("WarcError", f"the archive breaks off after {count} pages: {error}")
    if stream.error is not None:
        yield file.refuse("WarcError", f"the archive breaks off after {count} pages: {stream.error}")
    if left_out:
        listed = ", ".join(f"{number:,} {reason}" for reason, number in left_out.most_common(6))
        yield SourceNote(file.source.name, file.uri, f"{count:,} pages read; left out: {listed}")


class _ToleratedStream:
    """A stream that ends where its archive breaks off, and keeps the error; warcio would pass over it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """What is there, at most `size` bytes."""
        try:
            return bytes(self._stream.read1(size) if size > 0 else self._stream.read())
        except UNPACK_ERRORS as error:
            self.error = error
            return b""

    def tell(self) -> int:
        """The place, which nobody needs."""
        return 0

    def close(self) -> None:
        """The file closes the stream."""


def _find_reason(record: Any) -> str | None:
    """Why a record is no page."""
    headers = record.http_headers
    status = headers.get_statuscode() if headers else _OK
    if status != _OK:
        return f"answered with status {status}"
    kind = _find_type(record)
    is_text = record.rec_type == "conversion" and kind == "text/plain"  # of a WET file
    return None if is_text or kind in READ_TYPES else f"of type {kind or 'unknown'}"


def _find_type(record: Any) -> str:
    stated = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
    return str(stated or "").partition(";")[0].strip().lower()


def _read_page(file: OpenFile, record: Any) -> SourceItem:
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    content = record.content_stream().read(file.max_bytes + 1)
    if len(content) > file.max_bytes:
        reason = f"larger than {file.max_bytes:,} bytes"
        return UnreadableItem(file.source.name, address or file.uri, "TooLargeError", reason)
    stated = record.http_headers.get_header("Content-Type") if record.http_headers else ""
    charset = str(stated or "").lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    uri = (
        find_canonical(content, address)
        if address
        else f"{file.uri}#{record.rec_headers.get_header('WARC-Record-ID')}"
    )
    return make_document(
        file.source,
        uri,
        content,
        media_type=_find_type(record),
        charset=charset,
        metadata={"url": uri} if address else None,
    )
