"""Web pages, lists of addresses, and feeds whose items are followed to their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.sources.declaration import SourceDeclaration, is_web_address
from flows.sources.feed_items import FeedItem, is_feed, list_faults, read_feed
from flows.sources.fetch import Fetcher, FetchError, Page
from flows.sources.files import SourceError
from flows.sources.items import SourceDocument, SourceItem, UnchangedItem, UnreadableItem
from flows.sources.media_types import refuse_media_type

XML_TYPES = frozenset({"application/xml", "text/xml", "application/rss+xml", "application/atom+xml"})


def read_url_list(source: SourceDeclaration, fetcher: Fetcher) -> Iterator[SourceItem]:
    """Yield the pages of a list of addresses: one a line, `#` begins a comment.

    Raises:
        SourceError: the list can't be read.
    """
    import fsspec

    try:
        with fsspec.open(source.path, "rt", encoding="utf-8-sig", errors="replace") as stream:
            lines = [line.strip() for line in stream]
    except Exception as error:
        raise SourceError(f"{source.path}: can't be read: {error}") from error
    addresses = dict.fromkeys(line for line in lines if line and not line.startswith("#"))
    yield from read_pages(source, addresses, fetcher)


def read_pages(source: SourceDeclaration, urls: Iterable[str], fetcher: Fetcher) -> Iterator[SourceItem]:
    """Yield the page behind each address."""
    for url in urls:
        if not is_web_address(url):
            yield UnreadableItem(source.name, url, "FetchError", "not an http or https address")
        else:
            yield _read_page(source, url, fetcher)


def read_address(source: SourceDeclaration, fetcher: Fetcher) -> Iterator[SourceItem]:
    """Yield the items of a feed, or the page itself when the address is no feed."""
    fetcher.forget(source.path)  # the list of items is wanted whole
    try:
        page = fetcher.fetch(source.path)
    except FetchError as error:
        yield UnreadableItem(source.name, source.path, "FetchError", str(error))
        return
    if source.kind == "page" or not is_feed(page.content or b""):
        if source.kind == "feed":
            yield UnreadableItem(source.name, source.path, "NotAFeedError", "neither RSS nor Atom")
        else:
            yield _to_document(source, source.path, page)
        return
    try:
        feed = read_feed(page.content or b"", page.charset)
    except ValueError as error:
        yield UnreadableItem(source.name, source.path, "NotAFeedError", str(error))
        return
    yield from list_faults(source, source.path, feed)
    for item in feed.items:
        yield _read_item(source, item, fetcher)


def _read_item(source: SourceDeclaration, item: FeedItem, fetcher: Fetcher) -> SourceItem:
    """An item with its whole text as it is, a teaser as the page that it leads to."""
    if item.link and not item.is_full:
        return _read_page(source, item.link, fetcher)
    return SourceDocument(
        source=source.name,
        uri=item.link or f"{source.path}#{item.identity}",
        content=item.record,
        form="record",
        boilerplate=source.boilerplate,
        metadata=source.metadata,
        place=f"item {item.number} of {source.path}",
    )


def _read_page(source: SourceDeclaration, url: str, fetcher: Fetcher) -> SourceItem:
    try:
        return _to_document(source, url, fetcher.fetch(url))
    except FetchError as error:
        return UnreadableItem(source.name, url, "FetchError", str(error))


def _to_document(source: SourceDeclaration, url: str, page: Page) -> SourceItem:
    if page.content is None:
        return UnchangedItem(source.name, url)
    if page.media_type not in XML_TYPES and (reason := refuse_media_type(page.media_type)):
        return UnreadableItem(source.name, url, "NotTextError", reason)
    return SourceDocument(
        source=source.name,
        uri=url,
        content=page.content,
        media_type=page.media_type,
        charset=page.charset,
        boilerplate=source.boilerplate,
        metadata={**source.metadata, "url": page.url},
    )
