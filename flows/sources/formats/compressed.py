"""One compressed file: gzip, bzip2, xz and Zstandard, whatever it holds."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Iterator
from typing import Any, BinaryIO

from flows.sources.formats.open_file import OpenFile, Reader, count_stream
from flows.sources.items import SourceItem

SIGNATURES = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
SUFFIXES = (".gz", ".gzip", ".bz2", ".xz", ".zst", ".zstd")
_SHORT_SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}


def find_compression(head: bytes) -> str | None:
    """How bytes are compressed, if they are."""
    return next((name for signature, name in SIGNATURES if head.startswith(signature)), None)


def read_compressed(file: OpenFile, compression: str, read_inner: Reader) -> Iterator[SourceItem]:
    """Yield the documents of the file inside; its uri is that of the compressed one."""
    inner = count_stream(_open(file.stream, compression), file.budget.add_unfolded)
    yield from read_inner(file.enter(inner, file.uri, drop_suffix(file.name)))


def drop_suffix(name: str) -> str:
    """The name of the file inside."""
    for suffix, inner in _SHORT_SUFFIXES.items():
        if name.endswith(suffix):
            return name.removesuffix(suffix) + inner
    return next((name.removesuffix(s) for s in SUFFIXES if name.endswith(s)), name)


def _open(stream: BinaryIO, compression: str) -> Any:
    if compression == "gzip":
        return gzip.GzipFile(fileobj=stream)
    if compression == "bzip2":
        return bz2.BZ2File(stream)
    if compression == "xz":
        return lzma.LZMAFile(stream)
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd")
