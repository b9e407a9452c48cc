"""A release in object storage, for reading: its files come to this machine when they are asked for, once."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from flows.atomic_files import write_atomically
from flows.storage.object_store import ObjectStore
from flows.storage.release_pointer import read_pointed_manifest, read_pointer
from flows.storage.storage_errors import StorageError
from warehouse.file_hashes import hash_file
from warehouse.release.find_release import ReleaseMissingError
from warehouse.release.manifest import MANIFEST_NAME
from warehouse.release.month_files import READ_ONLY
from warehouse.release.release_database import DATABASE_NAME

# Releases whose files stay on this machine; those that were opened longest ago go.
KEPT_RELEASES = 3
CACHE_VARIABLE = "WIREMILL_CACHE"


@dataclass(frozen=True, slots=True)
class FetchedRelease:
    """A release of a place: its folder there, its manifest, and the folder here that takes its files."""

    store: ObjectStore
    release: str
    manifest: Mapping[str, Any]
    folder: Path

    @property
    def address(self) -> str:
        """Where the release stands."""
        return self.store.locate(self.release)

    def list_paths(self, prefix: str) -> list[str]:
        """Paths of the files below a folder of the release."""
        return [entry["path"] for entry in self.manifest["files"] if entry["path"].startswith(f"{prefix}/")]

    def fetch(self, path: str) -> Path:
        """A file of the release on this machine; its hash is checked when it arrives.

        Raises:
            StorageError: it can't be read, or is not what the manifest says.
        """
        entry = next((entry for entry in self.manifest["files"] if entry["path"] == path), None)
        name, target = f"{self.release}/{path}", self.folder / path
        if entry is None:
            raise StorageError(f"the manifest of {self.address} names no {path}")
        if target.exists() and target.stat().st_size == entry["bytes"]:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            if not self.store.fetch(name, part):
                raise StorageError(f"{self.store.locate(name)} is missing: newer releases pushed it out")
            if hash_file(part) != entry["sha256"]:
                raise StorageError(f"{self.store.locate(name)} is not what its manifest says")
            part.chmod(READ_ONLY)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
        return target


def find_shared_release(address: str, cache: Path | None = None) -> FetchedRelease:
    """The newest release of a place, or the one whose folder or database an address names.

    Files go below `cache` (default: WIREMILL_CACHE, else the user's folder for such things).

    Raises:
        AddressError: it is no address of object storage.
        ReleaseMissingError: there is no release.
        StorageError: the place can't be read.
    """
    address = address.rstrip("/").removesuffix(f"/{DATABASE_NAME}")
    store = ObjectStore(address)
    pointer, _ = read_pointer(store)
    if pointer is not None:
        manifest, release = read_pointed_manifest(store, pointer), pointer.release
    elif "/" not in address.partition("://")[2]:
        raise ReleaseMissingError(f"there is no release at {address}")
    else:
        store, release = ObjectStore(address.rpartition("/")[0]), PurePosixPath(address).name
        manifest = _read_manifest(store, release)
    text = json.dumps(manifest, indent=2)
    cache = cache or choose_cache()
    folder = cache / sha256(text.encode()).hexdigest()[:16]
    _forget_old(cache, folder)
    write_atomically(folder / MANIFEST_NAME, text.encode())
    return FetchedRelease(store, release, manifest, folder)


def choose_cache() -> Path:
    """The folder for files of releases that came from elsewhere."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "wiremill" / "releases"


def _read_manifest(store: ObjectStore, release: str) -> dict[str, Any]:
    content = store.read(f"{release}/{MANIFEST_NAME}")
    if content is None:
        raise ReleaseMissingError(f"there is no release at {store.locate(release)}")
    try:
        loaded: dict[str, Any] = json.loads(content)
    except ValueError:
        raise StorageError(f"{store.locate(release)}/{MANIFEST_NAME} is damaged") from None
    return loaded


def _forget_old(cache: Path, wanted: Path) -> None:
    others = [path for path in cache.glob("*/") if path != wanted and (path / MANIFEST_NAME).exists()]
    others.sort(key=lambda path: (path / MANIFEST_NAME).stat().st_mtime)
    for path in others[: max(0, len(others) - (KEPT_RELEASES - 1))]:
        shutil.rmtree(path, ignore_errors=True)
