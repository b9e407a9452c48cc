"""All pages of a sitemap, indexes of sitemaps followed."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from flows.sources.declaration import SourceDeclaration
from flows.sources.fetch import Fetcher, FetchError
from flows.sources.formats.sitemap import Sitemap, SitemapPage, read_sitemap
from flows.sources.items import UnreadableItem

logger = logging.getLogger(__name__)
MAX_SITEMAPS = 200
MAX_DEPTH = 3


@dataclass(slots=True)
class SitemapPages:
    """Pages, the newest first; and the sitemaps that could not be read."""

    pages: list[SitemapPage] = field(default_factory=list)
    failures: list[UnreadableItem] = field(default_factory=list)
    sitemap_count: int = 0


def read_sitemap_pages(source: SourceDeclaration, content: bytes, fetcher: Fetcher) -> SitemapPages:
    """The pages of a sitemap; those of an index are fetched, newest first, until there are `max_pages`."""
    found = SitemapPages()
    _add(found, source, source.path, content, fetcher, MAX_DEPTH)
    found.pages.sort(key=lambda page: page.changed or "", reverse=True)
    return found


def _add(
    found: SitemapPages, source: SourceDeclaration, address: str, content: bytes, fetcher: Fetcher, depth: int
) -> None:
    try:
        sitemap: Sitemap = read_sitemap(content)
    except ValueError as error:
        found.failures.append(UnreadableItem(source.name, address, "SitemapError", str(error)))
        return
    found.pages += [replace(page, address=urljoin(address, page.address)) for page in sitemap.pages]
    if sitemap.fault:
        found.failures.append(UnreadableItem(source.name, address, "CutSitemapError", sitemap.fault))
    sitemaps = [replace(entry, address=urljoin(address, entry.address)) for entry in sitemap.sitemaps]
    for entry in sorted(sitemaps, key=lambda s: s.changed or "", reverse=True):
        if depth == 0 or found.sitemap_count >= MAX_SITEMAPS:
            reason = f"not fetched: more than {MAX_SITEMAPS} sitemaps, or indexes in indexes"
            found.failures.append(UnreadableItem(source.name, entry.address, "SitemapError", reason))
            return
        if len(found.pages) > source.max_pages:
            return
        found.sitemap_count += 1
        fetcher.forget(entry.address)
        try:
            page = fetcher.fetch(entry.address)
        except FetchError as error:
            found.failures.append(UnreadableItem(source.name, entry.address, "FetchError", str(error)))
            continue
        logger.info("source %s: reading the sitemap %s", source.name, entry.address)
        _add(found, source, entry.address, page.content or b"", fetcher, depth - 1)
