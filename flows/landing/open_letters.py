"""Which open dead letters are no longer true, as a run reads the places that they speak of.

A document that was published closes its own. But a line of a file moves to another place, a feed that was
down has no document of its own, and a page that comes back unchanged is not published again.
"""

from __future__ import annotations

from collections.abc import Mapping


class OpenLetters:
    """Open dead letters by (source, uri) with the raw hash of their content, where it was read."""

    def __init__(self, letters: Mapping[tuple[str, str], str | None]) -> None:
        self._unread = {key for key, raw_sha256 in letters.items() if raw_sha256 is None}
        self._all = set(letters)
        self._failed: set[tuple[str, str]] = set()
        self._closed: set[tuple[str, str]] = set()

    def fail(self, source: str, uri: str) -> None:
        """This place can't be read (any more, or again)."""
        self._failed.add((source, uri))

    def finish(self, source: str, uri: str) -> None:
        """This file, list or feed was read to its end: only letters that came again still hold."""
        for key in self._unread:
            if key[0] == source and (key[1] == uri or key[1].startswith(uri + "#")):
                self._closed.add(key)

    def close(self, source: str, uri: str) -> None:
        """This document is known and well."""
        if (source, uri) in self._all:
            self._closed.add((source, uri))

    def list_closed(self) -> tuple[tuple[str, str], ...]:
        """Letters that are no longer true."""
        return tuple(sorted(self._closed - self._failed))
