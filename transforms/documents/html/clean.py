"""An HTML page to a cleaned document."""

from __future__ import annotations

from functools import partial

from transforms.documents.build_document import build_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.html.document import read_html
from transforms.documents.html.offsets import locate_blocks
from transforms.documents.template_memory import TemplateMemory, recall_templates


def clean_html_page(raw: RawDocument, text: str, memory: TemplateMemory) -> CleanDocument:
    """Find the article of a page and read its metadata; what the source states wins.

    Raises:
        UnreadableDocumentError: the page holds no article.
    """
    url = raw.metadata.get("url") or (raw.uri if "://" in raw.uri else None)
    recall = partial(recall_templates, raw, memory)
    page = read_html(text, url, raw.metadata.get("title"), recall, raw.metadata.get("publisher"))
    return build_document(
        raw,
        text,
        locate_blocks(text, page.article.blocks),
        page.metadata,
    )
