"""Text files that a user wrote, on whatever system: UTF-8 with or without a mark, or a reason in words."""

from __future__ import annotations

from pathlib import Path

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK = b"PK\x03\x04"


class NotUtf8Error(ValueError):
    """A file is in another encoding; the message says where and which it may be."""


def read_text_file(path: Path) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        OSError: it can't be read.
        NotUtf8Error: it isn't in UTF-8.
    """
    content = path.read_bytes()
    if content.startswith(UTF_16_MARKS):
        raise NotUtf8Error('is in UTF-16 ("Unicode" in some editors): save it as UTF-8')
    if content.startswith(ZIP_MARK):
        raise NotUtf8Error("is a workbook or an archive, not text: save the sheet as CSV (UTF-8)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        character = content[error.start : error.start + 1].decode("cp1252", "replace")
        raise NotUtf8Error(
            f"is not in UTF-8: line {line} has the byte 0x{content[error.start]:02x}"
            f" ({character!r} in the encoding of Windows, cp1252): save it as UTF-8"
        ) from error
