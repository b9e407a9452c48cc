"""zip and tar: each member as a file of its own; nothing is written, and names that lead out are refused."""

from __future__ import annotations

import posixpath
import re
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from flows.sources.formats.open_file import OpenFile, Reader, UnfoldError, count_stream
from flows.sources.items import SourceItem, UnreadableItem

ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
TAR_SIGNATURE = b"ustar"
TAR_SIGNATURE_PLACE = 257
_SPOOL_BYTES = 32_000_000
# What else a zip can be, told by a member that such a file must have.
_KINDS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb"}
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def find_zip_kind(stream: BinaryIO) -> str:
    """docx, odt, xlsx, ods or (an archive) zip; the stream is left at its start.

    Raises:
        zipfile.BadZipFile: it is none.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            kind = next((kind for member, kind in _KINDS.items() if member in names), "zip")
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = _OPEN_DOCUMENT.get(archive.read("mimetype").decode("latin-1").strip(), kind)
            return kind
    finally:
        stream.seek(0)


@contextmanager
def open_seekable(file: OpenFile) -> Iterator[BinaryIO]:
    """The stream of a file, copied to a temporary file unless it can be sought.

    Raises:
        UnfoldError: it is too large for that.
    """
    if file.depth == 0 and file.stream.seekable():
        yield file.stream
        return
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spooled:
        size, most = 0, file.budget.limits.max_seekable_bytes
        while piece := file.stream.read(1 << 20):
            size += len(piece)
            if size > most:
                raise UnfoldError(f"holds a file of more than {most:,} bytes")
            spooled.write(piece)
        spooled.seek(0)
        yield cast(BinaryIO, spooled)


def read_zip(file: OpenFile, read_inner: Reader) -> Iterator[SourceItem]:
    """Yield the documents of all members, in the order of the archive."""
    with zipfile.ZipFile(file.stream) as archive:
        for member in archive.infolist():
            if member.is_dir() or _is_hidden(member.filename):
                continue
            file.budget.add_member()
            if reason := refuse_member(member.filename):
                yield _refuse(file, member.filename, reason)
                continue
            if member.flag_bits & 1:
                yield _refuse(file, member.filename, "is encrypted: unpack it with its password first")
                continue
            with archive.open(member) as stream:
                yield from _read_member(file, stream, member.filename, read_inner)


def read_tar(file: OpenFile, read_inner: Reader) -> Iterator[SourceItem]:
    """Yield the documents of all members, in the order of the archive."""
    with tarfile.open(fileobj=file.stream, mode="r|") as archive:
        for member in archive:
            if member.isdir() or _is_hidden(member.name):
                continue
            file.budget.add_member()
            if reason := refuse_member(member.name):
                yield _refuse(file, member.name, reason)
                continue
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is None:
                yield _refuse(file, member.name, "is a link or a device, which is not followed")
                continue
            yield from _read_member(file, stream, member.name, read_inner)


def refuse_member(name: str) -> str | None:
    """Why a member of this name is not read: it would lie outside of the archive."""
    path = name.replace("\\", "/")
    is_outside = path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/")
    return "has a name that leads out of the archive" if is_outside else None


def _read_member(file: OpenFile, stream: object, name: str, read_inner: Reader) -> Iterator[SourceItem]:
    path = posixpath.normpath(name.replace("\\", "/"))
    counted = count_stream(stream, file.budget.add_unfolded)
    member = file.enter(counted, f"{file.uri}/{_clean(path)}", path)
    try:
        yield from read_inner(member)
    except UnfoldError:
        raise
    except Exception as error:  # whatever a reader raises concerns this member alone
        yield _refuse(file, path, f"can't be read: {error}", type(error).__name__)


def _refuse(file: OpenFile, name: str, reason: str, error_type: str = "ArchiveMemberError") -> UnreadableItem:
    uri = f"{file.uri}/{_clean(name)}"
    return UnreadableItem(file.source.name, uri, error_type, f"the member {_clean(name)} {reason}")


def _is_hidden(name: str) -> bool:
    """Whether a member is none of the user's (`__MACOSX/`, names that begin with a dot)."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(p.startswith(".") and p not in (".", "..") for p in parts)


def _clean(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")
