"""One run at a time on a warehouse."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

logger = logging.getLogger(__name__)


class RunLockedError(RuntimeError):
    """Another run holds the data folder, for longer than we were willing to wait."""


@contextmanager
def lock_run(path: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the lock of a data folder; wait for the run that holds it.

    The operating system frees the lock when its holder dies.

    Raises:
        RunLockedError: it was not free within `wait_seconds`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    holder = path.with_suffix(".holder")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        logger.warning("another run (process %s) is under way; waiting for it", _read(holder))
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout as error:
            raise RunLockedError(
                f"another run (process {_read(holder)}) still holds {path} after {wait_seconds:g} s"
            ) from error
    try:
        holder.write_text(str(os.getpid()), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def is_run_under_way(path: Path) -> bool:
    """Whether a run holds the lock of a data folder at this moment."""
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return path.with_suffix(".holder").exists()  # a folder that we may only read


def _read(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8")
    except OSError:
        return "unknown"
