"""An open file of a source, and limits on what it may unfold to."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from flows.sources.declaration import SourceDeclaration
from flows.sources.items import SourceItem, UnreadableItem

MEGABYTE = 1_000_000


class UnfoldError(RuntimeError):
    """An archive unfolds beyond the limits."""


class TooLargeError(RuntimeError):
    """A file holds more than one document may."""


@dataclass(frozen=True, slots=True)
class UnfoldLimits:
    """What an archive may hold: `max_ratio` counts once `free_bytes` are unfolded."""

    max_bytes: int = 100_000 * MEGABYTE
    max_ratio: int = 250
    free_bytes: int = 64 * MEGABYTE
    max_members: int = 200_000
    max_depth: int = 3
    max_seekable_bytes: int = 1_000 * MEGABYTE


class UnfoldBudget:
    """Counts what is read of a file and what it unfolds to, archives in archives together."""

    def __init__(self, limits: UnfoldLimits) -> None:
        self.limits = limits
        self._packed = 0
        self._unfolded = 0
        self._members = 0

    def add_packed(self, count: int) -> None:
        """So many bytes of the file itself were read."""
        self._packed += count

    def add_unfolded(self, count: int) -> None:
        """So many bytes came out.

        Raises:
            UnfoldError: they are too many.
        """
        self._unfolded += count
        if self._unfolded > self.limits.max_bytes:
            raise UnfoldError(f"unfolds to more than {self.limits.max_bytes:,} bytes")
        is_large = self._unfolded > self.limits.free_bytes
        if is_large and self._unfolded > self.limits.max_ratio * max(1, self._packed):
            raise UnfoldError(f"unfolds to more than {self.limits.max_ratio} times its size")

    def add_member(self) -> None:
        """Another member of an archive is read.

        Raises:
            UnfoldError: they are too many.
        """
        self._members += 1
        if self._members > self.limits.max_members:
            raise UnfoldError(f"holds more than {self.limits.max_members:,} members")


class CountedStream(io.RawIOBase):
    """A stream that tells how much is read of it; it ends at `end`, though the file may grow meanwhile."""

    def __init__(self, stream: Any, count: Callable[[int], None], end: int | None = None) -> None:
        self._stream = stream
        self._count = count
        self._end = end

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """Whether the stream below can seek."""
        try:
            return bool(self._stream.seekable())
        except AttributeError:  # members of a tar that is read as a stream ask one that has no such method
            return False

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move."""
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        """The place."""
        return int(self._stream.tell())

    def readinto(self, buffer: Any) -> int:
        """Read and count."""
        size = len(buffer) if self._end is None else min(len(buffer), max(0, self._end - self.tell()))
        # Not more than is there: what stands before the place where a file breaks off must not be lost.
        data = getattr(self._stream, "read1", self._stream.read)(size) if size else b""
        buffer[: len(data)] = data
        self._count(len(data))
        return len(data)


def count_stream(stream: Any, count: Callable[[int], None], end: int | None = None) -> BinaryIO:
    """A buffered stream that tells how much is read of it, and ends at `end`."""
    return io.BufferedReader(CountedStream(stream, count, end), 1 << 16)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file, or a member of an archive, at its start.

    `uri` names it in the source (`folder/all.zip/a.txt`); `name` is what its kind is told by, in small
    letters. `max_bytes` is the size of the largest document.
    """

    source: SourceDeclaration
    stream: BinaryIO
    uri: str
    name: str
    max_bytes: int
    budget: UnfoldBudget = field(default_factory=lambda: UnfoldBudget(UnfoldLimits()))
    depth: int = 0
    metadata: dict[str, str] = field(default_factory=dict)

    def enter(self, stream: BinaryIO, uri: str, name: str) -> OpenFile:
        """What this file holds, one level deeper.

        Raises:
            UnfoldError: too deep.
        """
        if self.depth >= self.budget.limits.max_depth:
            raise UnfoldError(f"is packed more than {self.budget.limits.max_depth} times")
        return replace(self, stream=stream, uri=uri, name=name.lower(), depth=self.depth + 1)

    def read_all(self) -> bytes:
        """The whole content.

        Raises:
            TooLargeError: it is larger than a document may be; `read_file` refuses the file then.
        """
        content = self.stream.read(self.max_bytes + 1)
        if len(content) > self.max_bytes:
            raise TooLargeError(f"larger than {self.max_bytes:,} bytes")
        return content

    def refuse(self, error_type: str, reason: str) -> UnreadableItem:
        """The failure of this file."""
        return UnreadableItem(self.source.name, self.uri, error_type, reason)


Reader = Callable[[OpenFile], Iterator[SourceItem]]


def import_extra(module: str, extra: str, what: str) -> Any:
    """A library that an extra brings.

    Raises:
        MissingExtraError: it is not installed; the message names the extra.
    """
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            f"{what} need the extra [{extra}]: `pip install '.[{extra}]'` in the folder of Wiremill"
        ) from error


class MissingExtraError(RuntimeError):
    """A kind of file needs a library that is not installed."""
