"""The verbs that a folder and a place in object storage share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator


class Store(ABC):
    """Contents under names (paths with slashes below the place); may be used from several threads at once.

    Each content appears whole or not at all. What is raised: OSError of a folder, StorageError of others.
    """

    place: str
    # How many writes are worth doing at once: more than one where each waits for a network.
    width: int = 1

    @abstractmethod
    def read(self, name: str) -> bytes | None:
        """A content; None where there is none."""

    @abstractmethod
    def read_all(self, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Contents by their names, in the order of these."""

    @abstractmethod
    def write(self, name: str, content: bytes) -> None:
        """Write a content, in place of the one that is there."""

    @abstractmethod
    def create(self, name: str, content: bytes) -> bool:
        """Write a content unless one is there; whether it was written."""

    @abstractmethod
    def append(self, name: str, content: bytes) -> None:
        """Add to the end of a content."""

    @abstractmethod
    def exists(self, name: str) -> bool:
        """Whether there is a content of this name."""

    @abstractmethod
    def list_names(self, prefix: str) -> Iterator[str]:
        """Names of the contents below a folder, in any order."""

    @abstractmethod
    def has_any(self, prefix: str) -> bool:
        """Whether there is any content below a folder."""

    @abstractmethod
    def move(self, name: str, new_name: str) -> None:
        """Give a content another name."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Remove a content, if it is there."""

    def locate(self, name: str) -> str:
        """Where a content stands, for messages."""
        return f"{self.place.rstrip('/')}/{name}"
