"""Flat text to a cleaned document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transforms.documents.block_draft import BlockDraft, assemble_blocks
from transforms.documents.clean_document import CleanDocument
from transforms.documents.flat_article import FlatArticle, sort_lines
from transforms.documents.flat_metadata import FlatMetadata, read_flat_metadata
from transforms.documents.language import detect_language
from transforms.documents.line_shapes import strip_bullet
from transforms.documents.line_verdict import Verdict
from transforms.documents.lines import Line, split_lines
from transforms.documents.raw_document import RawDocument, UnreadableDocumentError
from transforms.documents.repair import RepairedText, repair_text
from transforms.documents.stated_metadata import apply_stated_metadata
from transforms.documents.template_memory import TemplateMemory, find_site, hash_line
from transforms.documents.unwrap import join_wrapped_lines

_MIN_OTHERS = 2  # other pages of the site that make a line a template line
_MIN_OTHERS_BODY = 4  # the same for a line that reads like a paragraph


def clean_flat_text(raw: RawDocument, text: str, memory: TemplateMemory) -> CleanDocument:
    """Sort the lines of a text into article and page, and read its metadata; what the source states wins.

    Raises:
        UnreadableDocumentError: the text holds no word, or nothing but lines of a site.
    """
    repaired = repair_text(text)
    lines = join_wrapped_lines(split_lines(repaired.text))
    if not any(char.isalnum() for line in lines for char in line.text):
        raise UnreadableDocumentError("clean", "the document holds no text")
    if raw.boilerplate == "keep":
        article, metadata = _keep_all(lines), FlatMetadata()
    else:
        article = sort_lines(lines, _recall(raw, memory), raw.metadata.get("title"))
        metadata = read_flat_metadata([line.text for line in lines], article)
    clean_text, blocks = assemble_blocks(raw.document_id, _draft_blocks(lines, article, repaired))
    if not clean_text:
        raise UnreadableDocumentError("clean", "no line of the text belongs to an article")
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
        published_method="text" if published else None,
        language=detect_language(clean_text or text, raw.metadata.get("language")),
        dateline_place=metadata.dateline_place,
    )
    return apply_stated_metadata(document, raw)


def _keep_all(lines: Sequence[Line]) -> FlatArticle:
    return FlatArticle(tuple(Verdict("body", True, "kept_as_is", 1.0) for _ in lines), None)


def _recall(raw: RawDocument, memory: TemplateMemory) -> Callable[[str], bool]:
    """A test for lines that stand on several other pages of the document's site."""
    site = find_site(raw)
    if memory.count_documents(site) <= _MIN_OTHERS:
        return lambda _: False

    def is_template(text: str) -> bool:
        others = memory.count(site, hash_line(text)) - 1
        is_body = text.count(" ") >= 11 and text.endswith((".", '"', "”", "!", "?"))
        return others >= (_MIN_OTHERS_BODY if is_body else _MIN_OTHERS)

    return is_template


def _draft_blocks(lines: Sequence[Line], article: FlatArticle, repaired: RepairedText) -> list[BlockDraft]:
    return [
        BlockDraft(
            text=strip_bullet(line.text) if verdict.is_kept else line.text,
            kind=verdict.kind,
            is_kept=verdict.is_kept,
            reason=verdict.reason,
            score=None if verdict.reason == "kept_as_is" else verdict.score,
            raw_start=repaired.to_raw(line.raw_start),
            raw_end=repaired.to_raw(line.raw_end - 1) + 1,
        )
        for line, verdict in zip(lines, article.verdicts, strict=True)
    ]
