"""Read any declared source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import SourceError, read_files
from flows.sources.formats.sitemap import is_sitemap
from flows.sources.items import SourceItem
from flows.sources.media_types import URL_LIST_SUFFIXES

if TYPE_CHECKING:
    from flows.sources.fetch import Fetcher


def read_source(
    source: SourceDeclaration,
    make_fetcher: Callable[[], Fetcher],
    max_bytes: int,
    finished: Callable[[str], None] = lambda _: None,
) -> Iterator[SourceItem]:
    """Yield the items of a source; its kind is told by the path unless declared.

    An http(s) address is a page, a feed or a sitemap, a file that ends in `.urls` a list of addresses, one
    file that is a sitemap the pages of that; all else are files. `make_fetcher` is only called for what
    needs the network; `finished` is told the uri of each file that was read to its end.

    Raises:
        SourceError: the source as a whole can't be read.
    """
    is_list = source.kind == "urls" or (source.kind == "auto" and source.path.endswith(URL_LIST_SUFFIXES))
    sitemap = None if source.is_web or is_list else _read_sitemap_file(source)
    if not (source.is_web or is_list or sitemap is not None):
        yield from read_files(source, max_bytes, finished)
        return
    from flows.sources.web import read_address, read_sitemap_source, read_url_list

    with make_fetcher() as fetcher:
        if sitemap is not None:
            yield from read_sitemap_source(source, fetcher, sitemap)
        else:
            yield from read_url_list(source, fetcher) if is_list else read_address(source, fetcher)


def _read_sitemap_file(source: SourceDeclaration) -> bytes | None:
    """The content of a source that is one local file and a sitemap; None for every other source."""
    path = Path(source.path)
    is_candidate = source.kind == "sitemap" or source.path.lower().endswith((".xml", ".xml.gz"))
    if source.kind not in ("auto", "sitemap") or not is_candidate or not path.is_file():
        if source.kind == "sitemap":
            raise SourceError(f"{source.path}: there is no such file")
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{source.path}: can't be read: {error.strerror}") from error
    if is_sitemap(content) or source.kind == "sitemap":
        return content
    return None
