"""Raw bytes to a cleaned document: the entry point of this package."""

from __future__ import annotations

from transforms.documents.block_draft import BlockDraft, assemble_blocks
from transforms.documents.clean_document import CleanDocument
from transforms.documents.lines import split_lines
from transforms.documents.raw_document import RawDocument, UnreadableDocumentError
from transforms.documents.template_memory import TemplateMemory


def clean_document(raw: RawDocument, memory: TemplateMemory | None = None) -> CleanDocument:
    """Decode a document, sort its lines into article and boilerplate, and read its metadata.

    Raises:
        UnreadableDocumentError: the bytes can't be decoded or hold no text.
    """
    text = raw.content.decode(raw.charset or "utf-8", "replace").removeprefix("\ufeff")
    lines = split_lines(text)
    if not lines:
        raise UnreadableDocumentError("clean", "the document holds no text")
    has_title = raw.boilerplate == "strip" and len(lines) > 1 and not lines[0].text.endswith((".", "!", "?"))
    drafts = [
        BlockDraft(
            text=line.text,
            kind="title" if has_title and number == 0 else "body",
            is_kept=not (has_title and number == 0),
            reason="first_line" if has_title and number == 0 else "kept",
            raw_start=line.raw_start,
            raw_end=line.raw_end,
        )
        for number, line in enumerate(lines)
    ]
    clean_text, blocks = assemble_blocks(raw.document_id, drafts)
    title = raw.metadata.get("title") or (lines[0].text if has_title else None)
    return CleanDocument(
        document_id=raw.document_id,
        source=raw.source,
        uri=raw.uri,
        text=clean_text,
        blocks=blocks,
        raw_char_count=len(text),
        title=title,
        language="en",
    )
