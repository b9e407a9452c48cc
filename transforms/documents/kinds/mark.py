"""Mark a cleaned document with its kind; what is no article is refused unless its source wants it marked."""

from __future__ import annotations

from dataclasses import replace

from schemas.documents import DocumentKind
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError
from transforms.documents.kinds.judge import judge_kind

REFUSED: dict[DocumentKind, str] = {
    "not_article": "no article but a page of another sort",
    "stub": "only the beginning of an article stands here, the rest behind a wall",
    "listing": "a list of articles, no article",
}


def mark_kind(document: CleanDocument, raw: RawDocument, raw_text: str) -> CleanDocument:
    """The document with its kind.

    Texts that are clean already (boilerplate "keep") are never refused.

    Raises:
        UnreadableDocumentError: it is a stub, a listing or no article, and `non_articles` is not "mark".
    """
    verdict = judge_kind(document, raw_text, raw.metadata.get("kind"))
    is_marked = raw.metadata.get("non_articles") == "mark" or raw.boilerplate == "keep"
    if verdict.kind in REFUSED and not is_marked:
        reason = f"{REFUSED[verdict.kind]} ({verdict.reason}, score {verdict.score:.2f})"
        raise UnreadableDocumentError("kind", f'{reason}; non_articles = "mark" publishes such pages')
    return replace(document, kind=verdict.kind, kind_score=verdict.score, kind_reason=verdict.reason)
