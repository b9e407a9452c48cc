"""A place in object storage as a store: `s3://bucket/folder`, through s3fs.

Credentials and endpoint are those of the environment, as every program for S3 takes them (AWS_ACCESS_KEY_ID,
AWS_PROFILE, a role of the machine; AWS_ENDPOINT_URL_S3 for storage that is not Amazon's).
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.storage.addresses import split_address
from flows.storage.storage_errors import (
    StorageConflictError,
    StorageError,
    find_code,
    in_one_line,
    quiet_libraries,
)
from flows.storage.store import Store

WIDTH = 24
_CONNECTIONS = {"max_pool_connections": WIDTH, "connect_timeout": 10, "read_timeout": 60}
_READ_AT_ONCE = 200
PAGE = 1000  # contents that are listed or removed at once; more are not allowed
_MISSING = frozenset({"NoSuchKey", "404"})
_REFUSED = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})
_APPEND_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Tagged:
    """A content, and the tag by which it can be told whether it is still that one."""

    content: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class ObjectEntry:
    """A content as the storage lists it."""

    name: str
    byte_count: int
    written_at: datetime


class ObjectStore(Store):
    """Contents below an address of S3."""

    width = WIDTH

    def __init__(self, address: str) -> None:
        """Nothing is asked of the storage yet.

        Raises:
            AddressError: it is no such address.
            StorageError: the extra `s3` is not installed.
        """
        self._bucket, self._prefix = split_address(address)
        self.place = address.rstrip("/")
        quiet_libraries()
        with in_one_line(self.place, "used"):
            import s3fs

            self._files: Any = s3fs.S3FileSystem(use_listings_cache=False, config_kwargs=_CONNECTIONS)

    def check(self) -> None:
        """Ask the storage for something, to see that it can be reached and answers.

        Raises:
            StorageError: no such bucket, no permission, no network.
        """
        with in_one_line(self.place, "read"):
            self._call("list_objects_v2", Prefix=self._key(""), MaxKeys=1)

    def read(self, name: str) -> bytes | None:
        """A content; None where there is none."""
        found = self.read_tagged(name)
        return None if found is None else found.content

    def read_tagged(self, name: str) -> Tagged | None:
        """A content with its tag; None where there is none."""
        with in_one_line(self.locate(name), "read"):
            found: Tagged | None = self._sync(self._get, self._key(name))
            return found

    def read_all(self, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Contents by their names, in the order of these; many are on their way at once."""
        remaining = iter(names)
        while some := list(itertools.islice(remaining, _READ_AT_ONCE)):
            with in_one_line(self.place, "read"):
                found = self._sync(self._get_some, [self._key(name) for name in some])
            for name, tagged in zip(some, found, strict=True):
                yield name, None if tagged is None else tagged.content

    def write(self, name: str, content: bytes) -> None:
        """Write a content, in place of the one that is there."""
        with in_one_line(self.locate(name), "written"):
            self._files.pipe_file(self._path(name), content)

    def create(self, name: str, content: bytes) -> bool:
        """Write a content unless one is there; whether it was written."""
        with in_one_line(self.locate(name), "written"):
            return self._put_if(name, content, IfNoneMatch="*")

    def swap(self, name: str, content: bytes, former: Tagged | None) -> None:
        """Put a content in the place of the one that was read, if it still is that one (None: there is none).

        Raises:
            StorageConflictError: somebody else wrote it since.
        """
        with in_one_line(self.locate(name), "written"):
            condition = {"IfNoneMatch": "*"} if former is None else {"IfMatch": former.tag}
            # An answer that was lost is asked for again: then it is our own content that is there.
            if not self._put_if(name, content, **condition) and self.read(name) != content:
                raise StorageConflictError(f"another program has changed {self.locate(name)} in the meantime")

    def append(self, name: str, content: bytes) -> None:
        """Add to the end of a content, which is small; of two who do so at once neither loses anything."""
        for attempt in range(1, _APPEND_ATTEMPTS + 1):
            former = self.read_tagged(name)
            try:
                self.swap(name, content if former is None else former.content + content, former)
            except StorageConflictError:
                if attempt == _APPEND_ATTEMPTS:
                    raise
            else:
                return

    def exists(self, name: str) -> bool:
        """Whether there is a content of this name."""
        with in_one_line(self.locate(name), "read"):
            try:
                self._call("head_object", Key=self._key(name))
            except FileNotFoundError as error:
                if find_code(error) not in _MISSING:
                    raise
                return False
            return True

    def list_entries(self, prefix: str) -> Iterator[ObjectEntry]:
        """The contents below a folder, by name."""
        cut = len(self._key(""))
        for page in self._list_pages(prefix):
            for found in page.get("Contents", ()):
                yield ObjectEntry(found["Key"][cut:], found["Size"], found["LastModified"])

    def list_names(self, prefix: str) -> Iterator[str]:
        """Names of the contents below a folder, in order."""
        return (entry.name for entry in self.list_entries(prefix))

    def list_folders(self, prefix: str) -> list[str]:
        """Names of the folders in a folder, without its own."""
        cut = len(self._key(f"{prefix}/"))
        pages = self._list_pages(prefix, Delimiter="/")
        return [found["Prefix"][cut:-1] for page in pages for found in page.get("CommonPrefixes", ())]

    def has_any(self, prefix: str) -> bool:
        """Whether there is any content below a folder."""
        return any(page.get("Contents") for page in self._list_pages(prefix, MaxKeys=1))

    def move(self, name: str, new_name: str) -> None:
        """Give a content another name."""
        self.copy(name, new_name)
        self.remove(name)

    def copy(self, name: str, new_name: str) -> None:
        """Copy a content inside the storage: it does not travel."""
        with in_one_line(self.locate(new_name), "written"):
            self._files.cp_file(self._path(name), self._path(new_name))

    def send(self, path: Path, name: str) -> None:
        """Write a file of this machine, in parts where it is large."""
        with in_one_line(self.locate(name), "written"):
            self._files.put_file(str(path), self._path(name))

    def fetch(self, name: str, path: Path) -> bool:
        """Read a content into a file of this machine; whether there is one."""
        with in_one_line(self.locate(name), "read"):
            try:
                self._files.get_file(self._path(name), str(path))
            except FileNotFoundError as error:
                if find_code(error) not in _MISSING:
                    raise
                return False
            return True

    def remove(self, name: str) -> None:
        """Remove a content, if it is there."""
        with in_one_line(self.locate(name), "removed"):
            self._call("delete_object", Key=self._key(name))

    def remove_all(self, prefix: str) -> None:
        """Remove all contents below a folder.

        Raises:
            StorageError: one could not be removed.
        """
        names = self.list_names(prefix)
        while some := list(itertools.islice(names, PAGE)):
            with in_one_line(self.locate(prefix), "removed"):
                wanted = {"Objects": [{"Key": self._key(name)} for name in some], "Quiet": True}
                answer = self._call("delete_objects", Delete=wanted)
            for failed in answer.get("Errors", ()):
                raise StorageError(f"{self.locate(prefix)} can't be removed: {failed.get('Code')}")

    def open_files(self, names: Iterable[str]) -> tuple[Any, list[str]]:
        """For libraries that read through fsspec: the file system, and the paths of contents in it."""
        return self._files, [self._path(name) for name in names]

    def _key(self, name: str) -> str:
        return f"{self._prefix}/{name}" if self._prefix else name

    def _path(self, name: str) -> str:
        return f"{self._bucket}/{self._key(name)}"

    def _call(self, method: str, **values: Any) -> Any:
        return self._files.call_s3(method, Bucket=self._bucket, **values)

    def _sync(self, function: Any, argument: Any) -> Any:
        from fsspec.asyn import sync

        return sync(self._files.loop, function, argument)

    async def _get(self, key: str) -> Tagged | None:
        try:
            answer = await self._files._call_s3("get_object", Bucket=self._bucket, Key=key)
        except FileNotFoundError as error:
            if find_code(error) not in _MISSING:
                raise
            return None
        async with answer["Body"] as body:
            return Tagged(await body.read(), answer["ETag"])

    async def _get_some(self, keys: list[str]) -> list[Tagged | None]:
        places = asyncio.Semaphore(WIDTH)

        async def get(key: str) -> Tagged | None:
            async with places:
                return await self._get(key)

        return await asyncio.gather(*map(get, keys))

    def _put_if(self, name: str, content: bytes, **condition: str) -> bool:
        """Write a content on a condition; whether it held."""
        try:
            self._call("put_object", Key=self._key(name), Body=content, **condition)
        except OSError as error:
            is_gone = "IfMatch" in condition and find_code(error) in _MISSING
            if not is_gone and find_code(error) not in _REFUSED:
                raise
            return False
        return True

    def _list_pages(self, prefix: str, **values: Any) -> Iterator[dict[str, Any]]:
        values = {"MaxKeys": PAGE, **values, "Prefix": self._key(f"{prefix}/")}
        while True:
            with in_one_line(self.place, "read"):
                page = self._call("list_objects_v2", **values)
            yield page
            if not page.get("IsTruncated"):
                return
            values["ContinuationToken"] = page["NextContinuationToken"]
