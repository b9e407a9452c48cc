"""Raw bytes to a cleaned document: the entry point of this package."""

from __future__ import annotations

from transforms.documents.clean_document import CleanDocument
from transforms.documents.clean_markdown import clean_markdown_text
from transforms.documents.decoding.decode import DecodedText, decode_content
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.flat.clean import clean_flat_text
from transforms.documents.html.clean import clean_html_page
from transforms.documents.metadata.date_conventions import use_conventions
from transforms.documents.template_memory import TemplateMemory


def clean_document(raw: RawDocument, memory: TemplateMemory | None = None) -> CleanDocument:
    """Decode a document, sort its lines into article and boilerplate, and read its metadata.

    `memory` holds what the pages of each site have in common, this document counted among them.

    Raises:
        UnreadableDocumentError: the bytes can't be decoded or hold no text.
    """
    decoded = decode_content(raw)
    with use_conventions(raw.metadata):
        return _clean(raw, decoded, memory or TemplateMemory())


def _clean(raw: RawDocument, decoded: DecodedText, memory: TemplateMemory) -> CleanDocument:
    if decoded.kind == "html":
        return clean_html_page(raw, decoded.text, memory)
    if decoded.kind == "markdown":
        return clean_markdown_text(raw, decoded.text, memory)
    return clean_flat_text(raw, decoded.text, memory)
