"""Bytes to text: character set, kind of document, and a clear reason when they are no text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from transforms.documents.decoding.binary_content import name_binary
from transforms.documents.decoding.charset import decode_text, find_wide_charset
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError

TextKind = Literal["html", "plain", "markdown"]
MAX_BYTES = 50_000_000

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|table|tr|td|ul|li|article|section|script|meta|img)\b[^<>]{0,500}>", re.I
)
_MIN_TAGS = 6
_FRONT_MATTER = re.compile(r"---\r?\n(?:[a-z_]{2,20}: ?[^\n]{0,400}\n){2,40}---\r?\n")
_MARKDOWN_LINK = re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?://|/|#)[^()\s]{0,400}\)")
_MIN_LINKS = 3
_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a document, the character set it was read with, and what kind of text it is."""

    text: str
    charset: str
    kind: TextKind


def decode_content(raw: RawDocument) -> DecodedText:
    """Decode the bytes of a document.

    Raises:
        UnreadableDocumentError: stage "decode"; the bytes are empty, too many, or no text.
    """
    content = raw.content
    if not content.strip():
        raise UnreadableDocumentError("decode", "the document is empty")
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1e6:.0f} MB, at most {MAX_BYTES / 1e6:.0f} MB are read"
        raise UnreadableDocumentError("decode", f"the document is too large ({size})")
    if find_wide_charset(content) is None and (name := name_binary(content)) is not None:
        raise UnreadableDocumentError("decode", f"the document is {name}, not text")
    text, charset = decode_text(content, raw.charset)
    if not text.strip():
        raise UnreadableDocumentError("decode", "the document is empty")
    if text.count("\ufffd") > 0.05 * len(text):
        raise UnreadableDocumentError(
            "decode", f"the bytes are no text in any known character set ({charset})"
        )
    return DecodedText(text, charset, _find_kind(text, raw.media_type, raw.uri))


def _find_kind(text: str, media_type: str | None, uri: str) -> TextKind:
    head = text[:_HEAD]
    if _HTML_START.match(head):
        return "html"
    stated = (media_type or "").partition(";")[0].strip().lower()
    if stated in ("text/html", "application/xhtml+xml"):
        # Servers call everything HTML: without a single tag it is plain text.
        return "html" if _HTML_TAG.search(text) else "plain"
    if len(_HTML_TAG.findall(head)) >= _MIN_TAGS:
        return "html"
    is_markdown_file = stated == "text/markdown" or uri.lower().endswith((".md", ".markdown"))
    return "markdown" if is_markdown_file or _is_markdown(head) else "plain"


def _is_markdown(head: str) -> bool:
    """Whether a text bears marks that only Markdown has: stated metadata above it, or links in it."""
    return _FRONT_MATTER.match(head) is not None or len(_MARKDOWN_LINK.findall(head)) >= _MIN_LINKS
