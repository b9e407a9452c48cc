"""Send a finished release folder to object storage: its files, its manifest, then the pointer.

What the storage holds already, as a file of the release before with the same hash, is copied there and does
not travel. Until the pointer is replaced readers see the release before, whatever happens.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.storage.object_store import ObjectStore
from flows.storage.release_pointer import (
    FILES,
    POINTER,
    RELEASES,
    ReleasePointer,
    read_files,
    read_pointed_manifest,
    read_pointer,
)
from flows.storage.storage_errors import StorageConflictError, StorageError
from warehouse.file_hashes import hash_file
from warehouse.release.guard import refuse_shrunk
from warehouse.release.manifest import MANIFEST_NAME

# While it is there every release but the newest goes: a document in them must not be anywhere any more.
PURGING = "purging"
# A release that is still without its manifest after so long was given up.
LONGEST_SENDING = timedelta(days=1)
_SENT_AT_ONCE = 6

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SentRelease:
    """How many files of a release travelled, and how many were copied in the storage."""

    sent_count: int
    copied_count: int


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    sha256: str
    byte_count: int


def send_release(
    store: ObjectStore, folder: Path, keep: int, now: datetime, allow_shrink: bool = False
) -> SentRelease:
    """Make a release folder the newest release of a place, unless it is; of those before keep - 1 stay.

    `now` is in UTC. What broke off before is done again.

    Raises:
        ReleaseShrunkError: it is far smaller than the release there (unless `allow_shrink`).
        StorageConflictError: another program publishes to this place.
        StorageError: it can't be written; the release before stays.
    """
    manifest = (folder / MANIFEST_NAME).read_bytes()
    wanted = ReleasePointer.of(folder.name, manifest)
    pointer, found = read_pointer(store)
    sent = SentRelease(0, 0)
    if pointer != wanted:
        if pointer is not None and not allow_shrink:
            old = read_pointed_manifest(store, pointer)
            refuse_shrunk(old["row_counts"], json.loads(manifest)["row_counts"])
        sent = _send_files(store, folder, manifest, pointer)
        store.swap(POINTER, wanted.to_json(), found)
        logger.info("%s: %d files sent, %d copied there", store.place, sent.sent_count, sent.copied_count)
    _remove_old(store, folder.name, keep, now)
    return sent


def begin_purge(store: ObjectStore) -> None:
    """Have the next release that is sent be the only one there, though its sending may break off."""
    store.write(PURGING, b"")


def _send_files(
    store: ObjectStore, folder: Path, manifest: bytes, former: ReleasePointer | None
) -> SentRelease:
    release = f"{RELEASES}/{folder.name}"
    standing = store.read(f"{release}/{MANIFEST_NAME}")
    if standing is not None and standing != manifest:
        raise StorageConflictError(f"{store.locate(release)} is a release that another program made")
    files = _list_files(folder, json.loads(manifest))
    sent = SentRelease(0, 0)
    if standing is None:
        known = _find_known(store, former)
        with ThreadPoolExecutor(_SENT_AT_ONCE) as threads:
            copied = list(threads.map(lambda file: _put(store, folder, file, release, known), files))
        sent = SentRelease(copied.count(False), copied.count(True))
        entries = [{"path": f.path, "bytes": f.byte_count, "sha256": f.sha256} for f in files]
        store.write(f"{release}/{FILES}", (json.dumps({"files": entries}, indent=1) + "\n").encode())
    arrived = {entry.name: entry.byte_count for entry in store.list_entries(release)}
    for file in files:
        if arrived.get(f"{release}/{file.path}") != file.byte_count:
            raise StorageError(f"{store.locate(release)}/{file.path} did not arrive whole")
    if not store.create(f"{release}/{MANIFEST_NAME}", manifest) and standing is None:
        raise StorageConflictError(f"{store.locate(release)} is a release that another program made")
    return sent


def _list_files(folder: Path, manifest: Mapping[str, Any]) -> list[_File]:
    """All files of a release but its manifest, with their hashes.

    Raises:
        StorageError: one is not what the manifest says.
    """
    told = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    files = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name == MANIFEST_NAME:
            continue
        digest = hash_file(path)
        if told.pop(name, digest) != digest:
            raise StorageError(
                f"{path} is not what its manifest says; `wiremill export --full` makes it anew"
            )
        files.append(_File(name, digest, path.stat().st_size))
    if told:
        raise StorageError(f"{folder / min(told)} is missing; `wiremill export --full` makes it anew")
    return files


def _find_known(store: ObjectStore, former: ReleasePointer | None) -> dict[tuple[str, int], str]:
    """Names of the files of the release before, by hash and size."""
    if former is None:
        return {}
    files = read_files(store, former.release)
    return {(file["sha256"], file["bytes"]): f"{former.release}/{file['path']}" for file in files}


def _put(
    store: ObjectStore, folder: Path, file: _File, release: str, known: Mapping[tuple[str, int], str]
) -> bool:
    """Bring a file to the release; whether it was copied there."""
    target = f"{release}/{file.path}"
    if (source := known.get((file.sha256, file.byte_count))) is not None:
        with suppress(StorageError):  # it is gone, or may not be read: then it travels
            store.copy(source, target)
            return True
    store.send(folder / file.path, target)
    return False


def _remove_old(store: ObjectStore, current: str, keep: int, now: datetime) -> None:
    is_purging = store.exists(PURGING)
    whole: list[tuple[int, str]] = []
    for name in store.list_folders(RELEASES):
        if name == current:
            continue
        manifest = store.read(f"{RELEASES}/{name}/{MANIFEST_NAME}")
        if manifest is not None:
            whole.append((int(json.loads(manifest).get("release_no", 0)), name))
        elif is_purging or _is_given_up(store, name, now):
            store.remove_all(f"{RELEASES}/{name}")
    keep = 1 if is_purging else keep
    for _, name in sorted(whole)[: max(0, len(whole) - (keep - 1))]:
        store.remove(f"{RELEASES}/{name}/{MANIFEST_NAME}")  # what is half removed is no release
        store.remove_all(f"{RELEASES}/{name}")
    if is_purging:
        store.remove(PURGING)


def _is_given_up(store: ObjectStore, name: str, now: datetime) -> bool:
    """Whether what was sent of a release is all old; another program may be sending it."""
    newest = max((e.written_at for e in store.list_entries(f"{RELEASES}/{name}")), default=None)
    return newest is not None and now.replace(tzinfo=UTC) - newest > LONGEST_SENDING
