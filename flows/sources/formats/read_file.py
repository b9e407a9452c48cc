"""Which reader a file needs, told by its first bytes and its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from flows.sources.feed_items import is_feed, list_faults, read_feed
from flows.sources.formats import archives, compressed, mail, tables
from flows.sources.formats.open_file import OpenFile, Reader, TooLargeError
from flows.sources.formats.press_exports import read_export, split_export
from flows.sources.formats.sitemap import is_sitemap
from flows.sources.items import SourceItem, make_document, make_record_document
from flows.sources.jsonl import read_json
from flows.sources.media_types import (
    FEED_SUFFIXES,
    JSON_SUFFIXES,
    PARQUET_SUFFIXES,
    TEXT_TYPES,
    find_suffix,
    guess_media_type,
    refuse_file,
)
from flows.sources.parquet import read_parquet
from transforms.documents.decoding.charset import decode_text

HEAD_BYTES = 8192
_HTML_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_PROGRAM_START = re.compile(rb"\s*(?:<\?php|<%|#!)", re.IGNORECASE)
_SENTENCE = re.compile(r"\b[A-Z][^.!?\n]{30,400}[.!?][\"')\u201d\u2019]*(?:\s|$)")
_EXPORT_SIGNS = re.compile(
    rb"of \d+ DOCUMENTS?\b|End of Document|^(?:HD|SN|PD)\b|^Document [A-Z]+\w*\d{6}|^_{20}"
    rb"|^[ \t]*(?:Do[ck]ument[eo]? )?\d+ (?:of|von|sur|de|di) \d+\b",
    re.M,
)


def read_file(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the documents of a file of any kind; of one that is too large or of no known kind, why not.

    Raises:
        Exception: whatever a damaged file makes a library raise.
    """
    try:
        yield from _read_kind(file)
    except TooLargeError as error:
        yield file.refuse("TooLargeError", str(error))


def _read_kind(file: OpenFile) -> Iterator[SourceItem]:
    head, stream = _look_ahead(file.stream)
    file = replace(file, stream=stream)
    if compression := compressed.find_compression(head):
        yield from compressed.read_compressed(file, compression, read_file)
    elif head.startswith(archives.ZIP_SIGNATURES):
        yield from _read_zip(file)
    elif head[archives.TAR_SIGNATURE_PLACE :].startswith(archives.TAR_SIGNATURE):
        yield from archives.read_tar(file, read_file)
    elif (reader := _find_by_content(head, file.name)) or (reader := _find_by_suffix(find_suffix(file.name))):
        yield from reader(file)
    else:
        yield from _read_page_or_prose(file, head)


