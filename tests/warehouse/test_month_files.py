"""Releases by month: what did not change is shared, the rest written; the feed says what did."""

from __future__ import annotations

import errno
import json
import os
import shutil
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow.parquet as pq
import pytest
import small_warehouse as small
from row_builder import NOW, Article

from schemas.ddl import sql_type
from schemas.declaration import Table
from schemas.registry import DOCUMENT_TABLES
from warehouse.connect import open_warehouse
from warehouse.publishing.document_slices import list_slices
from warehouse.publishing.publish import retract_documents
from warehouse.release.export import Release, export_release
from warehouse.release.month_files import month_path
from warehouse.release.parquet_file import flatten_columns, read_comments, write_slices
from warehouse.release.release_database import row_order
from warehouse.release.release_parquet import list_parquet

LARGE = [table for table in DOCUMENT_TABLES if table.is_by_month]


class History(NamedTuple):
    """Four releases: the first; one document more; one revised, one retracted, one relinked; all anew."""

    warehouse: Path
    releases: list[Release]
    ids: dict[str, str]


def make_article(uri: str, published_on: date | None, text: str) -> Article:
    article = Article(uri=uri, published_on=published_on, text=text)
    article.actor("country/KEN", "Kenya", "KEN", reference_id="country/KEN")
    article.mention("country/KEN", "Kenya")
    return article


def make_copy(uri: str, day: int) -> Article:
    """One of two copies of a text: the earlier gives the story its id."""
    return make_article(
        uri, date(2024, 2, day), "Kenya opened a long road over the high hills to the wide sea today."
    )


