"""Releases in object storage are read like those in a folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest
from row_builder import NOW

import wiremill
from flows.cli.command_options import find_published
from flows.settings import Settings
from flows.storage.fetched_release import KEPT_RELEASES, find_shared_release
from flows.storage.object_store import ObjectStore
from flows.storage.release_sending import send_release
from warehouse.release.export import Release


@pytest.fixture
def release(releases: list[Release]) -> Release:
    """A release of two months and an undated article."""
    return releases[-1]


@pytest.fixture
def place(bucket: str, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the release; what is fetched goes to a folder of the test."""
    address = f"s3://{bucket}/news"
    send_release(ObjectStore(address), release.folder, 3, NOW)
    monkeypatch.setenv("WIREMILL_CACHE", str(tmp_path / "cache"))
    return address


def list_fetched(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}


def test_a_release_is_the_same_from_folder_and_address(place: str, release: Release) -> None:
    here, there = wiremill.open_release(release.folder), wiremill.open_release(place)
    assert there.address == f"{place}/releases/{release.folder.name}"
    assert (here.address, there.created_at, there.row_counts) == ("", here.created_at, here.row_counts)
    assert list_fetched(there.folder) == set()
    assert (
        there.dataset("mentions")
        .to_table()
        .sort_by("mention_id")
        .column("mention_id")
        .equals(here.dataset("mentions").to_table().sort_by("mention_id").column("mention_id"))
    )
    assert list_fetched(there.folder) == set()  # datasets are read where they stand
    assert there.query("SELECT count(*) AS n FROM documents").to_pylist() == [{"n": 4}]
    assert list_fetched(there.folder) == {"wiremill.duckdb"}
    assert [p.read_bytes() for p in there.parquet_files("mentions")] == [
        p.read_bytes() for p in here.parquet_files("mentions")
    ]
    assert ds.dataset(there.parquet_path("actors")).to_table().num_rows == 1
    for name in (f"{place}/", f"{there.address}/", f"{there.address}/wiremill.duckdb"):
        assert wiremill.open_release(name).folder.parent == there.folder.parent


def test_a_dataset_reads_the_months_that_are_asked_for(place: str, release: Release) -> None:
    for path in (place, release.folder):
        mentions = wiremill.open_release(path).dataset("mentions")
        assert sorted(mentions.to_table().column("published_month").to_pylist()) == [
            "2024-02", "2024-03", "2024-03", "undated",
        ]  # fmt: skip
        chosen = pc.field("published_month") == "2024-03"
        assert [f.path.split("/")[-2] for f in mentions.get_fragments(chosen)] == ["published_month=2024-03"]
        with duckdb.connect() as con:
            con.register("mentions", mentions)
            sql = "SELECT published_month, count(*) FROM mentions GROUP BY ALL ORDER BY 1 LIMIT 1"
            assert con.execute(sql).fetchall() == [("2024-02", 1)]
        assert wiremill.open_release(path).dataset("actors").count_rows() == 1


def test_what_is_fetched_is_checked(place: str, release: Release) -> None:
    store = ObjectStore(place)
    there = wiremill.open_release(place)
    store.write(f"releases/{release.folder.name}/wiremill.duckdb", b"not it")
    with pytest.raises(wiremill.StorageError, match="is not what its manifest says"):
        there.query("SELECT 1")
    store.remove(f"releases/{release.folder.name}/wiremill.duckdb")
    with pytest.raises(wiremill.StorageError, match="is missing: newer releases pushed it out"):
        there.query("SELECT 1")
    assert list_fetched(there.folder) == set()


def test_where_there_is_no_release(bucket: str, s3: object, tmp_path: Path) -> None:
    for address in (f"s3://{bucket}", f"s3://{bucket}/none", f"s3://{bucket}/none/releases/r-1"):
        with pytest.raises(wiremill.ReleaseMissingError, match="there is no release at s3://"):
            wiremill.open_release(address, cache=tmp_path)
    with pytest.raises(wiremill.StorageError, match="does not exist"):
        wiremill.open_release("s3://no-bucket-here/news", cache=tmp_path)


def test_few_releases_stay_on_the_machine(place: str, release: Release, tmp_path: Path) -> None:
    store = ObjectStore(place)
    manifest = json.loads(release.manifest.read_text(encoding="utf-8"))
    for number in range(KEPT_RELEASES + 2):
        text = json.dumps(manifest | {"release_no": number})
        store.write(f"other/r-{number}/manifest.json", text.encode())
        found = find_shared_release(f"{place}/other/r-{number}", tmp_path / "few")
    folders = [path for path in (tmp_path / "few").iterdir() if path.is_dir()]
    assert len(folders) == KEPT_RELEASES
    assert found.folder in folders


def test_a_machine_without_data_asks_the_release_there(place: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "none", releases=place)
    path = find_published(settings)
    with duckdb.connect(str(path), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchall() == [(4,)]


def test_what_the_documentation_shows_runs(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "OBJECT_STORAGE.md").read_text(encoding="utf-8")
    shown = re.findall(r"<!-- (?:read|sql) -->\n```python\n(.*?)```", page, re.DOTALL)
    assert len(shown) == 2
    names: dict[str, object] = {}
    exec("".join(shown).replace("s3://bucket/news", place), names)
    con = names["con"]
    assert isinstance(con, duckdb.DuckDBPyConnection)
    con.close()
