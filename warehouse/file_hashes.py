"""Hashes of files, that tell whether they still are what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import file_digest
from pathlib import Path


def hash_files(folder: Path, patterns: Iterable[str]) -> dict[str, str]:
    """SHA-256 of the files that match, by their path in the folder."""
    paths = sorted(path for pattern in patterns for path in folder.glob(pattern))
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in paths}


def are_files_whole(folder: Path, hashes: Mapping[str, str], is_missing_fine: bool = False) -> bool:
    """Whether files are what they were when they were hashed."""
    for name, expected in hashes.items():
        path = folder / name
        if not path.is_file():
            if not is_missing_fine:
                return False
        elif hash_file(path) != expected:
            return False
    return True


def hash_file(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