@pytest.fixture(scope="module")
def history(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> History:
    folder = tmp_path_factory.mktemp("history")
    warehouse = Path(shutil.copy(empty_database, folder / "warehouse.duckdb"))
    releases: list[Release] = []
    ids: dict[str, str] = {}

    def release(*articles: Article, **options: Any) -> None:
        if articles:
            small.load_batches(warehouse, folder / f"work-{len(releases)}", [list(articles)])
        ids.update({article.uri: article.document_id for article in articles})
        now = NOW + timedelta(hours=len(releases))
        releases.append(export_release(warehouse, folder / "published", now, keep=9, **options))

    june = make_article("june", date(2024, 6, 1), "Kenya rebuilt a port.")
    moved = make_article("moved", date(2024, 3, 1), "Kenya closed one mine in the north.")
    gone = make_article("gone", date(2024, 1, 9), "Kenya bought ships and sold trains.")
    undated = make_article("undated", None, "Kenya and its lake rest.")
    release(*small.build_articles(), june, moved, gone, undated, make_copy("late", 9))
    release(make_article("july", date(2024, 7, 1), "Kenya voted."))
    with open_warehouse(warehouse) as con:
        retract_documents(con, [gone.document_id], "run-2", small.RESOLVERS, NOW)
    moved = Article(uri="moved", published_on=date(2024, 4, 1), text="Mines closed.", raw="other")
    release(moved, make_copy("early", 1))
    release(force=True, full=True)
    return History(warehouse, releases, ids)


def read_manifest(release: Release) -> Any:
    return json.loads((release.folder / "manifest.json").read_text())


def hash_parquet(release: Release) -> dict[str, str]:
    paths = sorted((release.folder / "parquet").rglob("*.parquet"))
    return {p.relative_to(release.folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in paths}


def list_shared(history: History, number: int) -> set[str]:
    """Tables and months whose file a release shares with the one before."""
    old, new = (history.releases[n].folder for n in (number - 1, number))
    known = {path.stat().st_ino for path in old.rglob("*.parquet")}
    return {
        f"{path.parent.parent.name} {path.parent.name.split('=')[1]}"
        for path in new.rglob("published_month=*/*.parquet")
        if path.stat().st_ino in known
    }


def write_one_file(
    con: duckdb.DuckDBPyConnection, table: Table, path: Path, comments: dict[str, str]
) -> None:
    select = flatten_columns({column.name: sql_type(column) for column in table.columns})
    rows = f"SELECT {select} FROM main.{table.name}"
    write_slices(con, rows, list_slices(con), row_order(table), path, comments)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_rows_are_those_of_one_file(history: History, number: int, tmp_path: Path) -> None:
    release = history.releases[number]
    with duckdb.connect(str(release.folder / "wiremill.duckdb"), read_only=True) as con:
        for table in LARGE:
            path = tmp_path / f"{table.name}.parquet"
            write_one_file(con, table, path, read_comments(con)[table.name])
            expected, files = pq.read_table(path), list_parquet(release.folder, table.name)
            parts = [pq.ParquetFile(file).read() for file in files]
            assert {part.schema.equals(expected.schema, check_metadata=True) for part in parts} == {True}
            found = sorted((row for part in parts for row in part.to_pylist()), key=str)
            assert found == sorted(expected.to_pylist(), key=str), table.name
            assert len(found) == release.row_counts[table.name]


def test_rows_stand_in_the_month_of_their_document(history: History) -> None:
    folder = history.releases[2].folder
    with duckdb.connect(str(folder / "wiremill.duckdb"), read_only=True) as con:
        for table in LARGE:
            strange = con.execute(
                f"SELECT count(*) FROM '{folder}/parquet/{table.name}/*/*.parquet' AS t"
                " JOIN main.documents AS d USING (document_id)"
                " WHERE published_month <> coalesce(strftime(d.published_on, '%Y-%m'), 'undated')"
            ).fetchone()
            assert strange == (0,)


def test_a_release_after_others_has_the_bytes_of_a_full_one(history: History) -> None:
    assert hash_parquet(history.releases[2]) == hash_parquet(history.releases[3])
    assert list_shared(history, 3) == set()


def test_only_months_that_changed_are_written(history: History) -> None:
    names = {"documents", "blocks", "sentences", "mentions"}
    before = {"2024-01", "2024-02", "2024-03", "2024-05", "2024-06", "undated"}
    assert {s for s in list_shared(history, 1) if s.split()[0] in names} == {
        f"{name} {month}" for name in names for month in before
    }
    shared = list_shared(history, 2)
    assert {s for s in shared if s.startswith("documents")} == {
        f"documents {month}" for month in ("2024-05", "2024-06", "2024-07", "undated")
    }
    assert "events 2024-05" in shared
    assert not (history.releases[2].folder / month_path("documents", "2024-01")).exists()


def test_the_manifest_says_what_changed(history: History) -> None:
    ids = history.ids
    first, second, third, fourth = map(read_manifest, history.releases)
    assert first["changes"]["since_release_no"] is None
    assert len(first["changes"]["added"]) == 8
    assert second["changes"] == {
        "since_release_no": 1, "added": [ids["july"]], "revised": [], "relinked": [], "retracted": []
    }  # fmt: skip
    assert third["changes"] == {
        "since_release_no": 2, "added": [ids["early"]], "revised": [ids["moved"]], "relinked": [ids["late"]],
        "retracted": [ids["gone"]],
    }  # fmt: skip
    assert fourth["changes"] == {
        "since_release_no": 3, "added": [], "revised": [], "relinked": [], "retracted": []
    }  # fmt: skip
    changed_in = {entry["path"]: entry["changed_in"] for entry in third["files"]}
    months = ("2024-05", "2024-07", "2024-02")
    assert [changed_in[month_path("documents", month).as_posix()] for month in months] == [1, 2, 3]
    for entry in third["files"]:
        content = (history.releases[2].folder / entry["path"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), sha256(content).hexdigest())


def test_the_feed_tells_each_change_once(history: History) -> None:
    with duckdb.connect(str(history.releases[3].database), read_only=True) as con:
        feed = con.execute("FROM ops.changes ORDER BY release_no, document_id").fetchall()
        file = history.releases[3].folder / "changes.parquet"
        assert con.execute(f"FROM '{file}' ORDER BY release_no, document_id").fetchall() == feed
    with open_warehouse(history.warehouse, read_only=True) as con:
        assert con.execute("FROM ops.changes ORDER BY release_no, document_id").fetchall() == feed
    names = {document_id: uri for uri, document_id in history.ids.items()}
    later = {(row[0], names[row[1]], *row[2:5]) for row in feed if row[0] > 1}
    assert later == {
        (2, "july", "added", 1, date(2024, 7, 1)),
        (3, "moved", "revised", 2, date(2024, 4, 1)),
        (3, "late", "relinked", 1, date(2024, 2, 9)),
        (3, "early", "added", 1, date(2024, 2, 1)),
        (3, "gone", "retracted", None, date(2024, 1, 9)),
    }
    assert [row[2] for row in feed if row[0] == 1] == ["added"] * 8


@pytest.fixture
def copied(history: History, tmp_path: Path) -> tuple[Path, Path]:
    """The test's own warehouse and releases (the last one, as a copy by a tool that follows links)."""
    warehouse = Path(shutil.copy(history.warehouse, tmp_path / "warehouse.duckdb"))
    shutil.copytree(history.releases[-1].folder, tmp_path / "published" / "current")
    return warehouse, tmp_path / "published"


def test_without_links_files_are_copied_and_a_damaged_one_is_not(
    copied: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    damaged = copied[1] / "current" / month_path("events", "2024-05")
    content = damaged.read_bytes()
    damaged.chmod(0o644)
    damaged.write_bytes(content[:-20] + bytes(20))
    whole = (copied[1] / "current" / month_path("blocks", "2024-05")).read_bytes()
    folder = export_release(*copied, NOW + timedelta(days=1), force=True).folder
    assert (folder / month_path("events", "2024-05")).read_bytes() == content
    assert (folder / month_path("blocks", "2024-05")).read_bytes() == whole


def test_lost_releases_leave_the_feed(copied: tuple[Path, Path], history: History) -> None:
    shutil.rmtree(copied[1])
    release = export_release(*copied, NOW + timedelta(days=1))
    manifest = read_manifest(release)
    assert manifest["release_no"] > 3
    changes = manifest["changes"]
    assert (changes["since_release_no"], changes["added"], changes["retracted"]) == (None, [], [])
    assert len(changes["revised"]) == release.row_counts["documents"]


def test_a_release_from_before_months_is_a_base_and_stays_readable(copied: tuple[Path, Path]) -> None:
    old = copied[1] / "current"
    database, manifest = old / "wiremill.duckdb", json.loads((old / "manifest.json").read_text())
    database.chmod(0o644)
    with duckdb.connect(str(database)) as con:
        con.execute("DROP TABLE ops.changes")
        for table in LARGE:
            shutil.rmtree(old / "parquet" / table.name)
            path = old / "parquet" / table.name / f"{table.name}.parquet"
            write_one_file(con, table, path, {})
    with open_warehouse(copied[0]) as con:
        con.execute("DELETE FROM ops.changes")
    manifest["state"]["schema"] = "older"
    del manifest["changes"]
    manifest["files"] = [
        {"path": p.relative_to(old).as_posix(), "bytes": p.stat().st_size,
         "sha256": sha256(p.read_bytes()).hexdigest()}
        for p in old.rglob("*") if p.is_file() and p.name != "manifest.json"
    ]  # fmt: skip
    (old / "manifest.json").write_text(json.dumps(manifest))
    assert [path.name for path in list_parquet(old, "events")] == ["events.parquet"]
    release = export_release(*copied, NOW + timedelta(days=1))
    changes = read_manifest(release)["changes"]
    assert [changes[kind] for kind in ("added", "revised", "relinked", "retracted")] == [[]] * 4
    with duckdb.connect(str(release.database), read_only=True) as con:
        feed = con.execute("SELECT DISTINCT release_no, change FROM ops.changes").fetchall()
    assert feed == [(manifest["release_no"], "added")]
