"""JSON text to its records: one a line, or values one after another, in arrays and in envelopes."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from flows.sources.record_fields import TEXT_FIELDS, find_values
from transforms.documents.decoding.charset import decode_text, find_wide_charset

HEAD_BYTES = 1 << 16
_SPACE = re.compile(r"[\s,\x1e\ufeff]*")
# Keys under which services wrap the list of their articles, outermost first.
_ENVELOPES = (
    "response",
    "articles",
    "results",
    "items",
    "docs",
    "data",
    "posts",
    "news",
    "stories",
    "documents",
    "objects",
    "hits",
    "value",
)


class JsonBreakError(ValueError):
    """The rest of a file is no JSON; the message says after which record."""


@dataclass(frozen=True, slots=True)
class JsonLine:
    """A line in UTF-8; of one that is too long, the beginning."""

    number: int
    content: bytes
    is_too_long: bool


class TextStream:
    """Bytes in any character set as lines or pieces of text, with a look at the beginning."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._error: Exception | None = None
        self.head = self._read_head()
        self._is_head_due = True
        self.wide = find_wide_charset(self.head)

    def read(self, size: int) -> bytes:
        """The next bytes, the head first."""
        if self._is_head_due:
            self._is_head_due = False
            return self.head
        if self._error is not None:
            raise self._error
        return self._read_some(size)

    def _read_head(self) -> bytes:
        """The first bytes; an error among them is raised after them."""
        head = b""
        while len(head) < HEAD_BYTES:
            try:
                piece = self._read_some(HEAD_BYTES)
            except Exception as error:
                self._error = error
                break
            if not piece:
                break
            head += piece
        return head

    def _read_some(self, size: int) -> bytes:
        return bytes(getattr(self._stream, "read1", self._stream.read)(size))

    def read_lines(self, max_bytes: int) -> Iterator[JsonLine]:
        """Lines, each decoded alone unless the file is UTF-16."""
        number, rest = 0, b""
        is_skipping = False
        for piece in self._read_utf8():
            rest += piece
            *lines, rest = rest.split(b"\n")
            for line in lines:
                if is_skipping:
                    is_skipping = False
                    continue
                number += 1
                yield JsonLine(number, line, len(line) > max_bytes)
            if len(rest) > max_bytes:
                if not is_skipping:
                    number += 1
                    yield JsonLine(number, rest[:max_bytes], True)
                is_skipping, rest = True, b""
        if rest and not is_skipping:
            yield JsonLine(number + 1, rest, False)

    def read_text(self) -> Iterator[str]:
        """Pieces of text; bytes that are not UTF-8 are guessed piece by piece, as for a text file."""
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        for piece in self._read_utf8():
            try:
                yield decoder.decode(piece)
            except UnicodeDecodeError:
                decoder.reset()
                yield decode_text(piece, None)[0]

    def _read_utf8(self) -> Iterator[bytes]:
        wide = codecs.getincrementaldecoder(self.wide)("replace") if self.wide else None
        while piece := self.read(HEAD_BYTES):
            yield wide.decode(piece).encode("utf-8", "replace") if wide else piece


def is_one_a_line(head: bytes, wide: str | None) -> bool:
    """Whether a JSON file holds one record a line: its first line is whole, or nothing else is."""
    text = head.decode(wide or "utf-8", "replace").lstrip("\ufeff").lstrip()
    first = text.partition("\n")[0]
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        pass
    else:
        is_list = isinstance(value, list) and any(isinstance(part, dict) for part in value)
        return not is_list and open_envelope(value) == [value]
    if text.startswith("["):
        return text[1:].lstrip()[:1] not in ("{", "]", "")
    try:
        json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        # An object over several lines that is longer than the head.
        return not (text.startswith("{") and first.strip() == "{" and len(head) >= HEAD_BYTES)
    return False


