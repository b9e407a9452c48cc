"""Releases in object storage: whole or not at all, and what stands there already does not travel again."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from row_builder import NOW

from flows.storage.object_store import ObjectStore
from flows.storage.release_pointer import POINTER, read_pointer
from flows.storage.release_sending import PURGING, begin_purge, send_release
from flows.storage.storage_errors import StorageConflictError, StorageError
from warehouse.connect import open_warehouse
from warehouse.release.export import Release, export_release
from warehouse.release.guard import ReleaseShrunkError

AT = NOW + timedelta(days=30)


@pytest.fixture
def store(bucket: str) -> ObjectStore:
    return ObjectStore(f"s3://{bucket}/news")


def list_files(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in paths}


def list_objects(store: ObjectStore, release: str) -> dict[str, str]:
    names = list(store.list_names(release))
    found = {n: sha256(c or b"").hexdigest() for n, c in store.read_all(names)}
    return {name.removeprefix(f"{release}/"): digest for name, digest in found.items()}


def test_a_release_arrives_as_its_folder_is(store: ObjectStore, releases: list[Release]) -> None:
    first = releases[0].folder
    sent = send_release(store, first, 3, AT)
    pointer, _ = read_pointer(store)
    assert pointer is not None
    assert pointer.release == f"releases/{first.name}"
    assert pointer.release_no == 1
    arrived = list_objects(store, pointer.release)
    arrived.pop("files.json")
    assert arrived == list_files(first)
    assert (sent.sent_count, sent.copied_count) == (len(arrived) - 1, 0)
    assert pointer.manifest_sha256 == arrived["manifest.json"]
    again = send_release(store, first, 3, AT)
    assert (again.sent_count, again.copied_count) == (0, 0)


def test_what_did_not_change_is_copied_there(
    store: ObjectStore, releases: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    send_release(store, releases[0].folder, 3, AT)
    travelled: list[str] = []
    send = store.send
    monkeypatch.setattr(store, "send", lambda path, name: (travelled.append(name), send(path, name)))
    sent = send_release(store, releases[1].folder, 3, AT)
    assert sent.sent_count == len(travelled)
    assert not [name for name in travelled if "published_month=2024-02" in name]
    assert [name for name in travelled if "published_month=2024-03/mentions" in name]
    arrived = list_objects(store, f"releases/{releases[1].folder.name}")
    arrived.pop("files.json")
    assert arrived == list_files(releases[1].folder)
    assert sorted(store.list_folders("releases")) == [r.folder.name for r in releases[:2]]


def test_old_releases_go(store: ObjectStore, releases: list[Release]) -> None:
    for release in releases:
        send_release(store, release.folder, 2, AT)
    assert sorted(store.list_folders("releases")) == [r.folder.name for r in releases[1:]]


def test_a_sending_that_breaks_off_leaves_the_release_before(
    store: ObjectStore, releases: list[Release], forbid: Callable[..., None]
) -> None:
    first, second = releases[0].folder, releases[1].folder
    send_release(store, first, 3, AT)
    standing = list_objects(store, f"releases/{first.name}")
    for names in ("news/releases/*/actors.parquet", "news/releases/*/manifest.json", "news/current.json"):
        forbid("s3:PutObject", names)
        with pytest.raises(StorageError, match="don't permit it"):
            send_release(store, second, 3, AT)
        pointer, _ = read_pointer(store)
        assert pointer is not None
        assert pointer.release == f"releases/{first.name}"
        assert list_objects(store, pointer.release) == standing
    forbid()
    send_release(store, second, 3, AT)
    arrived = list_objects(store, f"releases/{second.name}")
    arrived.pop("files.json")
    assert arrived == list_files(second)


def test_what_was_given_up_goes_after_a_day(store: ObjectStore, releases: list[Release]) -> None:
    store.write("releases/20230101T000000Z-1/parquet/half.parquet", b"half")
    written = max(e.written_at for e in store.list_entries("releases")).replace(tzinfo=None)
    send_release(store, releases[0].folder, 3, written + timedelta(hours=1))
    assert len(store.list_folders("releases")) == 2
    send_release(store, releases[0].folder, 3, written + timedelta(hours=25))
    assert store.list_folders("releases") == [releases[0].folder.name]


def test_of_two_who_publish_one_is_told(
    store: ObjectStore, releases: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    send_release(store, releases[0].folder, 3, AT)
    create = store.create

    def overtaken(name: str, content: bytes) -> bool:
        store.write(POINTER, (store.read(POINTER) or b"") + b" ")  # another one was quicker
        return create(name, content)

    monkeypatch.setattr(store, "create", overtaken)
    with pytest.raises(StorageConflictError, match="another program has changed"):
        send_release(store, releases[1].folder, 3, AT)
    pointer, _ = read_pointer(store)
    assert pointer is not None
    assert pointer.release == f"releases/{releases[0].folder.name}"


def test_a_release_there_is_never_changed(
    store: ObjectStore, releases: list[Release], tmp_path: Path
) -> None:
    send_release(store, releases[0].folder, 3, AT)
    other = tmp_path / releases[0].folder.name
    shutil.copytree(releases[1].folder, other)
    with pytest.raises(StorageConflictError, match="is a release that another program made"):
        send_release(store, other, 3, AT)


def test_a_file_that_is_not_what_the_manifest_says_is_not_sent(
    store: ObjectStore, releases: list[Release], tmp_path: Path
) -> None:
    damaged = Path(shutil.copytree(releases[0].folder, tmp_path / "r-1"))
    path = damaged / "parquet/actors/actors.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(StorageError, match="is not what its manifest says"):
        send_release(store, damaged, 3, AT)
    path.unlink()
    with pytest.raises(StorageError, match="is missing"):
        send_release(store, damaged, 3, AT)
    assert read_pointer(store) == (None, None)


def test_an_empty_data_folder_does_not_replace_what_is_there(
    store: ObjectStore, releases: list[Release], tmp_path: Path
) -> None:
    send_release(store, releases[1].folder, 3, AT)
    with open_warehouse(tmp_path / "new.duckdb"):
        pass
    empty = export_release(tmp_path / "new.duckdb", tmp_path / "published", AT, earlier_no=2)
    assert json.loads(empty.manifest.read_text(encoding="utf-8"))["release_no"] == 3
    with pytest.raises(ReleaseShrunkError, match="documents from 4 to 0"):
        send_release(store, empty.folder, 3, AT)
    send_release(store, empty.folder, 3, AT, allow_shrink=True)
    pointer, _ = read_pointer(store)
    assert pointer is not None
    assert pointer.release_no == 3


def test_a_purge_leaves_one_release_though_it_breaks_off(
    store: ObjectStore, releases: list[Release], forbid: Callable[..., None]
) -> None:
    for release in releases[:2]:
        send_release(store, release.folder, 3, AT)
    store.write("releases/20230101T000000Z-1/parquet/half.parquet", b"half")
    begin_purge(store)
    forbid("s3:PutObject", "news/current.json")
    with pytest.raises(StorageError):
        send_release(store, releases[2].folder, 3, AT)
    forbid()
    send_release(store, releases[2].folder, 3, AT)
    assert store.list_folders("releases") == [releases[2].folder.name]
    assert not store.exists(PURGING)


def test_a_damaged_pointer_is_told(store: ObjectStore, releases: list[Release]) -> None:
    store.write(POINTER, b'{"release": ')
    with pytest.raises(StorageError, match=r"current\.json is damaged"):
        send_release(store, releases[0].folder, 3, AT)


def test_the_pointer_says_what_it_points_to(store: ObjectStore, releases: list[Release]) -> None:
    send_release(store, releases[1].folder, 3, AT)
    fields: dict[str, Any] = json.loads(store.read(POINTER) or b"")
    pointer, _ = read_pointer(store)
    assert pointer is not None
    assert dataclasses.asdict(pointer) == fields
    assert list(fields) == ["release", "release_no", "created_at", "manifest_sha256"]
