"""A lake is brought in and out, tended, read and confined."""

from __future__ import annotations

import pytest
import small_warehouse as small
from lake_places import copy_lake, needs_lake, place_lake
from test_publishing import read_published

import warehouse.lake.upkeep as upkeep
from warehouse.compaction import compact_warehouse
from warehouse.connect import WarehouseMissingError, open_warehouse
from warehouse.errors import LakeError, LakeMissingError
from warehouse.lake.address import LakeAddress
from warehouse.lake.extensions import load_extensions
from warehouse.lake_transfer import export_warehouse, import_warehouse
from warehouse.query import QueryError, run_query
from warehouse.release.export import export_release

pytestmark = needs_lake


def test_out_to_a_file_and_back_into_a_lake_is_the_same(full_lake, tmp_path):
    file = tmp_path / "out.duckdb"
    counts = export_warehouse(full_lake, file)
    assert counts["documents"] == 3
    expected = read_published(full_lake, without=())
    assert read_published(file, without=()) == expected
    with pytest.raises(FileExistsError):
        export_warehouse(full_lake, file)
    lake = place_lake(tmp_path / "back")
    assert import_warehouse(file, lake) == counts
    assert read_published(lake, without=()) == expected
    with pytest.raises(LakeError, match="not empty"):
        import_warehouse(file, lake)
    with pytest.raises(LakeMissingError):
        export_warehouse(place_lake(tmp_path / "none"), tmp_path / "no.duckdb")
    assert not (tmp_path / "no.duckdb").exists()


def test_a_file_goes_on_where_the_lake_was(full_lake, tmp_path, articles):
    """Publishing goes on in the file as it would have in the lake."""
    file = tmp_path / "out.duckdb"
    export_warehouse(full_lake, file)
    small.load_batches(file, tmp_path, [articles])
    assert read_published(file) == read_published(full_lake)


def test_upkeep_keeps_rows_and_drops_snapshots(loaded, load, database, articles):
    load(articles[:1])
    load(articles[1:])
    expected, shown = read_published(database, without=()), read_published(database)
    done = upkeep.tend_lake(database, kept_days=0)
    assert done.left_undone == ()
    assert done.after.snapshot_count < done.before.snapshot_count
    assert read_published(database, without=()) == expected
    load(articles)
    assert read_published(database) == shown


def test_a_rewriting_that_changes_rows_is_not_taken(loaded, database, monkeypatch):
    expected = read_published(database, without=())
    monkeypatch.setattr(upkeep, "_REWRITES", ("DELETE FROM store.quotes", "CALL no_such_function()"))
    done = upkeep.tend_lake(database)
    assert ["store.quotes" in note for note in done.left_undone] == [True, False]
    assert read_published(database, without=()) == expected


def test_an_older_snapshot_can_be_read(loaded, load, database, articles):
    with open_warehouse(database, read_only=True) as con:
        ((last,),) = con.execute("SELECT max(snapshot_id) FROM ducklake_snapshots('warehouse')").fetchall()
    load([small.build_accusation()])
    with open_warehouse(database, read_only=True) as con:
        count = "SELECT count(*) FROM store.documents"
        assert con.execute(count).fetchall() == [(4,)]
        assert con.execute(f"{count} AT (VERSION => {last})").fetchall() == [(3,)]


def test_a_release_of_a_lake_is_that_of_a_file(full_lake, tmp_path):
    lake = copy_lake(full_lake, tmp_path / "lake")
    file = tmp_path / "out.duckdb"
    export_warehouse(lake, file)
    released = [export_release(place, tmp_path / f"{n}", small.NOW) for n, place in enumerate((lake, file))]
    assert read_published(released[0].database, without=()) == read_published(
        released[1].database, without=()
    )
    assert not export_release(lake, tmp_path / "0", small.NOW).is_new


def test_a_query_reads_the_lake_and_nothing_else(full_lake, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n")
    assert run_query(full_lake, "SELECT count(*) FROM events").rows == ((8,),)
    for sql in (
        f"FROM read_csv('{other}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'x.csv'}'",
        "DELETE FROM store.events",
        "DROP VIEW main.events",
        "INSERT INTO __ducklake_metadata_warehouse.ducklake_metadata (key, value) VALUES ('a', 'b')",
        f"ATTACH '{tmp_path / 'y.duckdb'}' AS y",
    ):
        with pytest.raises(QueryError):
            run_query(full_lake, sql)


def test_what_is_missing_is_said(tmp_path):
    lake = place_lake(tmp_path)
    with pytest.raises(WarehouseMissingError, match="ducklake:sqlite:"), open_warehouse(lake, read_only=True):
        pass
    assert not list(tmp_path.iterdir())
    nowhere = LakeAddress("postgres", f"host={tmp_path} dbname=x", "")
    with pytest.raises(LakeError, match="can't be opened"), open_warehouse(nowhere):
        pass
    with open_warehouse(tmp_path / "w.duckdb") as con, pytest.raises(LakeError, match=r"wiremill\[lake\]"):
        load_extensions(con, ("no_such_extension",))


def test_a_file_is_still_compacted_as_a_file(tmp_path):
    with open_warehouse(tmp_path / "w.duckdb"):
        pass
    assert compact_warehouse(tmp_path / "w.duckdb")[1] > 0
