"""JSON files: one record a line, or records over several lines, in arrays and in answers of services."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from flows.sources.declaration import SourceDeclaration
from flows.sources.items import SourceItem, UnreadableItem
from flows.sources.json_values import JsonBreakError, TextStream, is_one_a_line, read_values
from flows.sources.records import RecordReader
from transforms.documents.decoding.charset import decode_text

UNPACK_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError)


def read_json(source: SourceDeclaration, stream: BinaryIO, uri: str, max_bytes: int) -> Iterator[SourceItem]:
    """Yield the documents of a JSON or JSONL stream; the uri of one is its address or `file.jsonl#id`.

    A line that is no document, or longer than `max_bytes`, yields its failure under its line number.
    A file that breaks off (a cut archive, an array that is not closed) yields what stands before the
    break and one failure. UTF-16, byte order marks and windows-1252 are read as in text files.
    """
    number = 0
    try:
        text = TextStream(stream)
        if is_one_a_line(text.head, text.wide):
            reader = RecordReader(source, uri, max_bytes, "line")
            for line in text.read_lines(max_bytes):
                number = line.number
                if line.is_too_long:
                    yield reader.refuse(number, "TooLargeError", f"is longer than {max_bytes:,} bytes")
                elif line.content.strip():
                    yield from reader.read(_to_utf8(line.content), number)
            return
        reader = RecordReader(source, uri, max_bytes, "record")
        for number, content in enumerate(read_values(text.read_text(), max_bytes), 1):
            yield from reader.read(content, number)
    except JsonBreakError as error:
        yield UnreadableItem(source.name, uri, "RecordError", str(error))
    except UNPACK_ERRORS as error:
        reason = f"the file breaks off after record {number}: {error}"
        yield UnreadableItem(source.name, uri, type(error).__name__, reason)


def _to_utf8(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return decode_text(line, None)[0].encode("utf-8")
    return line
