"""WARC and ARC archives: the HTML pages that a crawler was answered."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

from flows.sources.addresses import find_canonical
from flows.sources.formats.open_file import OpenFile
from flows.sources.items import SourceItem, SourceNote, UnreadableItem, make_document

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
    try:
        for record in ArchiveIterator(file.stream, arc2warc=True):
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            if reason := _find_reason(record):
                left_out[reason] += 1
                continue
            count += 1
            yield _read_page(file, record)
            if count % REPORT_EVERY == 0:
                logger.info("%s: %d pages read", file.uri, count)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        yield file.refuse("WarcError", f"the archive breaks off after {count} pages: {error}")
    if left_out:
        listed = ", ".join(f"{number:,} {reason}" for reason, number in left_out.most_common(6))
        yield SourceNote(file.source.name, file.uri, f"{count:,} pages read; left out: {listed}")


def _find_reason(record: Any) -> str | None:
    """Why a record is no page."""
    headers = record.http_headers
    status = headers.get_statuscode() if headers else _OK
    if status != _OK:
        return f"answered with status {status}"
    kind = _find_type(record)
    return None if kind in READ_TYPES else f"of type {kind or 'unknown'}"


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
