"""Sessions of DuckDB in a lake, with the same names as in a warehouse file."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.ddl import quote_text
from warehouse.errors import LakeError, LakeMissingError
from warehouse.lake.address import LakeAddress
from warehouse.lake.extensions import load_extensions
from warehouse.lake.object_store import allow_object_store, is_object_store

ALIAS = "warehouse"
METADATA = f"__ducklake_metadata_{ALIAS}"
SCANNERS = {"sqlite": "sqlite_scanner", "postgres": "postgres_scanner"}
# What an SQLite catalogue is told: readers don't stop a writer, and a statement waits for another program's.
_SQLITE_OPTIONS = ("META_JOURNAL_MODE 'WAL'", "META_BUSY_TIMEOUT 30000")
_ATTEMPTS, _PAUSE_SECONDS = 5, 0.3
# Below this size a table is one group of rows for the most part: a second thread only costs.
SMALL_BYTES = 32_000_000


@contextmanager
def open_lake(address: LakeAddress, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session whose current database is the lake; a writer makes a lake that is not there.

    Raises:
        LakeError: it can't be reached, or has no place for its data files.
    """
    con = duckdb.connect(":memory:")
    try:
        con.execute(f"SET temp_directory = {quote_text(_choose_spill_folder())}")
        con.execute("SET TimeZone = 'UTC'")
        attach_lake(con, address, ALIAS, read_only)
        con.execute(f"USE {ALIAS}")
        _save_threads(con)
        yield con
    finally:
        con.close()


def _save_threads(con: duckdb.DuckDBPyConnection) -> None:
    """One thread for a small lake, as for a small file: its statements are many and short."""
    files = f"{METADATA}.ducklake_data_file WHERE end_snapshot IS NULL"
    row = con.execute(f"SELECT coalesce(sum(file_size_bytes), 0) FROM {files}").fetchone()
    if row is not None and row[0] < SMALL_BYTES:
        con.execute("SET threads = 1")


def _choose_spill_folder() -> str:
    """Where DuckDB may put what does not fit into memory: a folder that it makes and removes."""
    return str(Path(tempfile.gettempdir(), f"wiremill-lake-{secrets.token_hex(8)}"))


def attach_lake(con: duckdb.DuckDBPyConnection, address: LakeAddress, alias: str, read_only: bool) -> None:
    """Attach a lake to a session.

    Raises:
        LakeError: it can't be reached.
        LakeMissingError: there is none (and the session may not make it).
    """
    load_extensions(con, ("ducklake", SCANNERS[address.kind]))
    for attempt in range(_ATTEMPTS):
        try:
            _attach(con, address, alias, read_only)
            return
        except duckdb.Error as error:
            if attempt + 1 == _ATTEMPTS or not _is_passing(error):
                raise LakeError(_explain(address, error)) from error
        time.sleep(_PAUSE_SECONDS * (attempt + 1))


def has_warehouse(address: LakeAddress) -> bool:
    """Whether there is a lake with a warehouse in it.

    Raises:
        LakeError: it can't be told.
    """
    if address.kind == "sqlite" and not Path(address.catalogue).exists():
        return False
    with duckdb.connect(":memory:") as con:
        try:
            attach_lake(con, address, ALIAS, read_only=True)
        except LakeMissingError:
            return False
        return holds_warehouse(con)


def holds_warehouse(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the lake of a session has the tables of a warehouse."""
    found = con.execute(
        "SELECT 1 FROM duckdb_tables()"
        " WHERE database_name = ? AND schema_name = 'ops' AND table_name = 'runs'",
        [ALIAS],
    ).fetchone()
    return found is not None


def is_lake(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the current database of a session is a lake."""
    return read_catalogue(con) is not None


def read_catalogue(con: duckdb.DuckDBPyConnection) -> tuple[str, str] | None:
    """Kind and path (or connection) of the catalogue behind the current database; None for a file."""
    row = con.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database() AND type = 'ducklake'"
    ).fetchone()
    if row is None:
        return None
    kind, _, path = str(row[0]).partition(":")
    return kind, path


def forbid_other_files(con: duckdb.DuckDBPyConnection) -> None:
    """From here on the session reads and writes no files but those of its lake (if it is in one)."""
    if is_lake(con):
        con.execute(f"SET allowed_directories = [{quote_text(_read_files_place(con, ALIAS))}]")
    con.execute("SET enable_external_access = false")


def _read_files_place(con: duckdb.DuckDBPyConnection, alias: str) -> str:
    row = con.execute(f"SELECT data_path FROM ducklake_settings({quote_text(alias)})").fetchone()
    return str(row[0]) if row else ""


def _attach(con: duckdb.DuckDBPyConnection, address: LakeAddress, alias: str, read_only: bool) -> None:
    """Attach what is there; else, for a writer, make it."""
    try:
        _run_attach(con, address, alias, ["READ_ONLY" if read_only else "CREATE_IF_NOT_EXISTS false"])
    except duckdb.Error as error:
        if not _is_missing(error):
            raise
        if read_only:
            raise LakeMissingError(f"there is no lake at {address}: `wiremill run` makes one") from None
        if not address.new_files:
            raise LakeError(
                f"there is no lake at {address}; to make one, set `lake_files`, the place of its data files"
            ) from None
        if address.kind == "sqlite":
            Path(address.catalogue).parent.mkdir(parents=True, exist_ok=True)
        _run_attach(con, address, alias, [f"DATA_PATH {quote_text(address.new_files)}"])


def _run_attach(con: duckdb.DuckDBPyConnection, address: LakeAddress, alias: str, options: list[str]) -> None:
    if address.kind == "sqlite" and "READ_ONLY" not in options:
        options = [*options, *_SQLITE_OPTIONS]
    if is_object_store(address.files):
        allow_object_store(con)
    sql = f"ATTACH {quote_text(str(address))} AS {alias} ({', '.join(options)})"
    try:
        con.execute(sql)
    except duckdb.Error as error:
        if "httpfs" not in str(error):
            raise
        allow_object_store(con)  # only the catalogue knew that the files lie there
        con.execute(sql)


def _is_missing(error: duckdb.Error) -> bool:
    message = str(error)
    return "does not exist - and creating" in message or "unable to open database file" in message


def _is_passing(error: duckdb.Error) -> bool:
    """Two that make the same lake at once: the one that came second finds it made."""
    message = str(error)
    return any(
        sign in message for sign in ("already exists", "duplicate key", "database is locked", "starting up")
    )


def _explain(address: LakeAddress, error: duckdb.Error) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"the lake {address} can't be opened: {' '.join(lines)}"
