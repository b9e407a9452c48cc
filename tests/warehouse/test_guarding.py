"""Damaged and foreign files are told in one line; a good release is not replaced by a shrunken one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from row_builder import NOW

from warehouse.connect import open_warehouse
from warehouse.damage import WarehouseDamagedError
from warehouse.errors import SchemaVersionError
from warehouse.release.export import export_release
from warehouse.release.guard import ReleaseShrunkError
from warehouse.release.month_files import month_path


def make_sqlite(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE letters (a)")
    con.commit()
    con.close()


def make_foreign(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE letters (a INT)")


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "garbage": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "sqlite": lambda path: (path.unlink(), make_sqlite(path)),
    "foreign": lambda path: (path.unlink(), make_foreign(path)),
}


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_file_is_named_with_the_remedy(loaded, damage, read_only):
    DAMAGES[damage](loaded)
    before = loaded.read_bytes()
    with pytest.raises(WarehouseDamagedError) as caught, open_warehouse(loaded, read_only):
        pass
    message = str(caught.value)
    assert str(loaded) in message
    assert "wiremill rebuild" in message
    assert "\n" not in message
    assert loaded.read_bytes() == before


def read_tables(path: Path) -> None:
    with open_warehouse(path, read_only=True) as con:
        for table in ("documents", "events", "sentences", "figures"):
            con.execute(f"SELECT * FROM store.{table}").fetchall()


def test_flipped_bytes_are_told_when_they_are_read(loaded):
    content = bytearray(loaded.read_bytes())
    for place in range(12288, len(content), 4096):
        content[place + 100] ^= 0xFF
    loaded.write_bytes(content)
    with pytest.raises(WarehouseDamagedError, match="is damaged"):
        read_tables(loaded)


@pytest.fixture
def export(loaded, tmp_path):
    """export(minutes, **options): a release of what the warehouse holds."""

    def run(minutes: int = 1, **options):
        return export_release(loaded, tmp_path / "published", NOW + timedelta(minutes=minutes), **options)

    return run


def remove_documents(path: Path, count: int) -> None:
    some = f"SELECT document_id FROM store.documents ORDER BY 1 LIMIT {count}"
    with open_warehouse(path) as con:
        con.execute(f"DELETE FROM store.documents WHERE document_id IN ({some})")
        con.execute(
            "INSERT INTO ops.publications SELECT max(publication_no) + 1, 'x', 0, 0, now()::TIMESTAMP"
            " FROM ops.publications"
        )


@pytest.mark.parametrize("gone", [2, 3])
def test_a_release_is_not_replaced_by_a_far_smaller_one(loaded, export, gone):
    first = export()
    remove_documents(loaded, gone)
    with pytest.raises(ReleaseShrunkError, match=f"documents from 3 to {3 - gone}"):
        export(2)
    assert first.current.resolve() == first.folder
    assert len(list(first.folder.parent.iterdir())) == 1
    assert export(3, allow_shrink=True).row_counts["documents"] == 3 - gone


def test_a_release_that_loses_a_document_of_three_is_fine(loaded, export):
    export()
    remove_documents(loaded, 1)
    assert export(2).row_counts["documents"] == 2


def test_a_release_whose_files_are_half_gone_is_written_anew(export):
    first = export()
    damaged = first.folder / month_path("events", "2024-05")
    damaged.chmod(0o644)
    os.truncate(damaged, 10)
    second = export(2)
    assert second.is_new
    assert second.folder != first.folder
    assert pq.read_metadata(second.folder / month_path("events", "2024-05")).num_rows == 8


def test_a_damaged_copy_in_a_release_is_told_with_its_own_remedy(export):
    database = export().folder / "wiremill.duckdb"
    database.chmod(0o644)
    os.truncate(database, 5000)
    with pytest.raises(WarehouseDamagedError, match="wiremill export"), open_warehouse(database, True):
        pass


def test_a_copied_release_folder_gives_way_to_a_link(export, tmp_path):
    first = export()
    first.current.unlink()
    shutil.copytree(first.folder, first.current)
    second = export(2, force=True)
    assert second.current.is_symlink()
    assert second.row_counts == first.row_counts


def test_a_clock_set_back_keeps_the_newest_releases(export):
    folders = [export(minutes, force=True, keep=2).folder for minutes in (5, 4, 3, 2)]
    assert [folder.exists() for folder in folders] == [False, False, True, True]
    assert (folders[-1].parent.parent / "current").resolve() == folders[-1]


def age(path: Path) -> None:
    with open_warehouse(path) as con:
        con.execute(
            "UPDATE ops.schema_versions SET fingerprint = 'older', applied_at = TIMESTAMP '2999-01-01'"
        )


def test_an_upgrade_leaves_what_the_user_made(loaded):
    with open_warehouse(loaded) as con:
        con.execute("CREATE TABLE notes AS SELECT document_id, 'read' AS note FROM documents")
        con.execute(
            "CREATE VIEW my_titles AS SELECT d.title, n.note FROM documents AS d"
            " JOIN notes AS n USING (document_id)"
        )
        con.execute("CREATE SCHEMA desk")
        con.execute("CREATE VIEW desk.facts AS SELECT count(*) AS n FROM event_facts")
    age(loaded)
    with open_warehouse(loaded) as con:
        assert len(con.execute("FROM my_titles").fetchall()) == 3
        assert con.execute("FROM desk.facts").fetchone()[0] > 0
        stamps = con.execute("SELECT count(*) FROM ops.schema_versions").fetchone()
    with open_warehouse(loaded) as con:  # a stamp in the future does not repeat the upgrade
        assert con.execute("SELECT count(*) FROM ops.schema_versions").fetchone() == stamps


def test_an_upgrade_that_would_break_a_view_is_refused_beforehand(loaded):
    with open_warehouse(loaded) as con:
        con.execute("ALTER TABLE store.quotes ADD COLUMN mood VARCHAR")
        con.execute("DROP VIEW main.quotes")
        con.execute("CREATE VIEW main.quotes AS SELECT *, mood AS felt FROM store.quotes")
        con.execute("CREATE VIEW moods AS SELECT felt FROM quotes")
    age(loaded)
    with pytest.raises(SchemaVersionError, match="moods"), open_warehouse(loaded):
        pass
    with open_warehouse(loaded, read_only=True) as con:
        con.execute("SELECT felt FROM moods").fetchall()


def test_an_upgrade_that_needs_the_name_of_a_table_of_the_user_is_refused(loaded):
    with open_warehouse(loaded) as con:
        con.execute("DROP VIEW main.figure_series")
        con.execute("CREATE TABLE main.figure_series AS SELECT 1 AS mine")
    age(loaded)
    with pytest.raises(SchemaVersionError, match="figure_series"), open_warehouse(loaded):
        pass
    with open_warehouse(loaded, read_only=True) as con:
        assert con.execute("FROM main.figure_series").fetchall() == [(1,)]
