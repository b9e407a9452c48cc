"""JSON Feed: the items of a feed that is written in JSON, as those of RSS and Atom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flows.sources.feed_items import Feed, FeedFault, FeedItem, make_item

_SIGN = b"jsonfeed.org/version/"
_SIGN_BYTES = 4096


def is_json_feed(content: bytes) -> bool:
    """Whether bytes look like a JSON Feed."""
    head = content[:_SIGN_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and _SIGN in head.replace(b"\\/", b"/")


def read_json_feed(content: bytes, address: str) -> Feed:
    """Read the items of a JSON Feed; relative links are resolved by the `address` of the feed.

    Raises:
        ValueError: the bytes are no JSON, or hold no list of items.
    """
    channel = json.loads(content.decode("utf-8-sig", "replace"))
    entries = channel.get("items") if isinstance(channel, dict) else None
    if not isinstance(entries, list):
        raise ValueError("not a readable JSON Feed: no list of items")
    items: list[FeedItem] = []
    faults: list[FeedFault] = []
    for number, entry in enumerate(entries, 1):
        item = _read_item(entry, number, channel, address) if isinstance(entry, dict) else None
        if item is not None:
            items.append(item)
        else:
            faults.append(FeedFault(number, f"item {number} has neither a text nor a link"))
    return Feed(tuple(items), tuple(faults))


def _read_item(
    entry: Mapping[str, Any], number: int, channel: Mapping[str, Any], base: str
) -> FeedItem | None:
    texts = (entry.get("content_html"), entry.get("content_text"), entry.get("summary"))
    authors = entry.get("authors") or [entry.get("author")]
    names = [a["name"] for a in authors if isinstance(a, dict) and a.get("name")]
    metadata = {
        "title": entry.get("title"),
        "published": entry.get("date_published") or entry.get("date_modified"),
        "author": "; ".join(names) or None,
        "publisher": channel.get("title"),
        "language": str(entry.get("language") or channel.get("language") or "")[:2].lower() or None,
    }
    html = next((text for text in texts if isinstance(text, str) and text.strip()), "")
    link = entry.get("url") or entry.get("external_url")
    return make_item(entry.get("id"), link, html, metadata, number, base)
