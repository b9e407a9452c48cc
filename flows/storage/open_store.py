"""The store of a place, whatever kind of place it is."""

from __future__ import annotations

from pathlib import Path

from flows.storage.addresses import is_address
from flows.storage.folder_store import FolderStore
from flows.storage.store import Store


def open_store(place: str | Path) -> Store:
    """The store of a folder or an address.

    Raises:
        AddressError: an address that can't be used.
        StorageError: the library for it is not installed.
    """
    if not is_address(place):
        return FolderStore(Path(place))
    from flows.storage.object_store import ObjectStore

    return ObjectStore(str(place))
