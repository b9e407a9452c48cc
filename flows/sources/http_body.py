"""The body of an answer, unpacked by ourselves so that no small one becomes a large one."""

from __future__ import annotations

import zlib

import httpx

ACCEPTED_ENCODINGS = "gzip, deflate"
_WINDOW_BITS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class BodyError(RuntimeError):
    """A body is too large, or packed in a way that was not asked for."""


def read_body(response: httpx.Response, max_bytes: int, is_cut_fine: bool = False) -> bytes:
    """The bytes of a streamed answer, at most `max_bytes` after unpacking.

    One that is larger, or packed takes more, is cut there if `is_cut_fine`.

    Raises:
        BodyError: it is larger, packed more than once or by another method than was asked for, damaged, or
            ends before its end.
    """
    unpack = _choose_unpacker(response.headers.get("content-encoding", ""))
    content, came = bytearray(), 0
    for piece in response.iter_raw():
        came += len(piece)
        content += unpack(piece, max_bytes + 1 - len(content))
        if max(came, len(content)) > max_bytes:
            if is_cut_fine:
                return bytes(content[:max_bytes])
            raise BodyError(f"larger than {max_bytes:,} bytes")
    if came and not unpack.is_whole and not is_cut_fine:
        raise BodyError("ends before the end of what is packed")
    return bytes(content)


class _Unpacker:
    """Unpacks gzip or deflate, never more than wanted; what comes behind the packed content is dropped."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._inner = zlib.decompressobj(_WINDOW_BITS[encoding])
        self._is_first = True

    @property
    def is_whole(self) -> bool:
        """Whether the end of the packed content came."""
        return self._inner.eof

    def __call__(self, piece: bytes, at_most: int) -> bytes:
        if self._inner.eof:  # it would keep whatever comes
            return b""
        try:
            return self._inner.decompress(piece, max(1, at_most))
        except zlib.error as error:
            if self._is_first and self._encoding == "deflate":  # many servers leave out the zlib header
                self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
                self._is_first = False
                return self(piece, at_most)
            raise BodyError(f"can't be unpacked ({self._encoding}): {error}") from error
        finally:
            self._is_first = False


class _Plain:
    """Hands on what is not packed."""

    is_whole = True  # of how many bytes there are the headers tell

    def __call__(self, piece: bytes, at_most: int) -> bytes:  # noqa: ARG002
        return piece


def _choose_unpacker(header: str) -> _Unpacker | _Plain:
    names = [name.strip().lower() for name in header.split(",")]
    packings = [name for name in names if name not in ("", "identity")]
    if not packings:
        return _Plain()
    if len(packings) > 1:
        raise BodyError(f"packed {len(packings)} times over ({header[:60]})")
    if packings[0] not in _WINDOW_BITS:
        raise BodyError(f"packed as {packings[0][:30]}, which was not asked for")
    return _Unpacker(packings[0])
