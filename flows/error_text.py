"""Errors in a line: what went wrong, for who operates the pipeline, and the exit code that tells it.

Errors are known by the names of their classes, so that telling one loads no library.
"""

from __future__ import annotations

USAGE, FAILED, BUSY = 2, 1, 4
CODES = {
    "SettingsError": USAGE,
    "QueryError": USAGE,
    "RunLockedError": BUSY,
    "WarehouseLockedError": BUSY,
    "SourceError": FAILED,
    "ModelNotFoundError": FAILED,
    "ModelMissingError": FAILED,
    "WorkerError": FAILED,
    "CriticalCheckError": FAILED,
    "PoolClosedError": FAILED,
    "StaleError": FAILED,
    "PrefectServerError": FAILED,
    "WarehouseMissingError": FAILED,
    "SchemaVersionError": FAILED,
}


def is_expected(error: BaseException | None) -> bool:
    """Whether an error is one whose message says all, so that no traceback is wanted."""
    return error is not None and (isinstance(error, OSError) or _find_known(error) is not None)


def find_exit_code(error: BaseException) -> int:
    """The exit code of the command that the error ended."""
    return CODES.get(_find_known(error) or "", FAILED)


def describe_error(error: BaseException) -> str:
    """What went wrong, in one line where the error says it in one."""
    if _find_known(error) is not None:
        return str(error)
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    first_line = (str(error).strip().splitlines() or [""])[0]
    if type(error).__module__.split(".")[0] in ("duckdb", "_duckdb"):
        return f"the database says: {first_line}"
    return f"{type(error).__name__}: {first_line}".rstrip(": ")


def _find_known(error: BaseException) -> str | None:
    return next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in CODES), None)
