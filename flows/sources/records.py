"""Records of one file to items of its source, whatever format the file has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.sources.declaration import SourceDeclaration, is_web_address
from flows.sources.items import SourceItem, SourceNote, UnreadableItem, make_record_document
from flows.sources.record import RecordError, decode_fields, read_record, write_record
from flows.sources.record_fields import apply_mapping, list_unread

NO_TEXT = (
    "it has a web address but no text: `--kind urls` fetches the pages behind the addresses of such a list"
)


class RecordReader:
    """Makes items of the records of a file; tells each field that looks of use and is not read once."""

    def __init__(self, source: SourceDeclaration, uri: str, max_bytes: int, unit: str) -> None:
        self._source = source
        self._uri = uri
        self._max_bytes = max_bytes
        self._unit = unit
        self._told: set[str] = set()

    def read(self, content: bytes, number: int) -> Iterator[SourceItem]:
        """The item of one record, and notes on its fields."""
        content = content.strip(b" \t\r\n\x1e")
        try:
            if len(content) > self._max_bytes:
                yield self.refuse(number, "TooLargeError", f"is longer than {self._max_bytes:,} bytes")
                return
            fields = decode_fields(content)
            yield from self.note_unread(fields)
            if self._source.fields:
                content = write_record(apply_mapping(fields, self._source.fields))
            yield self._make(content, number)
        except RecordError as error:
            yield self.refuse(number, "RecordError", str(error).strip())

    def read_fields(self, fields: Mapping[str, Any], number: int) -> Iterator[SourceItem]:
        """The item of a row of a table, given by its columns."""
        yield from self.read(write_record(fields), number)

    def refuse(self, number: int, error_type: str, reason: str) -> UnreadableItem:
        """The failure of one record."""
        is_line = self._unit == "line"
        place = f"{self._uri}#L{number}" if is_line else f"{self._uri}#{self._unit}-{number}"
        glue = " " if reason.startswith("is ") else ": "
        return UnreadableItem(self._source.name, place, error_type, f"{self._unit} {number}{glue}{reason}")

    def _make(self, content: bytes, number: int) -> SourceItem:
        try:
            record = read_record(content)
        except RecordError as error:
            if "neither text nor html" in str(error) and '"url' in content.decode("utf-8", "replace").lower():
                raise RecordError(f"{error}; {NO_TEXT}") from error
            raise
        identity = record.identity
        uri = identity if is_web_address(identity) else f"{self._uri}#{identity}"
        return make_record_document(self._source, uri, content, f"{self._unit} {number} of {self._uri}")

    def note_unread(self, fields: Mapping[str, Any]) -> Iterator[SourceNote]:
        """What looks of use in a record and is not read, each field once."""
        for name, role in list_unread(fields, self._source.fields):
            if name not in self._told:
                self._told.add(name)
                looks = "a date" if role == "published" else "a text"
                yield SourceNote(
                    self._source.name,
                    self._uri,
                    f"the field {name!r} looks like {looks} and is not read"
                    f" ([sources.fields] {role} = {name!r} would read it)",
                )
