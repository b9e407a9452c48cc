"""A data folder that the first schema of 0.1.0 made: opened, run on and rebuilt, nothing is lost.

`upgrade/first_schema.tar.xz` is what commit 0d30b98 made of two texts of our own (raw store and warehouse,
without releases), with `wiremill run FOLDER --source-name wire --workers 0 --no-prefect`.
"""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode
from schemas.ddl import qualified_name
from schemas.registry import TABLES
from warehouse.connect import open_warehouse
from warehouse.migrate import read_schema_version, schema_fingerprint
from warehouse.view_files import VIEW_NAMES

STORED = Path(__file__).parent / "upgrade" / "first_schema.tar.xz"
Rows = dict[str, list[Any]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with tarfile.open(STORED) as tar:
        tar.extractall(folder, filter="data")
    return folder


@pytest.fixture
def read_old() -> Callable[[duckdb.DuckDBPyConnection], Rows]:
    """read_old(con) -> the rows of all tables, in the columns that the first schema had."""
    columns: dict[str, list[str]] = {}

    def read(con: duckdb.DuckDBPyConnection) -> Rows:
        if not columns:
            listed = con.execute(
                "SELECT schema_name || '.' || table_name, list(column_name ORDER BY column_index)"
                " FROM duckdb_columns() WHERE schema_name IN ('store', 'ops', 'main') AND NOT internal"
                " AND database_name = current_database() AND table_name <> 'schema_versions'"
                " AND table_oid IN (SELECT table_oid FROM duckdb_tables()) GROUP BY 1"
            ).fetchall()
            columns.update(dict(listed))
        return {
            name: con.execute(f"SELECT {', '.join(known)} FROM {name} ORDER BY ALL").fetchall()
            for name, known in columns.items()
        }

    return read


def test_opening_brings_it_to_this_schema_with_every_row(
    data: Path, read_old: Callable[[duckdb.DuckDBPyConnection], Rows]
) -> None:
    path = data / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        before = read_old(con)
        con.execute("CREATE VIEW main.mine AS SELECT title FROM main.documents")
    counts = {name: len(rows) for name, rows in before.items()}
    assert (counts["store.documents"], counts["store.events"], counts["store.figures"]) == (2, 3, 5)
    with open_warehouse(path) as con:
        assert read_old(con) == before
        assert read_schema_version(con)[1] == schema_fingerprint()
        for table in TABLES:
            names = ", ".join(column.name for column in table.columns)
            con.execute(f"SELECT {names} FROM {qualified_name(table)}")
        for view in VIEW_NAMES:
            con.execute(f"SELECT * FROM {view}").fetchall()
        assert len(con.execute("SELECT * FROM mine").fetchall()) == 2


def test_the_next_run_codes_the_documents_anew(data: Path) -> None:
    options = ["--workers", "0", "--no-prefect", "--no-report", "--data", str(data)]
    done = CliRunner().invoke(app, ["run", "--reprocess", *options])
    assert done.exit_code == ExitCode.DONE, done.output
    with open_warehouse(data / "published" / "current" / "wiremill.duckdb", read_only=True) as con:
        documents = con.execute("SELECT source, uri FROM documents ORDER BY uri").fetchall()
        runs = con.execute("SELECT count(*) FROM ops.runs").fetchone()
        kinds = {kind for (kind,) in con.execute("SELECT kind FROM documents").fetchall()}
        events = con.execute("SELECT count(*) FROM event_facts WHERE actors LIKE '%Chile%'").fetchone()
    assert documents == [("wire", "mill.txt"), ("wire", "strike.html")]
    assert runs == (2,)
    assert None not in kinds
    assert events is not None
    assert events[0] >= 1
