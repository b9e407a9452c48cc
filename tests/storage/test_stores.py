"""Folder and object storage keep the same promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.storage import object_store
from flows.storage.object_store import ObjectStore, Tagged
from flows.storage.open_store import open_store
from flows.storage.storage_errors import StorageConflictError
from flows.storage.store import Store


@pytest.fixture(params=["folder", "prefix", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_store(tmp_path / "store")
    bucket = request.getfixturevalue("bucket")
    return open_store(f"s3://{bucket}" + ("/some/where/" if request.param == "prefix" else ""))


def test_contents_under_names(store: Store) -> None:
    assert store.read("a/one") is None
    assert not store.exists("a/one")
    assert not store.has_any("a")
    store.write("a/one", b"1")
    store.write("a/one", b"one")
    assert not store.create("a/one", b"other")
    assert store.create("a/b/two", b"two")
    store.write("ab/three", b"three")
    assert store.has_any("a")
    assert sorted(store.list_names("a")) == ["a/b/two", "a/one"]
    assert list(store.read_all(["a/one", "a/none", "ab/three"])) == [
        ("a/one", b"one"), ("a/none", None), ("ab/three", b"three"),
    ]  # fmt: skip
    store.move("a/one", "a/first")
    store.remove("a/b/two")
    store.remove("a/b/two")
    assert list(store.list_names("a")) == ["a/first"]
    store.append("log", b"one\n")
    store.append("log", b"two\n")
    assert store.read("log") == b"one\ntwo\n"


def test_of_two_who_append_neither_loses_anything(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ObjectStore(f"s3://{bucket}/x")
    read = store.read_tagged
    others = [b"", b"first\n", b"first\nother\n"]  # what another program makes of it after each reading

    def read_then_overtaken(name: str) -> Tagged | None:
        found = read(name)
        if len(others) > 1:
            del others[0]
            store.write(name, others[0])
        return found

    monkeypatch.setattr(store, "read_tagged", read_then_overtaken)
    store.append("log", b"mine\n")
    assert store.read("log") == b"first\nother\nmine\n"


def test_a_swap_takes_the_place_only_of_what_was_read(bucket: str) -> None:
    store = ObjectStore(f"s3://{bucket}/x")
    store.swap("current", b"1", None)
    first = store.read_tagged("current")
    store.swap("current", b"2", first)
    store.swap("current", b"2", first)  # an answer that was lost, and is asked for again
    for stale in (first, None):
        with pytest.raises(StorageConflictError, match=r"another program has changed s3://.*/x/current"):
            store.swap("current", b"3", stale)
    assert store.read("current") == b"2"


def test_files_travel_and_are_copied_inside(bucket: str, tmp_path: Path) -> None:
    store = ObjectStore(f"s3://{bucket}/x")
    (tmp_path / "a").write_bytes(b"content")
    store.send(tmp_path / "a", "r/1/a")
    store.copy("r/1/a", "r/2/a")
    assert store.fetch("r/2/a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"content"
    assert not store.fetch("r/2/none", tmp_path / "c")
    assert sorted(store.list_folders("r")) == ["1", "2"]
    assert [(e.name, e.byte_count) for e in store.list_entries("r/2")] == [("r/2/a", 7)]
    store.remove_all("r/1")
    store.remove_all("r/none")
    assert store.list_folders("r") == ["2"]


def test_long_lists_come_in_pages(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_store, "PAGE", 3)
    monkeypatch.setattr(object_store, "_READ_AT_ONCE", 3)
    store = ObjectStore(f"s3://{bucket}")
    names = [f"many/{number}" for number in range(7)]
    for name in names:
        store.write(name, b"1")
    assert list(store.list_names("many")) == names
    assert dict(store.read_all(names)) == dict.fromkeys(names, b"1")
    store.remove_all("many")
    assert not store.has_any("many")
