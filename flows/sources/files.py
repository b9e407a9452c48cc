"""Files: one file, a folder with all below it, or a glob; on this machine or in object storage."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from flows.sources.declaration import MAGIC, SourceDeclaration, find_root, make_absolute, split_local
from flows.sources.feed_items import is_feed, list_faults, read_feed
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem
from flows.sources.jsonl import read_jsonl
from flows.sources.local_files import LocalFile, list_folder, list_matches, name_special_kind
from flows.sources.media_types import (
    FEED_SUFFIXES,
    JSONL_SUFFIXES,
    PARQUET_SUFFIXES,
    guess_media_type,
    refuse_file,
)
from flows.sources.parquet import read_parquet

logger = logging.getLogger(__name__)
NO_SUCH_PATH = "there is no such file or folder, or the pattern matches none"


class SourceError(RuntimeError):
    """A source as a whole can't be read: no such path, no access, a missing extra."""


def read_files(
    source: SourceDeclaration, max_bytes: int, finished: Callable[[str], None] = lambda _: None
) -> Iterator[SourceItem]:
    """Yield the documents of all files, in the order of their names.

    `finished` is told the uri of each file that was read to its end, with all that is wrong with it.

    Raises:
        SourceError: the path does not exist, matches nothing or can't be listed.
    """
    filesystem, root, files = _list_files(source)
    for file in files:
        path = file.path
        uri = path[len(root) :].lstrip("/") if path.startswith(root) else path
        uri = uri.encode("utf-8", "replace").decode("utf-8")
        if source.only and uri not in source.only:
            continue
        if file.problem is not None:
            yield UnreadableItem(source.name, uri, *file.problem)
            continue
        is_empty = True
        try:
            for item in _read_file(source, filesystem, path, uri, max_bytes):
                is_empty = False
                yield item
        except Exception as error:  # whatever a file system raises concerns this file alone
            is_empty = False
            yield UnreadableItem(source.name, uri, type(error).__name__, f"can't be read: {error}")
        if is_empty:
            logger.warning("source %s: there is no document in %s", source.name, uri)
        finished(uri)


def _list_files(source: SourceDeclaration) -> tuple[Any, str, list[LocalFile]]:
    import fsspec

    if "://" not in source.path:
        root, files = list_local(source)
        return fsspec.filesystem("file"), root, files
    root = find_root(source.path)
    try:
        filesystem, inner_root = fsspec.core.url_to_fs(root)
        inner = fsspec.core.url_to_fs(source.path)[1]
        if any(c in inner for c in MAGIC):
            paths = [p for p in filesystem.glob(inner) if not filesystem.isdir(p)]
        elif filesystem.isdir(inner):
            paths = filesystem.find(inner)
        else:
            paths = [inner] if filesystem.exists(inner) else []
    except ImportError as error:
        raise SourceError(f"{source.path}: {error}; install the extra of that storage") from error
    except Exception as error:
        raise SourceError(f"{source.path}: can't be listed: {error}") from error
    root_parts = len(str(inner_root).rstrip("/").split("/"))
    visible = sorted(p for p in paths if not _is_hidden(p, root_parts))
    if not visible and not (filesystem.exists(inner) and filesystem.isdir(inner)):
        raise SourceError(f"{source.path}: {NO_SUCH_PATH}")
    return filesystem, str(inner_root), [LocalFile(path) for path in visible]


def list_local(source: SourceDeclaration) -> tuple[str, list[LocalFile]]:
    """The root of a local source and its files in the order of their names.

    Raises:
        SourceError: there is no such path, it is neither file nor folder, or it can't be listed.
    """
    root, pattern = split_local(source.path)
    path = make_absolute(source.path)
    try:
        if pattern is not None:
            files = list(list_matches(root, pattern, source.follow_links))
        elif os.path.isdir(path):
            return root, sorted(list_folder(path, source.follow_links), key=lambda file: file.path)
        else:
            os.stat(path)
            files = [LocalFile(path)]
    except FileNotFoundError as error:
        raise SourceError(f"{source.path}: {NO_SUCH_PATH}") from error
    except OSError as error:
        raise SourceError(f"{source.path}: can't be read: {error.strerror}") from error
    if not files:
        raise SourceError(f"{source.path}: {NO_SUCH_PATH}")
    if pattern is None and (kind := name_special_kind(path)):
        raise SourceError(f"{source.path}: {kind}, not a file")
    return root, files


def _is_hidden(path: str, root_parts: int) -> bool:
    return any(part.startswith(".") for part in path.split("/")[root_parts:])


def _read_file(
    source: SourceDeclaration, filesystem: Any, path: str, uri: str, max_bytes: int
) -> Iterator[SourceItem]:
    name = path.lower()
    if name.endswith(JSONL_SUFFIXES):
        with filesystem.open(path, "rb") as stream:
            yield from read_jsonl(source, stream, uri, max_bytes, name.endswith(".gz"))
        return
    if name.endswith(PARQUET_SUFFIXES):
        with filesystem.open(path, "rb") as stream:
            yield from read_parquet(source, stream, uri, max_bytes)
        return
    if not name.endswith(FEED_SUFFIXES) and (reason := refuse_file(name)):
        yield UnreadableItem(source.name, uri, "NotTextError", reason)
        return
    with filesystem.open(path, "rb") as stream:
        content = _read_limited(stream, max_bytes)
    if content is None:
        yield UnreadableItem(source.name, uri, "TooLargeError", f"larger than {max_bytes:,} bytes")
    elif name.endswith(FEED_SUFFIXES):
        yield from _read_feed_file(source, content, uri)
    else:
        yield SourceDocument(
            source.name,
            uri,
            content,
            media_type=guess_media_type(name),
            boilerplate=source.boilerplate,
            metadata=source.metadata,
        )


def _read_limited(stream: BinaryIO, max_bytes: int) -> bytes | None:
    content = stream.read(max_bytes + 1)
    return None if len(content) > max_bytes else content


def _read_feed_file(source: SourceDeclaration, content: bytes, uri: str) -> Iterator[SourceItem]:
    if not is_feed(content):
        yield UnreadableItem(source.name, uri, "NotAFeedError", "XML, but neither RSS nor Atom")
        return
    try:
        feed = read_feed(content)
    except ValueError as error:
        yield UnreadableItem(source.name, uri, "NotAFeedError", str(error))
        return
    yield from list_faults(source, uri, feed)
    for item in feed.items:
        yield SourceDocument(
            source=source.name,
            uri=item.link or f"{uri}#{item.identity}",
            content=item.record,
            form="record",
            boilerplate=source.boilerplate,
            metadata=source.metadata,
            place=f"item {item.number} of {uri}",
        )
