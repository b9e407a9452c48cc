"""What the markup of a page says about its kind, read with patterns from its source."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_LONGEST = 3_000_000  # characters
_PAGE = re.compile(r"<(?:html|body|head|article|main)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>(.{1,400}?)</title>", re.IGNORECASE | re.DOTALL)
_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?(?:false|no)\b", re.IGNORECASE)
_TIER = re.compile(
    r"<meta[^<>]{1,400}article:content_tier[\"'][^<>]{1,60}content=[\"'](?:locked|metered)[\"']",
    re.IGNORECASE,
)
_TYPE = re.compile(r"\"@type\"\s*:\s*(?:\[\s*)?\"(\w+)\"")
_OG_ARTICLE = re.compile(
    r"<meta[^<>]{1,400}(?:og:type[\"'][^<>]{1,60}content=[\"']article|article:published_time)", re.IGNORECASE
)
_CARD = re.compile(r"<article\b", re.IGNORECASE)
_LINKED_HEADING = re.compile(
    r"<h[2-4][^<>]*>(?:\s|<span[^<>]*>)*<a\b|<a\b[^<>]*>(?:\s|<span[^<>]*>)*<h[2-4]\b", re.IGNORECASE
)
_LINKED_ITEM = re.compile(r"<li[^<>]*>\s*<a\b", re.IGNORECASE)
_ARTICLE_TYPE = re.compile(r"(?:\w*NewsArticle|Article|\w+Article|BlogPosting|Report)$")


@dataclass(frozen=True, slots=True)
class MarkupFacts:
    """What the source of a page states; nothing of a text without markup."""

    is_page: bool = False
    title: str | None = None
    is_behind_wall: bool = False
    is_live: bool = False
    is_article: bool = False
    is_listing: bool = False
    card_count: int = 0
    linked_headings: int = 0
    linked_items: int = 0


def read_markup(source: str) -> MarkupFacts:
    """Read the facts of a page."""
    source = source[:_LONGEST]
    if not _PAGE.search(source[:20_000]):
        return MarkupFacts()
    title = _TITLE.search(source)
    types = set(_TYPE.findall(source))
    return MarkupFacts(
        is_page=True,
        title=" ".join(html.unescape(title[1]).split()) if title else None,
        is_behind_wall=bool(_FREE.search(source) or _TIER.search(source)),
        is_live="LiveBlogPosting" in types,
        is_article=bool(_OG_ARTICLE.search(source)) or any(_ARTICLE_TYPE.match(t) for t in types),
        is_listing=bool(types & {"CollectionPage", "ItemList"}),
        card_count=len(_CARD.findall(source)),
        linked_headings=len(_LINKED_HEADING.findall(source)),
        linked_items=len(_LINKED_ITEM.findall(source)),
    )
