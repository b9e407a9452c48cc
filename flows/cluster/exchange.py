"""The place that the main process and all workers reach: texts go in, rows come back.

A folder that all share, or any other place that fsspec knows (`s3://bucket/folder`). All access to it is
here: whole files by their names.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Any

from flows.storage.storage_errors import (
    StorageError,
    find_code,
    hide_credentials,
    in_one_line,
    quiet_libraries,
)
from warehouse.file_hashes import hash_file

OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "az"}  # they have no folders that must be there first


class ExchangeError(StorageError):
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
        quiet_libraries()
        try:
            filesystem, self._root = fsspec.core.url_to_fs(place)
        except (ImportError, ValueError) as error:
            told = hide_credentials(f"the exchange {place} can't be used: {error}")
            raise ExchangeError(told) from None
        self._filesystem: Any = filesystem
        self._is_remote = bool({filesystem.protocol, *filesystem.protocol} & OBJECT_STORES)

    def send(self, path: Path, name: str) -> str:
        """Put a file there; returns its SHA-256.

        Raises:
            OSError, StorageError: it can't be written there.
        """
        target = self._find(name)
        with self._in_one_line(name, "written"):
            if not self._is_remote:
                self._filesystem.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._filesystem.put_file(str(path), target)
        return hash_file(path)

    def fetch(self, name: str, sha256: str, path: Path) -> None:
        """Get a file.

        Raises:
            ExchangeError: it is not there, or not what was sent.
            OSError, StorageError: it can't be read there, or written here.
        """
        with self._in_one_line(name, "read"):
            try:
                self._filesystem.get_file(self._find(name), str(path))
            except FileNotFoundError as error:
                if find_code(error) == "NoSuchBucket":
                    raise
                raise ExchangeError(
                    f"{self.place} lacks {name}: `exchange` must be a place that all machines share"
                ) from error
        if hash_file(path) != sha256:
            raise ExchangeError(f"{name} in {self.place} is not what was sent")

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there and can be removed."""
        self._filesystem.invalidate_cache()
        with suppress(OSError, StorageError), self._in_one_line(name, "removed"):
            self._filesystem.rm(self._find(name), recursive=True)

    def _in_one_line(self, name: str, deed: str) -> AbstractContextManager[None]:
        """What goes wrong in object storage is told in a line; a folder's errors say enough."""
        return in_one_line(f"{self.place}/{name}", deed) if self._is_remote else nullcontext()

    def _find(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"
