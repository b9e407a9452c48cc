"""WARC archives: one that warcio writes, one in the form of wget, and what is left out of them."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
from flows.sources.items import SourceDocument, SourceItem, SourceNote, UnreadableItem

# The writer of warcio leaves its temporary files to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
PAGE = "<html><head><title>Café</title></head><body><p>The café of Lubec closed.</p></body></html>"
WGET = (
    "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n"
    "WARC-Date: 2026-02-03T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: 24\r\n\r\n"
    "software: Wget/1.21.3\r\n\r\n\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:2>\r\n"
    "WARC-Target-URI: <https://lubec.example/b?utm_source=x>\r\nWARC-Date: 2026-02-03T10:00:00Z\r\n"
    "Content-Type: application/http;msgtype=response\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
)


def read(path: Path) -> list[SourceItem]:
    return list(read_files(SourceDeclaration("crawl", str(path)), 5_000))


def write_warc(is_packed: bool = True) -> bytes:
    """An archive as a crawler leaves it: pages, a redirect, a picture, a page that is too large."""
    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=is_packed)
    answers = [
        ("https://lubec.example/a#top", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("https://lubec.example/moved", "301 Moved", "text/html", b"moved"),
        ("https://lubec.example/p.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://lubec.example/big", "200 OK", "text/html", b"x" * 6_000),
        ("https://lubec.example/latin", "200 OK", "text/html; charset=latin-1", PAGE.encode("latin-1")),
    ]
    for address, status, kind, body in answers:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
        )
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "lubec.example")], is_http_request=True)
        writer.write_record(
            writer.create_warc_record(address, "request", payload=io.BytesIO(b""), http_headers=asked)
        )
    gz = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1"
    )
    body = io.BytesIO(gzip.compress(PAGE.encode()))
    writer.write_record(
        writer.create_warc_record("https://lubec.example/gz", "response", payload=body, http_headers=gz)
    )
    return packed.getvalue()


def test_pages_of_an_archive_that_warcio_writes(tmp_path: Path) -> None:
    for name, is_packed in (("a.warc", False), ("b.warc.gz", True)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_bytes(write_warc(is_packed))
        items = read(folder)
        pages = [i for i in items if isinstance(i, SourceDocument)]
        assert [p.uri.rsplit("/", 1)[1] for p in pages] == ["a", "latin", "gz"]
        assert pages[0].content == pages[2].content == PAGE.encode()
        assert (pages[1].charset, pages[1].media_type) == ("latin-1", "text/html")
        assert pages[0].metadata["url"] == "https://lubec.example/a"
        (large,) = [i for i in items if isinstance(i, UnreadableItem)]
        assert large.uri == "https://lubec.example/big"
        (note,) = [i for i in items if isinstance(i, SourceNote)]
        assert "1 answered with status 301" in note.text
        assert "1 of type image/png" in note.text


def test_archive_as_wget_writes_it(tmp_path: Path) -> None:
    body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    (tmp_path / "w.warc").write_bytes(WGET.format(length=len(body.encode()), body=body).encode())
    (page,) = read(tmp_path)
    assert isinstance(page, SourceDocument)
    assert (page.uri, page.content) == ("https://lubec.example/b", PAGE.encode())


def test_archive_that_breaks_off(tmp_path: Path) -> None:
    whole = write_warc()
    (tmp_path / "b.warc.gz").write_bytes(whole[: int(len(whole) * 0.8)])
    items = read(tmp_path)
    assert isinstance(items[0], SourceDocument)
    assert any(isinstance(i, UnreadableItem) and "breaks off" in i.reason for i in items)


def test_texts_of_a_wet_file(tmp_path: Path) -> None:
    body = "Norland lends buses\nThe ministry lent nine buses.\n"
    record = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://lubec.example/c\r\n"
        "WARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2026-02-03T08:00:00Z\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"
    )
    (tmp_path / "c.warc.wet").write_bytes(record.encode())
    (text,) = read(tmp_path)
    assert isinstance(text, SourceDocument)
    assert (text.uri, text.media_type) == ("https://lubec.example/c", "text/plain")