def read_values(pieces: Iterator[str], max_chars: int) -> Iterator[bytes]:
    """The objects of JSON text, those of arrays and envelopes one by one, as JSON in UTF-8.

    Raises:
        JsonBreakError: from some place on it is no JSON, or a value is longer than `max_chars`.
    """
    decoder = json.JSONDecoder(parse_constant=lambda _: None)
    buffer, count, wanted = "", 0, 1
    is_in_array = False
    for piece in pieces:
        buffer += piece
        if len(buffer) < wanted:
            continue
        values, position, is_in_array = _decode_values(decoder, buffer, is_in_array)
        for value in values:
            for record in open_envelope(value):
                count += 1
                yield json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
        buffer = buffer[position:]
        if len(buffer) > max_chars:
            raise JsonBreakError(f"not readable as JSON after record {count}")
        wanted = 2 * len(buffer) or 1
    for record in _read_rest(decoder, buffer, count):
        yield json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")


def _decode_values(decoder: json.JSONDecoder, buffer: str, is_in_array: bool) -> tuple[list[Any], int, bool]:
    """Whole values at the start of a buffer, where the rest begins, whether an array is open there."""
    values: list[Any] = []
    position = 0
    while True:
        position = _SPACE.match(buffer, position).end()  # type: ignore[union-attr]
        mark = buffer[position : position + 1]
        if mark == ("]" if is_in_array else "["):
            is_in_array, position = not is_in_array, position + 1
            continue
        if not mark:
            return values, position, is_in_array
        try:
            value, position = decoder.raw_decode(buffer, position)
        except (ValueError, RecursionError):
            return values, position, is_in_array
        values.append(value)


def _read_rest(decoder: json.JSONDecoder, text: str, count: int) -> Iterator[Any]:
    """What stands in the buffer when the file ends."""
    text = text.strip(" \t\r\n,]\x1e\ufeff")
    while text:
        try:
            value, end = decoder.raw_decode(text)
        except (ValueError, RecursionError) as error:
            reason = str(error) or "nested too deep"
            raise JsonBreakError(f"not valid JSON after record {count}: {reason}") from error
        yield from open_envelope(value)
        text = text[end:].strip(" \t\r\n,]\x1e\ufeff")


def open_envelope(value: Any) -> list[Any]:
    """The records in an answer or table, or the value itself; what holds a text is a record."""
    if isinstance(value, dict) and (rows := _turn_columns(value)):
        return rows
    if isinstance(value, dict) and not _holds_text(value) and (found := _open_keys(value)):
        return found
    return [value]


def _open_keys(value: dict[str, Any]) -> list[Any]:
    """The records under the keys of envelopes, or under keys that are their ids; none where none are."""
    for key in _ENVELOPES:
        inner = value.get(key)
        if isinstance(inner, dict) and (found := open_envelope(inner)) != [inner]:
            return found
        if isinstance(inner, list) and inner and all(isinstance(part, dict) for part in inner):
            return [_open_hit(part) for part in inner]
    if value and all(isinstance(part, dict) and _holds_text(part) for part in value.values()):
        return [{"id": key, **part} for key, part in value.items()]
    return []


def _holds_text(value: dict[str, Any]) -> bool:
    return any(True for role in TEXT_FIELDS for _ in find_values(value, role))


def _open_hit(part: dict[str, Any]) -> dict[str, Any]:
    """The document of a hit of Elasticsearch; anything else as it is."""
    inner = part.get("_source")
    return {"_id": part["_id"], **inner} if isinstance(inner, dict) and "_id" in part else part


def _turn_columns(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table that pandas wrote column by column, or as columns and data; else nothing."""
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return [dict(zip(map(str, names), row, strict=False)) for row in data]
    columns = list(value.values())
    numbers = list(columns[0]) if columns and isinstance(columns[0], dict) else []
    is_table = numbers and all(isinstance(column, dict) and list(column) == numbers for column in columns)
    if not is_table or not all(number.isdigit() for number in numbers):
        return []
    return [{name: column[number] for name, column in value.items()} for number in numbers]
