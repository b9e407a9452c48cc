"""JSONL and JSONL.gz: one document a line; a bad line stops no other."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from flows.sources.declaration import SourceDeclaration
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem
from flows.sources.record import RecordError, read_record

GZIP_ERRORS = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    content: bytes
    is_too_long: bool


def read_jsonl(
    source: SourceDeclaration, stream: BinaryIO, uri: str, max_bytes: int, is_compressed: bool
) -> Iterator[SourceItem]:
    """Yield the documents of a JSONL stream; the uri of one is `file.jsonl#id`.

    A line that is no document, or longer than `max_bytes`, yields its failure under its line number.
    A compressed file that breaks off yields the lines before the break and one failure.
    """
    file: BinaryIO = gzip.GzipFile(fileobj=stream) if is_compressed else stream  # type: ignore[assignment]
    number = 0
    try:
        for line in _read_lines(file, max_bytes):
            number = line.number
            if item := _read_line(source, line, uri, max_bytes):
                yield item
    except GZIP_ERRORS as error:
        reason = f"the file breaks off after line {number}: {error}"
        yield UnreadableItem(source.name, uri, type(error).__name__, reason)


def _read_lines(file: BinaryIO, max_bytes: int) -> Iterator[_Line]:
    number = 0
    while content := file.readline(max_bytes + 1):
        number += 1
        is_too_long = len(content) > max_bytes and not content.endswith(b"\n")
        rest = content
        while is_too_long and rest and not rest.endswith(b"\n"):
            rest = file.readline(1 << 20)
        yield _Line(number, content, is_too_long)


def _read_line(source: SourceDeclaration, line: _Line, uri: str, max_bytes: int) -> SourceItem | None:
    place = f"{uri}#L{line.number}"
    if line.is_too_long:
        reason = f"line {line.number} is longer than {max_bytes:,} bytes"
        return UnreadableItem(source.name, place, "TooLargeError", reason)
    if not line.content.strip():
        return None
    try:
        record = read_record(line.content)
    except RecordError as error:
        return UnreadableItem(source.name, place, "RecordError", f"line {line.number}: {error}")
    return SourceDocument(
        source=source.name,
        uri=f"{uri}#{record.identity}" if not record.identity.startswith("http") else record.identity,
        content=line.content.strip(),
        form="record",
        boilerplate=source.boilerplate,
        metadata=source.metadata,
        place=f"line {line.number} of {uri}",
    )
