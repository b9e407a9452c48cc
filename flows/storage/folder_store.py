"""A folder as a store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from flows.atomic_files import write_atomically
from flows.storage.store import Store


class FolderStore(Store):
    """A folder of this machine; it need not be there before something is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.place = str(folder)

    def read(self, name: str) -> bytes | None:
        """A content; None where there is none."""
        with suppress(FileNotFoundError):
            return (self._folder / name).read_bytes()
        return None

    def read_all(self, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Contents by their names, in the order of these; one that can't be read is none."""
        for name in names:
            try:
                yield name, self.read(name)
            except OSError:
                yield name, None

    def write(self, name: str, content: bytes) -> None:
        """Write a content, in place of the one that is there."""
        write_atomically(self._folder / name, content)

    def create(self, name: str, content: bytes) -> bool:
        """Write a content unless one is there; whether it was written."""
        if self.exists(name):
            return False
        self.write(name, content)
        return True

    def append(self, name: str, content: bytes) -> None:
        """Add to the end of a content."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(content)

    def exists(self, name: str) -> bool:
        """Whether there is a content of this name."""
        return (self._folder / name).exists()

    def list_names(self, prefix: str) -> Iterator[str]:
        """Names of the contents below a folder, in any order."""
        for path in (self._folder / prefix).rglob("*"):
            if path.is_file():
                yield path.relative_to(self._folder).as_posix()

    def has_any(self, prefix: str) -> bool:
        """Whether there is any content below a folder."""
        return next(self.list_names(prefix), None) is not None

    def move(self, name: str, new_name: str) -> None:
        """Give a content another name."""
        os.replace(self._folder / name, self._folder / new_name)

    def remove(self, name: str) -> None:
        """Remove a content, if it is there."""
        (self._folder / name).unlink(missing_ok=True)
