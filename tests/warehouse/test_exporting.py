"""Releases: the same rows in the copy and in Parquet, swapped in whole, the same bytes for the same state."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from row_builder import NOW

from schemas.registry import DOCUMENT_TABLES, WAREHOUSE_TABLES
from warehouse.connect import WarehouseMissingError, open_warehouse
from warehouse.release.export import export_release
from warehouse.release.month_files import month_path
from warehouse.view_files import VIEW_NAMES

NAMES = [t.name for t in (*DOCUMENT_TABLES, *WAREHOUSE_TABLES)] + list(VIEW_NAMES)


def hash_parquet(folder: Path) -> dict[str, str]:
    files = sorted(folder.rglob("*.parquet"))
    return {f.relative_to(folder).as_posix(): sha256(f.read_bytes()).hexdigest() for f in files}


@pytest.fixture(scope="module")
def release(full_database, tmp_path_factory):
    """A release of the three articles, not to be changed."""
    folder = tmp_path_factory.mktemp("release")
    warehouse = shutil.copy(full_database, folder / "warehouse.duckdb")  # a release leaves its changes in it
    return export_release(warehouse, folder / "published", NOW)


@pytest.fixture
def export(database, tmp_path):
    """export(force=False): export a minute later each time."""
    clock = [NOW]

    def run(**options):
        clock[0] += timedelta(minutes=1)
        return export_release(database, tmp_path / "published", clock[0], **options)

    return run


def test_the_copy_and_the_files_hold_what_is_published(full_database, release):
    assert list(release.row_counts) == NAMES
    with open_warehouse(full_database, read_only=True) as con:
        expected = {n: con.execute(f"SELECT * FROM main.{n} ORDER BY ALL").fetchall() for n in NAMES}
    copy = duckdb.connect(str(release.database), read_only=True)
    for name in NAMES:
        found = copy.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()
        assert found == expected[name], name
        path = release.current / "parquet" / name / "**" / "*.parquet"
        assert copy.execute(f"SELECT count(*) FROM '{path}'").fetchone() == (len(found),)
        assert release.row_counts[name] == len(found)
        kinds = {row[1] for row in copy.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
        assert not [kind for kind in kinds if kind.endswith("[]")]
    authors = copy.execute(f"SELECT author FROM '{release.current}/parquet/documents/*/*.parquet'")
    assert authors.fetchone() == ("A. Writer|B. Writer",)
    copy.close()


def test_the_copy_explains_itself(release):
    with duckdb.connect(str(release.database), read_only=True) as copy:
        tables = dict(copy.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
        assert all(tables.values())
        views = copy.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
        assert sorted(name for name, _ in views) == sorted(VIEW_NAMES)
        assert all(comment for _, comment in views)
        bare = copy.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        ).fetchall()
        assert bare == []


def test_the_manifest_accounts_for_every_file(release):
    manifest = json.loads(release.manifest.read_text())
    files = {f["path"]: f for f in manifest["files"]}
    there = {p.relative_to(release.folder).as_posix() for p in release.folder.rglob("*") if p.is_file()}
    assert set(files) == there - {"manifest.json"}
    for path, entry in files.items():
        content = (release.folder / path).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), sha256(content).hexdigest())
    assert files["parquet/events/published_month=2024-05/events.parquet"]["rows"] == 8
    assert manifest["newest_article_on"] == "2024-05-25"
    assert manifest["run_id"] == "run-1"
    assert manifest["schema_version"] == 1


def test_an_unchanged_warehouse_keeps_its_release(loaded, export):
    first, second = export(), export()
    assert first.is_new
    assert not second.is_new
    assert second.folder == first.folder
    assert second.row_counts == first.row_counts


def test_the_same_state_gives_the_same_bytes(loaded, load, database, empty_database, export, articles):
    expected = hash_parquet(export().folder)
    assert hash_parquet(export(force=True).folder) == expected
    database.write_bytes(empty_database.read_bytes())
    load(articles[2:], articles[:2])  # another order
    assert hash_parquet(export(force=True).folder) == expected


def test_a_reader_keeps_the_release_that_it_has_open(load, export, articles):
    load(articles[:1])
    first = export()
    reader = duckdb.connect(str(first.database), read_only=True)
    load(articles[1:])
    second = export(keep=1)
    assert second.folder != first.folder
    assert reader.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    reader.close()
    with duckdb.connect(str(second.database), read_only=True) as again:
        assert again.execute("SELECT count(*) FROM documents").fetchone() == (3,)


def test_only_the_last_releases_stay(loaded, export):
    releases = [export(force=True, keep=2) for _ in range(3)]
    kept = sorted(path.name for path in releases[-1].folder.parent.iterdir())
    assert kept == [release.folder.name for release in releases[1:]]
    assert releases[-1].current.resolve() == releases[-1].folder


def test_what_a_killed_export_left_is_removed(loaded, export, tmp_path):
    release = export()
    leftover = release.folder.parent / "20990101T000000Z-9.part"
    leftover.mkdir()
    (leftover / "wiremill.duckdb").write_bytes(b"half")
    (tmp_path / "published" / "current.part").symlink_to("nowhere")
    assert export().folder == release.folder
    assert not leftover.exists()
    assert export(force=True).is_new


def test_a_failing_export_leaves_the_old_release(load, export, articles, monkeypatch):
    load(articles[:1])
    first = export()
    load(articles[1:])

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr("warehouse.release.export.write_manifest", fail)
    with pytest.raises(OSError, match="disk full"):
        export()
    assert first.current.resolve() == first.folder
    monkeypatch.undo()
    assert export().row_counts["documents"] == 3


def test_there_must_be_a_warehouse(tmp_path):
    with pytest.raises(WarehouseMissingError):
        export_release(tmp_path / "none.duckdb", tmp_path / "out", datetime(2024, 1, 1))


def test_files_and_manifest_say_what_columns_mean_and_how_tables_join(release):
    schema = pq.read_schema(release.current / month_path("events", "2024-05"))
    assert schema.field("trigger").metadata[b"description"] == b"Word or phrase that names the event."
    assert schema.metadata[b"description"].startswith(b"One row per event mention")
    view = pq.read_schema(release.current / "parquet" / "happenings" / "happenings.parquet")
    assert all(field.metadata for field in view)
    keys = json.loads(release.manifest.read_text(encoding="utf-8"))["keys"]
    assert keys["events"]["primary"] == ["event_id"]
    assert {"column": "document_id", "table": "documents", "target": "document_id"} in keys["events"][
        "foreign"
    ]
    assert {"column": "speaker_id", "table": "actors", "target": "actor_id"} in keys["events"]["foreign"]
    with duckdb.connect(str(release.database), read_only=True) as copy:
        keyed = copy.execute(
            "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' ORDER BY 1"
        ).fetchall()
    assert keyed == [("actors",), ("documents",)]
