"""Flat text to a cleaned document."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.documents.block_draft import BlockDraft
from transforms.documents.build_document import build_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError
from transforms.documents.flat.article import FlatArticle, sort_lines
from transforms.documents.flat.metadata import read_flat_metadata, read_kept_metadata
from transforms.documents.lines.lines import Line, split_lines
from transforms.documents.lines.shapes import strip_bullet
from transforms.documents.lines.unwrap import join_wrapped_lines
from transforms.documents.lines.verdict import Verdict
from transforms.documents.repair.repair import RepairedText, repair_text
from transforms.documents.template_memory import TemplateMemory, recall_templates


def clean_flat_text(raw: RawDocument, text: str, memory: TemplateMemory) -> CleanDocument:
    """Sort the lines of a text into article and page, and read its metadata; what the source states wins.

    Raises:
        UnreadableDocumentError: the text holds no word, or nothing but lines of a site.
    """
    return clean_repaired_text(raw, text, repair_text(text), memory)


def clean_repaired_text(
    raw: RawDocument, text: str, repaired: RepairedText, memory: TemplateMemory, front: int = 0
) -> CleanDocument:
    """Clean a text that is repaired already; of it, `front` raw characters at the start are metadata alone.

    Raises:
        UnreadableDocumentError: the text holds no word, or nothing but lines of a site.
    """
    every = split_lines(repaired.text)
    above = [line for line in every if repaired.to_raw(line.raw_start) < front]
    lines = join_wrapped_lines(every[len(above) :])
    if not any(char.isalnum() for line in lines for char in line.text):
        raise UnreadableDocumentError("clean", "the document holds no text")
    texts = [line.text for line in lines]
    if raw.boilerplate == "keep":
        article, metadata = _keep_all(lines), read_kept_metadata(texts)
    else:
        publisher = raw.metadata.get("publisher")
        is_template = recall_templates(raw, memory, texts)
        article = sort_lines(lines, is_template, raw.metadata.get("title"), publisher)
        metadata = read_flat_metadata(texts, article, publisher)
    drafts = [*_draft_blocks(above, _drop_all(above), repaired), *_draft_blocks(lines, article, repaired)]
    return build_document(raw, text, drafts, metadata)


def _drop_all(lines: Sequence[Line]) -> FlatArticle:
    return FlatArticle(tuple(Verdict("metadata", False, "front_matter", 0.0) for _ in lines), None)


def _keep_all(lines: Sequence[Line]) -> FlatArticle:
    return FlatArticle(tuple(Verdict("body", True, "kept_as_is", 1.0) for _ in lines), None)


def _write_line(text: str, verdict: Verdict) -> str:
    """The line, when kept without its bullet; the dash before who said something stays."""
    return strip_bullet(text) if verdict.is_kept and verdict.reason != "attribution" else text


def _draft_blocks(lines: Sequence[Line], article: FlatArticle, repaired: RepairedText) -> list[BlockDraft]:
    return [
        BlockDraft(
            text=_write_line(line.text, verdict),
            kind=verdict.kind,
            is_kept=verdict.is_kept,
            reason=verdict.reason,
            score=None if verdict.reason in ("kept_as_is", "front_matter") else verdict.score,
            raw_start=repaired.to_raw(line.raw_start),
            raw_end=repaired.to_raw(line.raw_end - 1) + 1,
        )
        for line, verdict in zip(lines, article.verdicts, strict=True)
    ]
