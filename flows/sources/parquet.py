"""Parquet: one document a row, its columns named as the fields of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from flows.sources.declaration import SourceDeclaration
from flows.sources.items import SourceItem, UnreadableItem
from flows.sources.record import RecordError
from flows.sources.record_fields import ROLES, TEXT_FIELDS, find_values, load_names, normalise_name
from flows.sources.records import RecordReader

ROWS_AT_ONCE = 256
# A group of rows, or all rows together, that unfold to more than both are no honest file.
MOST_UNFOLDED = 64_000_000
MOST_RATIO = 250
_SAMPLED_ROWS = 16


def read_parquet(
    source: SourceDeclaration, stream: BinaryIO, uri: str, max_bytes: int
) -> Iterator[SourceItem]:
    """Yield the documents of a Parquet file, a few rows in memory at once; uris are `file.parquet#id`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number, unfolded = 0, 0
    try:
        schema = pq.ParquetFile(stream).schema_arrow
        names = [f.name for f in schema if _is_read(f.name, source)]
        # A text that a million rows share is held once.
        file = pq.ParquetFile(stream, read_dictionary=[n for n in names if _is_text(schema.field(n))])
        packed = _refuse_bombs(file, names)
        if not _has_text(names, source):
            raise RecordError("no column holds a text or HTML, but there are " + ", ".join(schema.names[:12]))
        reader = RecordReader(source, uri, max_bytes, "row")
        yield from _note_unread(
            file, reader, [f.name for f in schema if _may_be_told(f) and f.name not in names]
        )
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=names):
            for place in range(batch.num_rows):
                row = batch.slice(place, 1).to_pylist()[0]
                unfolded += sum(len(value) for value in row.values() if isinstance(value, str | bytes))
                _refuse_unfolded(packed, unfolded)
                number += 1
                yield from reader.read_fields(row, number)
    except (pa.ArrowException, OSError, RecordError) as error:
        end = f" after row {number}" if number else ""
        yield UnreadableItem(
            source.name, uri, type(error).__name__, f"not readable as Parquet{end}: {str(error).strip()}"
        )


def _refuse_bombs(file: Any, names: list[str]) -> int:
    """Refuse a file whose columns unfold to many times their size; returns the size of those that are read.

    Raises:
        RecordError: they do.
    """
    metadata, whole = file.metadata, 0
    for group in (metadata.row_group(n) for n in range(metadata.num_row_groups)):
        columns = [group.column(n) for n in range(group.num_columns)]
        read = [c for c in columns if c.path_in_schema.split(".")[0] in names]
        unfolded = sum(c.total_uncompressed_size for c in read)
        packed = sum(c.total_compressed_size for c in read)
        _refuse_unfolded(packed, unfolded)
        whole += packed
    return whole


def _refuse_unfolded(packed: int, unfolded: int) -> None:
    if unfolded > MOST_UNFOLDED and unfolded > MOST_RATIO * packed:
        raise RecordError(f"{packed:,} bytes of it unfold to {unfolded:,}")


def _is_text(column: Any) -> bool:
    return str(column.type) in ("string", "large_string", "binary", "large_binary")


def _is_read(name: str, source: SourceDeclaration) -> bool:
    """Whether a column is one of a record, by itself or by an object in it."""
    key = normalise_name(name)
    known = {part for role, parts in load_names().items() if role in ROLES for part in parts}
    known |= {normalise_name(part) for part in source.fields.values()}
    return key in known or any(part.startswith(f"{key}.") for part in known)


def _has_text(names: list[str], source: SourceDeclaration) -> bool:
    row = dict.fromkeys(names, "x")
    return any(role in source.fields or any(find_values(row, role)) for role in TEXT_FIELDS)


def _may_be_told(column: Any) -> bool:
    kind = str(column.type)
    return kind.startswith(("string", "large_string", "timestamp", "date"))


def _note_unread(file: Any, reader: RecordReader, names: list[str]) -> Iterator[SourceItem]:
    """Notes on columns that look like a date or a text and are not read, by the first rows."""
    if names:
        for batch in file.iter_batches(batch_size=_SAMPLED_ROWS, columns=names):
            for row in batch.to_pylist():
                yield from reader.note_unread(row)
            return
