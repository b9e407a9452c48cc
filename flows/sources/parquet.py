"""Parquet: one document a row, with the columns that a JSONL record may have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from flows.sources.declaration import SourceDeclaration
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem
from flows.sources.record import TEXT_FIELDS, RecordError, read_record, write_record

ROWS_AT_ONCE = 256
COLUMNS = (
    "id",
    "url",
    "uri",
    "text",
    "html",
    "title",
    "published",
    "author",
    "publisher",
    "agency",
    "language",
)


def read_parquet(
    source: SourceDeclaration, stream: BinaryIO, uri: str, max_bytes: int
) -> Iterator[SourceItem]:
    """Yield the documents of a Parquet file, a few rows in memory at once; uris are `file.parquet#id`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(stream)
        names = [n for n in file.schema_arrow.names if n in COLUMNS]
        if not set(names) & set(TEXT_FIELDS):
            raise RecordError("no column text or html, but " + ", ".join(file.schema_arrow.names[:12]))
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=names):
            for row in batch.to_pylist():
                number += 1
                yield _read_row(source, row, uri, number, max_bytes)
    except (pa.ArrowException, OSError, RecordError) as error:
        place = f" after row {number}" if number else ""
        yield UnreadableItem(
            source.name, uri, type(error).__name__, f"not readable as Parquet{place}: {str(error).strip()}"
        )


def _read_row(
    source: SourceDeclaration, row: dict[str, Any], uri: str, number: int, max_bytes: int
) -> SourceItem:
    content = write_record(row)
    place = f"{uri}#row-{number}"
    if len(content) > max_bytes:
        reason = f"row {number} is longer than {max_bytes:,} bytes"
        return UnreadableItem(source.name, place, "TooLargeError", reason)
    try:
        record = read_record(content)
    except RecordError as error:
        return UnreadableItem(source.name, place, "RecordError", f"row {number}: {str(error).strip()}")
    identity = record.identity
    return SourceDocument(
        source=source.name,
        uri=identity if identity.startswith("http") else f"{uri}#{identity}",
        content=content,
        form="record",
        boilerplate=source.boilerplate,
        metadata=source.metadata,
        place=f"row {number} of {uri}",
    )
