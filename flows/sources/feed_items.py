"""RSS and Atom: the items of a feed as records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flows.sources.declaration import is_web_address
from flows.sources.record import write_record

FEED_SIGNS = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
SIGN_BYTES = 4096
# Shorter item texts are teasers: the page behind the link holds the article.
FULL_TEXT_CHARS = 600


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item: its link or other identity, and its record as JSON."""

    identity: str
    link: str | None
    record: bytes
    is_full: bool


def is_feed(content: bytes) -> bool:
    """Whether bytes look like RSS or Atom."""
    return FEED_SIGNS.search(content[:SIGN_BYTES]) is not None


def read_feed_items(content: bytes, charset: str | None = None) -> Iterator[FeedItem]:
    """Yield the items of a feed, in its order.

    Raises:
        ValueError: the bytes are no feed, or one that can't be parsed and has no items.
    """
    import feedparser

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    feed = feedparser.parse(content, response_headers=headers, sanitize_html=False)
    if not feed.entries:
        if feed.get("bozo") or not is_feed(content):
            reason = str(feed.get("bozo_exception") or "no rss, rdf or feed element")
            raise ValueError(f"not a readable RSS or Atom feed: {reason}")
        return
    publisher = feed.feed.get("title")
    language = feed.feed.get("language")
    for entry in feed.entries:
        if item := _read_item(entry, publisher, language):
            yield item


def _read_item(entry: Any, publisher: str | None, language: str | None) -> FeedItem | None:
    bodies = [c.get("value", "") for c in entry.get("content", [])]
    html = max([*bodies, entry.get("summary", "")], key=len)
    title = entry.get("title")
    identity = entry.get("id") or entry.get("link") or title
    if not identity or not (html or entry.get("link")):
        return None
    link = entry.get("link")
    link = link if link and is_web_address(link) else None  # a guid that is no address counts as link too
    record = write_record(
        {
            "id": entry.get("id"),
            "url": link,
            "html": html,
            "title": title,
            "published": entry.get("published") or entry.get("updated"),
            "author": entry.get("author"),
            "publisher": publisher,
            "language": (language or "")[:2].lower() or None,
        }
    )
    return FeedItem(str(identity), link, record, len(html) >= FULL_TEXT_CHARS)
