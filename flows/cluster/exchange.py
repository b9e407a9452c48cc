"""The place that the main process and all workers reach: texts go in, rows come back.

A folder that all share, or any other place that fsspec knows (`s3://bucket/folder`). All access to it is
here: whole files by their names.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from warehouse.file_hashes import hash_file

OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "az"}  # they have no folders that must be there first


class ExchangeError(RuntimeError):
    """A place that can't be used, or a file in it that is not what was sent."""


class Exchange:
    """One such place; may be used from several threads at once."""

    def __init__(self, place: str) -> None:
        """Nothing is read or made yet.

        Raises:
            ExchangeError: no such kind of place, or the library for it is not installed.
        """
        import fsspec

        self.place = place
        try:
            filesystem, self._root = fsspec.core.url_to_fs(place)
        except (ImportError, ValueError) as error:
            raise ExchangeError(f"the exchange {place} can't be used: {error}") from error
        self._filesystem: Any = filesystem

    def send(self, path: Path, name: str) -> str:
        """Put a file there; returns its SHA-256.

        Raises:
            OSError: it can't be written there.
        """
        target = self._find(name)
        if not {self._filesystem.protocol, *self._filesystem.protocol} & OBJECT_STORES:
            self._filesystem.makedirs(target.rpartition("/")[0], exist_ok=True)
        self._filesystem.put_file(str(path), target)
        return hash_file(path)

    def fetch(self, name: str, sha256: str, path: Path) -> None:
        """Get a file.

        Raises:
            ExchangeError: it is not there, or not what was sent.
            OSError: it can't be read there, or written here.
        """
        try:
            self._filesystem.get_file(self._find(name), str(path))
        except FileNotFoundError as error:
            raise ExchangeError(
                f"{self.place} lacks {name}: `exchange` must be a place that all machines share"
            ) from error
        if hash_file(path) != sha256:
            raise ExchangeError(f"{name} in {self.place} is not what was sent")

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there and can be removed."""
        self._filesystem.invalidate_cache()
        with suppress(OSError):
            self._filesystem.rm(self._find(name), recursive=True)

    def _find(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"
