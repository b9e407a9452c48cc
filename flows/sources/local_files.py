"""The files of a local folder or glob, and what of it can't be read: nothing is opened, nothing hangs."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flows.own_files import is_data_folder, is_project_file

SPECIAL_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A path in a source; `problem` says why it can't be read, as an error type and a reason."""

    path: str
    problem: tuple[str, str] | None = None


def list_folder(folder: str, follow_links: bool = False) -> Iterator[LocalFile]:
    """All files below a folder but hidden and own ones, and the parts of it that can't be read.

    Links that lead out of the folder are only followed if `follow_links`.

    Raises:
        OSError: the folder itself can't be listed.
    """
    boundary = None if follow_links else os.path.realpath(folder)
    waiting: list[tuple[str, tuple[str, ...]]] = [(folder, (os.path.realpath(folder),))]
    while waiting:
        current, above = waiting.pop()
        try:
            names = sorted(os.listdir(current))
        except OSError as error:
            if current == folder:
                raise
            yield LocalFile(current, (type(error).__name__, f"the folder can't be listed: {error.strerror}"))
            continue
        for name in names:
            path = f"{current}/{name}"
            if name.startswith(".") or is_project_file(path):
                continue
            found = _look_at(path, boundary)
            if (found is None or found.problem is not None) and is_data_folder(path):
                continue
            if found is not None:
                yield found
            elif (real := os.path.realpath(path)) in above:
                yield LocalFile(path, ("LinkLoopError", "a link that leads back to a folder above it"))
            else:
                waiting.append((path, (*above, real)))


def list_matches(root: str, pattern: str, follow_links: bool = False) -> Iterator[LocalFile]:
    """Files below a folder that match a pattern, hidden ones and the pipeline's own left out."""
    boundary = None if follow_links else os.path.realpath(root)
    is_own = lru_cache(maxsize=None)(is_data_folder)
    for name in sorted(glob.glob(pattern, root_dir=root, recursive=True)):
        parts = name.split("/")
        if any(part.startswith(".") for part in parts) or is_project_file(f"{root}/{name}"):
            continue
        if any(is_own(f"{root}/{'/'.join(parts[:count])}") for count in range(1, len(parts))):
            continue
        if (found := _look_at(f"{root}/{name}", boundary)) is not None:
            yield found


def name_special_kind(path: str) -> str | None:
    """What a path is if neither a file nor a folder, in words; None for these (and for nothing)."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return None
    return next((name for is_kind, name in SPECIAL_KINDS if is_kind(mode)), None)


def _look_at(path: str, boundary: str | None) -> LocalFile | None:
    """A file or a problem; None for a folder that may be entered."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        what = "a link that leads nowhere, or to itself" if os.path.islink(path) else "can't be read"
        return LocalFile(path, (type(error).__name__, f"{what}: {error.strerror}"))
    if kind := name_special_kind(path):
        return LocalFile(path, ("NotAFileError", f"{kind}, not a file"))
    if boundary is not None and os.path.islink(path):
        real = os.path.realpath(path)
        if real != boundary and not real.startswith(boundary.rstrip("/") + "/"):
            reason = "a link that leads out of the source; `follow_links = true` in its [[sources]] reads it"
            return LocalFile(path, ("OutsideLinkError", reason))
    return None if stat.S_ISDIR(mode) else LocalFile(path)
