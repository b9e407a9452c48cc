"""Bytes of every common kind, to text or to a clear reason."""

import gzip

import pytest

from transforms.documents.decoding.decode import MAX_BYTES, decode_content
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError

TEXT = "The café’s owner said “no” – the fine was €500. Łódź and Minsk agreed on the plan for next year."
WESTERN = (
    "The café’s owner said “no” – the fine was €500. The ministers of both countries agreed on the plan."
)


def decode(content: bytes, **fields: str) -> tuple[str, str, str]:
    found = decode_content(RawDocument("s", fields.pop("uri", "a"), content, **fields))  # type: ignore[arg-type]
    return found.text, found.charset, found.kind


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_reads_unicode_encodings(charset: str) -> None:
    assert decode(TEXT.encode(charset))[0] == TEXT


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252", "nonsense-9", "base64"])
def test_reads_windows_1252_whatever_is_declared(declared: str | None) -> None:
    content = WESTERN.encode("cp1252")
    assert decode_content(RawDocument("s", "a", content, charset=declared)).text == WESTERN


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "utf-16"])
def test_bytes_beat_a_wrong_declaration(declared: str) -> None:
    assert decode(TEXT.encode(), charset=declared)[:2] == (TEXT, "utf-8")


def test_reads_a_declared_cyrillic_page() -> None:
    page = (
        '<html><head><meta charset="windows-1251"></head><body><p>Встреча прошла в Минске.</p></body></html>'
    )
    assert decode(page.encode("cp1251")) == (page, "cp1251", "html")


def test_guesses_undeclared_cyrillic() -> None:
    text = "Президенты двух стран встретились в столице и обсудили торговлю, транспорт и безопасность. " * 3
    assert decode(text.encode("cp1251"))[0] == text


def test_a_page_cut_inside_a_letter_stays_utf8() -> None:
    content = (TEXT * 20).encode()[:-1] + "é".encode()[:1]
    text, charset, _ = decode(content)
    assert charset == "utf-8"
    assert text.startswith(TEXT)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\ufeff \n".encode("utf-16"), "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n0000", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (gzip.compress(b"text", mtime=0), "a gzip archive"),
        (bytes(range(256)) * 20, "binary data"),
        (b"abc" + b"\x00\x01\x02" * 10, "binary data"),
        (b"a" * (MAX_BYTES + 1), "too large"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_says_why_bytes_are_no_text(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason) as caught:
        decode(content)
    assert caught.value.stage == "decode"


@pytest.mark.parametrize(
    ("text", "fields", "kind"),
    [
        ("<!DOCTYPE html><html><p>a</p></html>", {}, "html"),
        ("<?xml version='1.0'?>\n<!-- x -->\n<html><p>a</p></html>", {}, "html"),
        ("<div><p>a</p><p>b</p><p>c</p></div>", {}, "html"),
        ("<p>a", {"media_type": "text/html; charset=utf-8"}, "html"),
        ("No tag here", {"media_type": "text/html"}, "plain"),
        ("<!DOCTYPE html><html><p>a</p></html>", {"media_type": "text/plain"}, "html"),
        ("Profit < 5 and > 3", {}, "plain"),
        ("# Title\n\nText", {"uri": "a.md"}, "markdown"),
        ("Text", {"uri": "a.md"}, "markdown"),
        ("# Title\n\nText", {"uri": "a.txt"}, "plain"),
    ],
)
def test_tells_the_kind(text: str, fields: dict[str, str], kind: str) -> None:
    assert decode(text.encode(), **fields)[2] == kind
