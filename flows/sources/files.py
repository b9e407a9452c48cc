"""Files: one file, a folder with all below it, or a glob; on this machine or in object storage."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any

from flows.sources.declaration import MAGIC, SourceDeclaration, find_root, make_absolute, split_local
from flows.sources.faults import limit_faults
from flows.sources.formats.open_file import OpenFile, UnfoldBudget, UnfoldError, UnfoldLimits, count_stream
from flows.sources.formats.read_file import read_file
from flows.sources.items import SourceItem, UnreadableItem
from flows.sources.local_files import LocalFile, list_folder, list_matches, name_special_kind
from flows.storage.storage_errors import describe_fault, hide_credentials, quiet_libraries

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
            for item in limit_faults(_open_file(source, filesystem, path, uri, max_bytes), source, uri):
                is_empty = False
                yield item
        except UnfoldError as error:
            is_empty = False
            yield UnreadableItem(
                source.name, uri, "UnfoldError", f"the archive {error}; the rest is not read"
            )
        except Exception as error:  # whatever a file system raises concerns this file alone
            is_empty = False
            reason = hide_credentials(f"can't be read: {error}")
            yield UnreadableItem(source.name, uri, type(error).__name__, reason)
        if is_empty:
            logger.warning("source %s: there is no document in %s", source.name, uri)
        finished(uri)


def _list_files(source: SourceDeclaration) -> tuple[Any, str, list[LocalFile]]:
    import fsspec

    if "://" not in source.path:
        root, files = list_local(source)
        return fsspec.filesystem("file"), root, files
    root = find_root(source.path)
    quiet_libraries()
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
        raise SourceError(describe_fault(error, source.path, "listed")) from None
    root_parts = len(str(inner_root).rstrip("/").split("/"))
    visible = sorted(p for p in paths if not _is_hidden(p, root_parts))
    if not visible and not (filesystem.exists(inner) and filesystem.isdir(inner)):
        raise SourceError(_explain_nothing(filesystem, inner, source.path))
    return filesystem, str(inner_root), [LocalFile(path) for path in visible]


def _explain_nothing(filesystem: Any, inner: str, path: str) -> str:
    """Why nothing is found at a path: in S3 a bucket that is missing looks like an empty one."""
    if hasattr(filesystem, "call_s3"):
        try:
            filesystem.call_s3("list_objects_v2", Bucket=inner.partition("/")[0], MaxKeys=1)
        except Exception as error:
            return describe_fault(error, path, "listed")
    return f"{path}: {NO_SUCH_PATH}"


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


def _open_file(
    source: SourceDeclaration, filesystem: Any, path: str, uri: str, max_bytes: int
) -> Iterator[SourceItem]:
    budget = UnfoldBudget(UnfoldLimits())
    with filesystem.open(path, "rb") as stream:
        size = filesystem.size(path)  # what is written to it from now on is for the next run
        counted = count_stream(stream, budget.add_packed, size)
        yield from read_file(OpenFile(source, counted, uri, path.lower(), max_bytes, budget))
