"""Lists of addresses: one a line, or records without texts as news indexes give them (GDELT, NewsAPI ...)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from flows.sources.files import SourceError
from flows.sources.json_values import JsonBreakError, TextStream, is_one_a_line, read_values
from flows.sources.record import RecordError, decode_fields, read_metadata
from flows.sources.record_fields import apply_mapping
from transforms.documents.decoding.charset import decode_text

_TABLE_SUFFIXES = (".csv", ".tsv")
_FALLBACK = ("title", "published", "author", "publisher", "language")


def read_address_list(path: str, fields: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Addresses in their order, each with what the list says of its page.

    Lines that are empty or begin with `#` are passed over; a record without an address too.

    Raises:
        SourceError: the list can't be read.
    """
    import fsspec

    try:
        with fsspec.open(path, "rb", compression="infer") as stream:
            content = stream.read()
    except Exception as error:
        raise SourceError(f"{path}: can't be read: {error}") from error
    rows = _read_rows(path, content)
    if rows is None:
        return {line: {} for line in read_address_lines(content)}
    found = (read_metadata(apply_mapping(row, fields) if fields else row) for row in rows)
    return {m["url"]: {k: m[k] for k in _FALLBACK if k in m} for m in found if "url" in m}


def read_address_lines(content: bytes) -> list[str]:
    """The lines of a plain list that are neither empty nor begin with `#`."""
    lines = [line.strip() for line in decode_text(content, None)[0].lstrip("\ufeff").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def _read_rows(path: str, content: bytes) -> list[dict[str, Any]] | None:
    """The records of a list that is a table or JSON; None for plain lines."""
    name = path.lower().removesuffix(".gz")
    if name.endswith(_TABLE_SUFFIXES):
        text = decode_text(content, None)[0].lstrip("\ufeff")
        first = text.partition("\n")[0]
        delimiter = "\t" if name.endswith(".tsv") else max(",;\t", key=first.count)
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return None
    try:
        return list(_read_json(content))
    except (JsonBreakError, RecordError) as error:
        raise SourceError(f"{path}: {error}") from error


def _read_json(content: bytes) -> Iterator[dict[str, Any]]:
    text = TextStream(io.BytesIO(content))
    if is_one_a_line(text.head, text.wide):
        for line in text.read_lines(len(content)):
            if line.content.strip():
                yield decode_fields(line.content)
        return
    for value in read_values(text.read_text(), len(content)):
        fields = json.loads(value)
        if isinstance(fields, dict):
            yield fields
