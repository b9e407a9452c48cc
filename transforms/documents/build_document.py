"""Sorted lines and what they say about themselves to a cleaned document, alike for flat text and HTML."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.documents.block_draft import BlockDraft, assemble_blocks
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError
from transforms.documents.kinds.mark import mark_kind
from transforms.documents.lines.transcript import find_speakers
from transforms.documents.metadata.article_metadata import ArticleMetadata
from transforms.documents.metadata.language import detect_language
from transforms.documents.metadata.stated_metadata import apply_stated_metadata, fill_metadata


def build_document(
    raw: RawDocument,
    raw_text: str,
    drafts: Sequence[BlockDraft],
    metadata: ArticleMetadata,
) -> CleanDocument:
    """Join the kept lines and add the metadata; what the source states wins.

    Args:
        raw: the document.
        raw_text: its decoded content.
        drafts: all of its lines with their verdicts.
        metadata: what was read from them.

    Raises:
        UnreadableDocumentError: no line is kept, or it is a page of another kind that the source refuses.
    """
    text, blocks = assemble_blocks(
        raw.document_id, drafts, find_speakers([d.text for d in drafts if d.is_kept])
    )
    if not text:
        raise UnreadableDocumentError("clean", "no line of the text belongs to an article")
    published = metadata.published
    document = CleanDocument(
        document_id=raw.document_id,
        source=raw.source,
        uri=raw.uri,
        text=text,
        blocks=blocks,
        raw_char_count=len(raw_text),
        title=metadata.title,
        author=metadata.author,
        publisher=metadata.publisher,
        agency=metadata.agency,
        published_on=published.on if published else None,
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        published_method=metadata.published_method if published else None,
        published_text=metadata.published_text,
        language=detect_language(
            text, raw.metadata.get("language") or metadata.language or raw.fallback.get("language")
        ),
        dateline_place=metadata.dateline_place,
        section=metadata.section,
    )
    document = fill_metadata(apply_stated_metadata(document, raw), raw.fallback)
    return mark_kind(document, raw, raw_text)
