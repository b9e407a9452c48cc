"""Tables: CSV, TSV and workbooks; one document a row, its columns named as the fields of a record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from flows.sources.formats.open_file import OpenFile, import_extra
from flows.sources.items import SourceItem
from flows.sources.record_fields import TEXT_FIELDS, find_values, is_nothing, normalise_name
from flows.sources.records import RecordReader
from transforms.documents.decoding.charset import decode_text, find_wide_charset

_SAMPLE_CHARS = 20_000
_HEAD_BYTES = 1 << 16
_DELIMITERS = ",;\t|"
_FIELD_LIMIT = 50_000_000
SUFFIXES = (".csv", ".tsv", ".tab")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def read_delimited(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the documents of a CSV or TSV file; the delimiter is told by its first line."""
    csv.field_size_limit(_FIELD_LIMIT)
    head = file.stream.peek(_HEAD_BYTES)[:_HEAD_BYTES] if hasattr(file.stream, "peek") else b""
    charset = find_wide_charset(head) or _find_charset(head)
    text = io.TextIOWrapper(file.stream, encoding=charset, errors="replace", newline="")
    first = head.decode(charset, "replace")[:_SAMPLE_CHARS].lstrip("\ufeff").partition("\n")[0]
    delimiter = "\t" if file.name.endswith((".tsv", ".tab")) else max(_DELIMITERS, key=first.count)
    rows = csv.reader(text, delimiter=delimiter)
    try:
        yield from _read_rows(file, rows, "row")
    except csv.Error as error:
        yield file.refuse("TableError", f"not readable as a table: {error}")


def read_workbook(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the documents of the sheets of a workbook (.xlsx, .xls, .ods) that hold texts.

    Raises:
        MissingExtraError: the extra [office] is not installed.
    """
    calamine = import_extra("python_calamine", "office", "workbooks")
    content = file.stream.read(file.budget.limits.max_seekable_bytes)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}
    except Exception as error:
        yield file.refuse("TableError", f"not readable as a workbook: {error}")
        return
    good = {name: rows for name, rows in sheets.items() if rows and _has_text(rows[0], file)}
    for name, rows in (good or {next(iter(sheets), ""): next(iter(sheets.values()), [])}).items():
        unit = "row" if len(good) < 2 else f"row of {name}"
        yield from _read_rows(file, iter(rows), unit)


def _read_rows(file: OpenFile, rows: Iterator[Sequence[Any]], unit: str) -> Iterator[SourceItem]:
    header = [str(cell).strip().lstrip("\ufeff") for cell in next(rows, [])]
    if not _has_text(header, file):
        names = ", ".join(name for name in header[:12] if name) or "none"
        yield file.refuse(
            "TableError",
            f'no column holds a text (columns: {names}); name it: [sources.fields] text = "COLUMN"',
        )
        return
    reader = RecordReader(file.source, file.uri, file.max_bytes, unit)
    for number, row in enumerate(rows, 2):
        fields = {name: _read_cell(v) for name, v in zip(header, row, strict=False) if name}
        if any(not is_nothing(value) for value in fields.values()):
            yield from reader.read_fields(fields, number)


def _has_text(header: Sequence[Any], file: OpenFile) -> bool:
    """Whether a column of the header, or one that the user names, holds texts."""
    names = {str(cell).strip(): "x" for cell in header}
    mapped = {normalise_name(v) for k, v in file.source.fields.items() if k in TEXT_FIELDS}
    is_mapped = bool(mapped & {normalise_name(name) for name in names})
    return is_mapped or any(True for role in TEXT_FIELDS for _ in find_values(names, role))


def _read_cell(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if is_nothing(value) else value


def _find_charset(head: bytes) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    charset = decode_text(head, None)[1]
    return "utf-8" if charset == "ascii" else charset
