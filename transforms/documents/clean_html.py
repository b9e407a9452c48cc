"""An HTML page to a cleaned document."""

from __future__ import annotations

from transforms.documents.block_draft import assemble_blocks
from transforms.documents.clean_document import CleanDocument
from transforms.documents.html_document import read_html
from transforms.documents.language import detect_language
from transforms.documents.raw_document import RawDocument, UnreadableDocumentError
from transforms.documents.stated_metadata import apply_stated_metadata


def clean_html_page(raw: RawDocument, text: str) -> CleanDocument:
    """Find the article of a page and read its metadata; what the source states wins.

    Raises:
        UnreadableDocumentError: the page holds no article.
    """
    url = raw.metadata.get("url") or (raw.uri if "://" in raw.uri else None)
    page = read_html(text, url, raw.metadata.get("title"))
    metadata = page.metadata
    clean_text, blocks = assemble_blocks(raw.document_id, page.article.blocks)
    if not clean_text:
        raise UnreadableDocumentError("clean", "the page holds no article text")
    published = metadata.published
    document = CleanDocument(
        document_id=raw.document_id,
        source=raw.source,
        uri=raw.uri,
        text=clean_text,
        blocks=blocks,
        raw_char_count=len(text),
        title=metadata.title,
        author=metadata.author,
        publisher=metadata.publisher,
        agency=metadata.agency,
        published_on=published.on if published else None,
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        published_method=metadata.published_method if published else None,
        language=detect_language(clean_text, raw.metadata.get("language") or metadata.language),
        dateline_place=page.dateline_place,
    )
    return apply_stated_metadata(document, raw)
