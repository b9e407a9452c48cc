"""Web pages, lists of addresses, and feeds and sitemaps whose entries are followed to their pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from flows.sources.address_list import read_address_lines, read_address_list
from flows.sources.addresses import clean_address, find_canonical
from flows.sources.declaration import SourceDeclaration, is_web_address
from flows.sources.feed_items import FeedItem, is_feed, list_faults, read_feed
from flows.sources.fetch import Fetcher, FetchError, Page
from flows.sources.formats.sitemap import is_sitemap
from flows.sources.items import (
    SourceItem,
    SourceNote,
    UnchangedItem,
    UnreadableItem,
    make_document,
    make_record_document,
)
from flows.sources.json_feed import is_json_feed, read_json_feed
from flows.sources.media_types import refuse_media_type
from flows.sources.sitemap_pages import read_sitemap_pages

XML_TYPES = frozenset({"application/xml", "text/xml", "application/rss+xml", "application/atom+xml"})
# A teaser stands in for a page that can't be had if it holds a whole sentence of so many words.
_TEASER_SENTENCE = re.compile(r"(?:\S+\s+){7,}?\S*[.!?](?=[\"'”’)]*(?:\s|$))")
_TAG = re.compile(r"<[^>]*>")


def read_url_list(source: SourceDeclaration, fetcher: Fetcher) -> Iterator[SourceItem]:
    """Yield the pages of a list of addresses: one a line, `#` begins a comment; or records that state them.

    Raises:
        SourceError: the list can't be read.
    """
    yield from read_pages(source, read_address_list(source.path, source.fields), fetcher)


def read_pages(
    source: SourceDeclaration, pages: Mapping[str, Mapping[str, str]], fetcher: Fetcher
) -> Iterator[SourceItem]:
    """Yield the page behind each address; what the list says of it fills what the page does not say."""
    for url in _drop_copies(pages):
        if not is_web_address(url):
            yield UnreadableItem(source.name, url, "FetchError", "not an http or https address")
        else:
            yield _read_page(source, url, fetcher, pages[url])


def read_address(source: SourceDeclaration, fetcher: Fetcher) -> Iterator[SourceItem]:
    """Yield the pages of a feed or sitemap, or the page itself when the address is neither."""
    fetcher.forget(source.path)  # the list of items is wanted whole
    try:
        page = fetcher.fetch(source.path)
    except FetchError as error:
        yield UnreadableItem(source.name, source.path, "FetchError", str(error))
        return
    content = page.content or b""
    if source.kind == "sitemap" or (source.kind == "auto" and is_sitemap(content)):
        yield from read_sitemap_source(source, fetcher, content)
    elif source.kind == "page" or not (is_feed(content) or is_json_feed(content)):
        if source.kind == "feed":
            yield UnreadableItem(
                source.name, source.path, "NotAFeedError", "neither RSS nor Atom nor JSON Feed"
            )
        elif source.kind == "auto" and (listed := _list_addresses(page)):
            yield from read_pages(source, {address: {} for address in listed}, fetcher)
        else:
            yield _to_document(source, source.path, page, fetcher, {})
    else:
        yield from _read_feed(source, page, fetcher)


def read_sitemap_source(source: SourceDeclaration, fetcher: Fetcher, content: bytes) -> Iterator[SourceItem]:
    """Yield the pages of a sitemap or of an index of sitemaps, the newest first, at most `max_pages`."""
    found = read_sitemap_pages(source, content, fetcher)
    yield from found.failures
    chosen = found.pages[: source.max_pages]
    yield from read_pages(source, {page.address: page.metadata for page in chosen}, fetcher)
    if left := len(found.pages) - len(chosen):
        text = f"{left:,} older pages of the sitemap are left out (max_pages = {source.max_pages:,})"
        yield SourceNote(source.name, source.path, text)


def _read_feed(source: SourceDeclaration, page: Page, fetcher: Fetcher) -> Iterator[SourceItem]:
    try:
        content = page.content or b""
        is_json = is_json_feed(content)
        feed = read_json_feed(content, page.url) if is_json else read_feed(content, page.charset, page.url)
    except ValueError as error:
        yield UnreadableItem(source.name, source.path, "NotAFeedError", str(error))
        return
    yield from list_faults(source, source.path, feed)
    for item in feed.items:
        yield from _read_item(source, item, fetcher)


def _read_item(source: SourceDeclaration, item: FeedItem, fetcher: Fetcher) -> Iterator[SourceItem]:
    """An item with its whole text as it is, a teaser as the page that it leads to.

    Where the page can't be had, a teaser of at least one sentence stands in for it.
    """
    uri = item.link or f"{source.path}#{item.identity}"
    place = f"item {item.number} of {source.path}"
    if not item.link or item.is_full:
        yield make_record_document(source, uri, item.record, place)
        return
    found = _read_page(source, item.link, fetcher, item.metadata)
    if isinstance(found, UnreadableItem) and _TEASER_SENTENCE.search(_TAG.sub(" ", item.teaser)):
        yield SourceNote(source.name, uri, f"the teaser of its feed stands in for {uri}: {found.reason}")
        yield make_record_document(source, uri, item.stand_in, place, is_stand_in=True)
        return
    yield found


def _read_page(
    source: SourceDeclaration, url: str, fetcher: Fetcher, fallback: Mapping[str, str]
) -> SourceItem:
    try:
        return _to_document(source, url, fetcher.fetch(url), fetcher, fallback)
    except FetchError as error:
        return UnreadableItem(source.name, clean_address(url), "FetchError", str(error))


def _to_document(
    source: SourceDeclaration, url: str, page: Page, fetcher: Fetcher, fallback: Mapping[str, str]
) -> SourceItem:
    if page.content is None:
        return UnchangedItem(source.name, fetcher.recall_address(url) or clean_address(url))
    if page.media_type not in XML_TYPES and (reason := refuse_media_type(page.media_type)):
        return UnreadableItem(source.name, clean_address(url), "NotTextError", reason)
    if page.media_type in XML_TYPES and is_sitemap(page.content):
        reason = "a sitemap, not a page: declare it as a source of its own"
        return UnreadableItem(source.name, clean_address(url), "NotTextError", reason)
    canonical = find_canonical(page.content, page.url)
    # A page that was moved and gives itself no address is known by the one asked for.
    uri = clean_address(url) if canonical == clean_address(page.url) else canonical
    fetcher.keep_address(url, uri)
    return make_document(
        source,
        uri,
        page.content,
        media_type=page.media_type,
        charset=page.charset,
        metadata={"url": page.url},
        fallback=fallback,
    )


def _list_addresses(page: Page) -> list[str]:
    """The addresses of a plain text that holds nothing else, one a line, as some sites write sitemaps."""
    if page.media_type != "text/plain":
        return []
    lines = read_address_lines(page.content or b"")
    return lines if all(is_web_address(line) and not re.search(r"\s", line) for line in lines) else []


def _drop_copies(addresses: Iterable[str]) -> list[str]:
    """Addresses of which several lead to one page once; the plain one before those of AMP copies."""
    chosen: dict[str, str] = {}
    for address in addresses:
        key = clean_address(address)
        if key not in chosen or (address == key and chosen[key] != key):
            chosen[key] = address
    return list(chosen.values())
