"""Errors in a line: what went wrong, for who operates the pipeline, and the exit code that tells it.

Errors are known by the names of their classes, so that telling one loads no library.
"""

from __future__ import annotations

from enum import IntEnum
from errno import EDQUOT, ENOSPC


class ExitCode(IntEnum):
    """What a scheduler is told."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INCOMPLETE = 3
    BUSY = 4
    INTERRUPTED = 130


CODES = {
    "SettingsError": ExitCode.USAGE,
    "QueryError": ExitCode.USAGE,
    "RunLockedError": ExitCode.BUSY,
    "WarehouseLockedError": ExitCode.BUSY,
    "SourceError": ExitCode.FAILED,
    "ModelNotFoundError": ExitCode.FAILED,
    "ModelMissingError": ExitCode.FAILED,
    "ReaderFilesError": ExitCode.FAILED,
    "WorkerError": ExitCode.FAILED,
    "ClusterError": ExitCode.FAILED,
    "UnfitWorkerError": ExitCode.FAILED,
    "ExchangeError": ExitCode.FAILED,
    "StorageError": ExitCode.FAILED,
    "ArchiveError": ExitCode.FAILED,
    "CriticalCheckError": ExitCode.FAILED,
    "PoolClosedError": ExitCode.FAILED,
    "StaleError": ExitCode.FAILED,
    "PrefectServerError": ExitCode.FAILED,
    "WarehouseMissingError": ExitCode.FAILED,
    "LakeError": ExitCode.FAILED,
    "RunFailedError": ExitCode.FAILED,
    "WarehouseLostError": ExitCode.FAILED,
    "WarehouseDamagedError": ExitCode.FAILED,
    "ReleaseShrunkError": ExitCode.FAILED,
    "RawStoreError": ExitCode.FAILED,
    "BackupError": ExitCode.FAILED,
    "PurgeError": ExitCode.FAILED,
    "DiskSpaceError": ExitCode.FAILED,
    "SchemaVersionError": ExitCode.FAILED,
}


def is_expected(error: BaseException | None) -> bool:
    """Whether an error is one whose message says all, so that no traceback is wanted."""
    return error is not None and (isinstance(error, OSError) or _find_known(error) is not None)


def find_exit_code(error: BaseException) -> ExitCode:
    """The exit code of the command that the error ended."""
    return CODES.get(_find_known(error) or "", ExitCode.FAILED)


def is_interruption(error: BaseException | None) -> bool:
    """Whether an interruption is behind an error: DuckDB makes one that comes amid a statement its own."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def describe_error(error: BaseException) -> str:
    """What went wrong, in one line where the error says it in one."""
    if _find_known(error) is not None:
        return str(error)
    if _is_full(error):
        place = getattr(error, "filename", None) or "the data folder or that of temporary files"
        return f"no room is left on the disk of {place}: make some and run again, nothing is lost"
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    first_line = (str(error).strip().splitlines() or [""])[0]
    if type(error).__module__.split(".")[0] in ("duckdb", "_duckdb"):
        return f"the database says: {first_line}"
    return f"{type(error).__name__}: {first_line}".rstrip(": ")


def _is_full(error: BaseException) -> bool:
    """Whether a disk was full; libraries say it in their own errors."""
    return getattr(error, "errno", None) in (ENOSPC, EDQUOT) or "No space left on device" in str(error)


def _find_known(error: BaseException) -> str | None:
    return next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in CODES), None)
