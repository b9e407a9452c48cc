"""RSS and Atom: the items of a feed as records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from flows.sources.addresses import clean_address
from flows.sources.declaration import SourceDeclaration, is_web_address
from flows.sources.items import UnreadableItem
from flows.sources.record import write_record

FEED_SIGNS = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
FEED_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>")
SIGN_BYTES = 4096
# The lenient parser takes minutes for an element with a hundred thousand attributes.
LONG_TAG = re.compile(rb"<[^<>!?][^<>]{100000}")
# Shorter item texts are teasers: the page behind the link holds the article.
FULL_TEXT_CHARS = 600


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item: its link or other identity, and its record as JSON.

    `metadata` are what the feed says of the page behind the link; `stand_in` is the record that takes
    the place of a page that can't be had, its kind stated.
    """

    identity: str
    link: str | None
    record: bytes
    is_full: bool
    number: int = 0
    teaser: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    stand_in: bytes = b""


@dataclass(frozen=True, slots=True)
class FeedFault:
    """What could not be read: an item by its number, or (None) the rest of the feed."""

    number: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The items of a feed, and what is wrong with it."""

    items: tuple[FeedItem, ...]
    faults: tuple[FeedFault, ...]


def is_feed(content: bytes) -> bool:
    """Whether bytes look like RSS or Atom."""
    return FEED_SIGNS.search(content[:SIGN_BYTES]) is not None


def read_feed(content: bytes, charset: str | None = None, address: str | None = None) -> Feed:
    """Read the items of a feed, in its order; XML that is not quite well formed is read leniently.

    Relative links are resolved by the `address` of the feed, else by the link that it states for its site.

    Raises:
        ValueError: the bytes are no feed, or one that can't be parsed and has no items.
    """
    if LONG_TAG.search(content):
        raise ValueError("not a readable RSS or Atom feed: an element of over 100,000 bytes")
    import feedparser

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    if address is not None:
        headers["content-location"] = address
    feed = feedparser.parse(content, response_headers=headers, sanitize_html=False)
    base = address or str(feed.feed.get("link") or "")
    reason = str(feed.get("bozo_exception") or "") if feed.get("bozo") else ""
    if not feed.entries and (reason or not is_feed(content)):
        raise ValueError(f"not a readable RSS or Atom feed: {reason or 'no rss, rdf or feed element'}")
    is_cut = bool(reason) and FEED_END.search(content[-SIGN_BYTES:]) is None
    items, faults = [], []
    for number, entry in enumerate(feed.entries, 1):
        item = _read_item(entry, number, feed.feed, base)
        if item is not None:
            items.append(item)
        elif not (is_cut and number == len(feed.entries)):  # the last one of a cut feed is told below
            faults.append(FeedFault(number, f"item {number} has {_name_lack(entry)}"))
    if is_cut:
        faults.append(FeedFault(None, f"the feed breaks off after {len(items)} items: {reason}"))
    return Feed(tuple(items), tuple(faults))


def list_faults(source: SourceDeclaration, uri: str, feed: Feed) -> Iterator[UnreadableItem]:
    """What of a feed could not be read, as items of the source."""
    for fault in feed.faults:
        place = uri if fault.number is None else f"{uri}#item-{fault.number}"
        error_type = "CutFeedError" if fault.number is None else "FeedItemError"
        yield UnreadableItem(source.name, place, error_type, fault.reason)


def _name_lack(entry: Any) -> str:
    has_body = bool(entry.get("summary") or entry.get("content"))
    return "neither an id nor a link nor a title" if has_body else "neither a text nor a link"


def _read_item(entry: Any, number: int, channel: Any, base: str) -> FeedItem | None:
    bodies = [c.get("value", "") for c in entry.get("content", [])]
    html = max([*bodies, entry.get("summary", "")], key=len)
    metadata = {
        "title": entry.get("title"),
        "published": entry.get("published") or entry.get("updated"),
        "author": entry.get("author"),
        "publisher": (entry.get("source") or {}).get("title") or channel.get("title"),
        "language": (channel.get("language") or "")[:2].lower() or None,
    }
    return make_item(entry.get("id"), entry.get("link"), html, metadata, number, base)


def make_item(
    own_id: Any, stated: str | None, html: str, metadata: Mapping[str, Any], number: int, base: str
) -> FeedItem | None:
    """An item from what the feed states of it; None where it has neither a text nor a link, or no identity.

    `stated` is its link, maybe relative to `base`.
    """
    identity = own_id or stated or metadata["title"]
    if not identity or not (html or stated):
        return None
    link = _resolve(stated, base)
    fields = {"id": own_id, "url": link, "html": html, **metadata}
    return FeedItem(
        identity=str(identity),
        link=link,
        record=write_record(fields),
        is_full=len(html) >= FULL_TEXT_CHARS,
        number=number,
        teaser=html,
        metadata={key: str(value) for key, value in metadata.items() if value},
        stand_in=write_record({**fields, "wiremill_kind": "brief"}),
    )


def _resolve(link: str | None, base: str) -> str | None:
    """The address of a link; None for what is none (a guid that is no address counts as link too)."""
    if not link:
        return None
    looks_relative = link.startswith(("/", "./", "../", "?")) or re.fullmatch(r"[\w.-]+(?:/[^\s:]*)+", link)
    if not is_web_address(link) and looks_relative and is_web_address(base):
        link = urljoin(base, link)
    return clean_address(link) if is_web_address(link) else None
