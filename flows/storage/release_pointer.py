"""What stands beside the releases in object storage and says which is the newest.

s3://bucket/news/current.json            the pointer, replaced in one step
s3://bucket/news/releases/NAME/...       the files of a release as in its folder, never changed
    files.json                           all of them with their hashes
    manifest.json                        written last: without it the folder is no release
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flows.storage.object_store import ObjectStore, Tagged
from flows.storage.storage_errors import StorageError
from warehouse.release.manifest import MANIFEST_NAME

POINTER = "current.json"
RELEASES = "releases"
FILES = "files.json"


@dataclass(frozen=True, slots=True)
class ReleasePointer:
    """The newest release: its folder below the place, number, time, and the hash of its manifest."""

    release: str
    release_no: int
    created_at: str
    manifest_sha256: str

    @classmethod
    def of(cls, name: str, manifest: bytes) -> ReleasePointer:
        """The pointer to a release of this name with this manifest."""
        loaded = json.loads(manifest)
        digest = sha256(manifest).hexdigest()
        return cls(f"{RELEASES}/{name}", int(loaded.get("release_no", 0)), str(loaded["created_at"]), digest)

    def to_json(self) -> bytes:
        """The pointer as it is written."""
        return (json.dumps(dataclasses.asdict(self), indent=1) + "\n").encode()


def read_pointer(store: ObjectStore) -> tuple[ReleasePointer | None, Tagged | None]:
    """The pointer as it is and as it was read; nothing before the first release.

    Raises:
        StorageError: it can't be read, or is damaged.
    """
    found = store.read_tagged(POINTER)
    if found is None:
        return None, None
    try:
        fields = json.loads(found.content)
        names = [field.name for field in dataclasses.fields(ReleasePointer)]
        pointer = ReleasePointer(**{name: fields[name] for name in names})
    except (ValueError, TypeError, KeyError):
        raise StorageError(f"{store.locate(POINTER)} is damaged: it does not name a release") from None
    return pointer, found


def read_pointed_manifest(store: ObjectStore, pointer: ReleasePointer) -> dict[str, Any]:
    """The manifest of the release that a pointer names.

    Raises:
        StorageError: it is gone, or another one.
    """
    name = f"{pointer.release}/{MANIFEST_NAME}"
    content = store.read(name)
    if content is None or sha256(content).hexdigest() != pointer.manifest_sha256:
        raise StorageError(f"{store.locate(name)} is {'missing' if content is None else 'damaged'}")
    loaded: dict[str, Any] = json.loads(content)
    return loaded


def read_files(store: ObjectStore, release: str) -> list[Mapping[str, Any]]:
    """The files of a release (path, sha256, bytes); none where nobody wrote them down."""
    content = store.read(f"{release}/{FILES}")
    try:
        return [] if content is None else list(json.loads(content)["files"])
    except (ValueError, KeyError, TypeError):
        return []