def _look_ahead(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes, and the stream at its start."""
    if isinstance(stream, io.BufferedReader):
        return stream.peek(HEAD_BYTES)[:HEAD_BYTES], stream
    if not (hasattr(stream, "readinto") and hasattr(stream, "readable")):
        stream = io.BytesIO(stream.read())
    buffered = io.BufferedReader(stream, 1 << 16)
    return buffered.peek(HEAD_BYTES)[:HEAD_BYTES], buffered


def _find_by_content(head: bytes, name: str) -> Reader | None:
    if head.startswith(b"WARC/") or (head.startswith(b"filedesc://") and name.endswith(".arc")):
        from flows.sources.formats.warc import read_warc

        return read_warc
    if head.startswith(b"%PDF-"):
        from flows.sources.formats.pdf import read_pdf

        return read_pdf
    if head.startswith(b"{\\rtf"):
        from flows.sources.formats.office import read_rtf

        return read_rtf
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and not name.endswith(".doc"):
        return tables.read_workbook
    return None


def _find_by_suffix(suffix: str) -> Reader | None:
    readers: dict[tuple[str, ...], Reader] = {
        JSON_SUFFIXES: _read_json,
        PARQUET_SUFFIXES: _read_parquet,
        tables.SUFFIXES: tables.read_delimited,
        tables.WORKBOOK_SUFFIXES: tables.read_workbook,
        FEED_SUFFIXES: _read_xml,
        mail.MAIL_SUFFIXES: _read_mail,
        mail.MAILBOX_SUFFIXES: _read_mailbox,
        mail.SAVED_PAGE_SUFFIXES: mail.read_saved_page,
        tuple(TEXT_TYPES): _read_text,
    }
    return next((reader for suffixes, reader in readers.items() if suffix in suffixes), None)


def _read_zip(file: OpenFile) -> Iterator[SourceItem]:
    with archives.open_seekable(file) as stream:
        yield from _read_zip_kind(replace(file, stream=stream))


def _read_zip_kind(file: OpenFile) -> Iterator[SourceItem]:
    from flows.sources.formats.office import read_docx, read_odt

    try:
        kind = archives.find_zip_kind(file.stream)
    except zipfile.BadZipFile as error:
        yield file.refuse("ArchiveError", f"not readable as a zip archive: {error}")
        return
    readers: dict[str, Reader] = {"docx": read_docx, "odt": read_odt}
    if kind in ("xlsx", "xlsb", "ods"):
        yield from tables.read_workbook(file)
    elif kind in readers:
        yield from readers[kind](file)
    else:
        yield from archives.read_zip(file, read_file)


def _read_json(file: OpenFile) -> Iterator[SourceItem]:
    return read_json(file.source, file.stream, file.uri, file.max_bytes)


def _read_parquet(file: OpenFile) -> Iterator[SourceItem]:
    with archives.open_seekable(file) as stream:
        yield from read_parquet(file.source, stream, file.uri, file.max_bytes)


def _read_mail(file: OpenFile) -> Iterator[SourceItem]:
    return mail.read_mail(file, read_file)


def _read_mailbox(file: OpenFile) -> Iterator[SourceItem]:
    return mail.read_mailbox(file, read_file)


def _read_text(file: OpenFile) -> Iterator[SourceItem]:
    """A text or page as it is; an export of a press archive as its articles."""
    content = file.read_all()
    media_type = guess_media_type(file.name)
    if media_type == "text/plain" and _EXPORT_SIGNS.search(content):
        articles = split_export(decode_text(content, None)[0])
        if articles:
            yield from read_export(file, articles)
            return
    yield make_document(file.source, file.uri, content, media_type=media_type)


def _read_xml(file: OpenFile) -> Iterator[SourceItem]:
    """The items of a feed, or a page in XHTML."""
    content = file.read_all()
    if _HTML_START.match(content):
        yield make_document(file.source, file.uri, content, media_type="application/xhtml+xml")
    elif is_sitemap(content):
        reason = f"a sitemap among other files: `wiremill run {file.uri}` alone fetches its pages"
        yield file.refuse("NotAFeedError", reason)
    elif not is_feed(content):
        yield file.refuse("NotAFeedError", "XML, but neither RSS nor Atom, nor a sitemap")
    else:
        yield from _read_feed_items(file, content)


def _read_feed_items(file: OpenFile, content: bytes) -> Iterator[SourceItem]:
    try:
        feed = read_feed(content)
    except ValueError as error:
        yield file.refuse("NotAFeedError", str(error))
        return
    yield from list_faults(file.source, file.uri, feed)
    for item in feed.items:
        uri = item.link or f"{file.uri}#{item.identity}"
        yield make_record_document(file.source, uri, item.record, f"item {item.number} of {file.uri}")


def _read_page_or_prose(file: OpenFile, head: bytes) -> Iterator[SourceItem]:
    """What has no suffix, or one that says nothing: a page in HTML, a message, or prose; else why not."""
    suffix = find_suffix(file.name)
    if not _HTML_START.match(head) and _PROGRAM_START.match(head):
        yield file.refuse("NotTextError", "the source of a program, not a page that it made")
    elif _HTML_START.match(head) or (not suffix and _is_prose(head)):
        media_type = "text/html" if _HTML_START.match(head) else "text/plain"
        yield make_document(file.source, file.uri, file.read_all(), media_type=media_type)
    elif not suffix and mail.MAILBOX_START.match(head):
        yield from _read_mailbox(file)
    elif not suffix and mail.is_mail(head):
        yield from _read_mail(file)
    elif not suffix and is_feed(head):
        yield from _read_xml(file)
    else:
        yield file.refuse("NotTextError", refuse_file(file.name))


def _is_prose(head: bytes) -> bool:
    """Whether bytes are text with whole sentences, no list and no program."""
    if b"\x00" in head or mail.is_mail(head) or mail.MAILBOX_START.match(head):
        return False
    text = decode_text(head, None)[0]
    return sum(len(sentence) for sentence in _SENTENCE.findall(text)) > 0.5 * len(text.strip())
