"""Read any declared source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
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

    An http(s) address is a page or a feed, a file that ends in `.urls` a list of addresses, all else
    files. `make_fetcher` is only called for what needs the network;
    `finished` is told the uri of each file that was read to its end.

    Raises:
        SourceError: the source as a whole can't be read.
    """
    is_list = source.kind == "urls" or (source.kind == "auto" and source.path.endswith(URL_LIST_SUFFIXES))
    if not (source.is_web or is_list):
        yield from read_files(source, max_bytes, finished)
        return
    from flows.sources.web import read_address, read_url_list

    with make_fetcher() as fetcher:
        yield from read_url_list(source, fetcher) if is_list else read_address(source, fetcher)
