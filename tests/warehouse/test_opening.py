"""Opening the warehouse: schema made and upgraded, locks waited for, errors in plain words."""

from __future__ import annotations

import subprocess
import sys

import duckdb
import pytest

from schemas.ddl import qualified_name, sql_type
from schemas.registry import TABLES
from warehouse import migrate as migration
from warehouse.connect import WarehouseLockedError, WarehouseMissingError, open_warehouse
from warehouse.damage import WarehouseDamagedError
from warehouse.errors import SchemaVersionError
from warehouse.migrate import migrate, read_schema_version, schema_fingerprint


def test_a_new_file_gets_all_tables_with_comments(database):
    with open_warehouse(database, read_only=True) as con:
        for table in TABLES:
            columns = con.execute(f"DESCRIBE {qualified_name(table)}").fetchall()
            assert [(c[0], c[1]) for c in columns] == [(c.name, sql_type(c)) for c in table.columns]
        assert read_schema_version(con) == (migration.SCHEMA_VERSION, schema_fingerprint())
        bare = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
            " AND table_name <> 'schema_versions'"
        ).fetchall()
        assert bare == []
        assert con.execute("SELECT current_setting('TimeZone')").fetchone() == ("UTC",)


def test_the_folder_is_made(tmp_path):
    with open_warehouse(tmp_path / "a" / "b" / "w.duckdb") as con:
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_an_older_schema_gets_what_it_lacks(loaded, database):
    with open_warehouse(database) as con:
        con.execute("DROP VIEW event_facts")
        con.execute("DROP TABLE ops.template_lines")
        con.execute("ALTER TABLE store.events DROP COLUMN place_text")
        con.execute("UPDATE ops.schema_versions SET fingerprint = 'older'")
    with open_warehouse(database) as con:
        assert con.execute("SELECT count(*), count(place_text) FROM event_facts").fetchone() == (8, 0)
        assert con.execute("SELECT count(*) FROM ops.template_lines").fetchone() == (0,)
        assert not migrate(con)


def test_numbered_steps_run_once_for_an_older_version(database, monkeypatch):
    asked = []
    monkeypatch.setattr(migration, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(migration, "STEPS", {2: lambda con: asked.append(2), 3: lambda con: asked.append(3)})
    for _ in range(2):
        with open_warehouse(database):
            pass
    assert asked == [2, 3]


def test_a_newer_warehouse_is_refused(database):
    with open_warehouse(database) as con:
        con.execute("UPDATE ops.schema_versions SET version = 99")
    with pytest.raises(SchemaVersionError, match="use a newer release"), open_warehouse(database):
        pass


def test_a_retyped_column_is_refused_and_nothing_changes(database):
    with open_warehouse(database) as con:
        con.execute("DROP VIEW main.quotes")
        con.execute("ALTER TABLE store.quotes ALTER direct TYPE VARCHAR")
        con.execute("UPDATE ops.schema_versions SET fingerprint = 'older'")
    with pytest.raises(SchemaVersionError, match=r"quotes\.direct is VARCHAR"), open_warehouse(database):
        pass
    with open_warehouse(database, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM figure_facts").fetchone() == (0,)


def test_there_is_nothing_to_read(tmp_path):
    with (
        pytest.raises(WarehouseMissingError, match="wiremill run"),
        open_warehouse(tmp_path / "no", read_only=True),
    ):
        pass


HOLD = """
import duckdb, sys
con = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
con.close()
"""


@pytest.fixture
def holder(database):
    """Another process that has the warehouse open until it is told to let go."""
    command = [sys.executable, "-c", HOLD, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        if process.poll() is None:
            process.communicate("\n")


def test_a_held_warehouse_is_waited_for(holder, database):
    holder.stdin.write("\n")
    holder.stdin.flush()
    with open_warehouse(database, wait_seconds=600) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_who_holds_the_warehouse_is_named(holder, database):
    with (
        pytest.raises(WarehouseLockedError, match=rf"is held by .*PID {holder.pid}.*nothing is lost"),
        open_warehouse(database, wait_seconds=0.2),
    ):
        pass


def test_other_errors_are_not_retried(tmp_path):
    path = tmp_path / "w.duckdb"
    path.write_bytes(b"this is no database" * 1000)
    with pytest.raises(WarehouseDamagedError), open_warehouse(path, wait_seconds=60):
        pass


def test_a_small_warehouse_is_worked_on_by_one_thread(database, monkeypatch):
    def count_threads():
        with open_warehouse(database) as con:
            return con.execute("SELECT current_setting('threads')").fetchall()[0][0]

    assert count_threads() == 1
    monkeypatch.setattr("warehouse.connect.SMALL_BYTES", 0)
    with duckdb.connect() as con:
        assert count_threads() == con.execute("SELECT current_setting('threads')").fetchall()[0][0]
