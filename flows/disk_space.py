"""Too little room on the disk is said before the work, not in the middle of it."""

from __future__ import annotations

import shutil
from pathlib import Path

SPARE_BYTES = 50_000_000


class DiskSpaceError(RuntimeError):
    """The disk can't hold what is about to be written."""


def require_space(folder: Path, byte_count: int, what: str) -> None:
    """Make sure that a folder's disk has room for so many bytes and some more.

    Raises:
        DiskSpaceError: it has not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < byte_count + SPARE_BYTES:
        raise DiskSpaceError(
            f"{folder}: too little disk space for {what}: {free / 1e6:,.0f} MB free,"
            f" {(byte_count + SPARE_BYTES) / 1e6:,.0f} MB needed"
        )
