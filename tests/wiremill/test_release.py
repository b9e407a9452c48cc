"""`wiremill.run` and `wiremill.open_release`: publish a folder, read it again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import wiremill
from schemas.registry import DOCUMENT_TABLES
from warehouse.view_files import VIEW_NAMES

ARTICLE = {"id": "a1", "text": "Norway accused Belarus of fraud on Monday.", "published": "2024-05-24"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("face")
    (folder / "in").mkdir()
    (folder / "in" / "wire.jsonl").write_text(json.dumps(ARTICLE) + "\n{no json\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> wiremill.RunReport:
    return wiremill.run(folder / "in", data=folder / "data", workers=0, boilerplate="keep", source_name="w")


@pytest.fixture
def release(folder: Path, report: wiremill.RunReport) -> wiremill.Release:
    return wiremill.open_release(folder / "data")


def test_a_run_reports(report: wiremill.RunReport) -> None:
    assert (report.new_count, report.failed_count, report.row_counts["documents"]) == (1, 1, 1)


def test_a_release_says_what_it_is(release: wiremill.Release, report: wiremill.RunReport) -> None:
    assert (release.run_id, release.newest_article_on) == (report.run_id, date(2024, 5, 24))
    assert release.created_at.tzinfo is None
    assert {t.name for t in DOCUMENT_TABLES} | set(VIEW_NAMES) <= set(release.names)


def test_every_place_leads_to_it(release: wiremill.Release, folder: Path) -> None:
    published = folder / "data" / "published"
    for path in (published, published / "current", release.folder, release.database, str(folder / "data")):
        assert wiremill.open_release(path) == release


def test_tables_queries_and_files_agree(release: wiremill.Release) -> None:
    assert release.table("documents").column("uri").to_pylist() == ["wire.jsonl#a1"]
    for name in release.names:
        count = release.row_counts[name]
        assert sum(pq.read_metadata(path).num_rows for path in release.parquet_files(name)) == count
        assert len(pd.read_parquet(release.parquet_path(name))) == count
        assert release.query(f"SELECT count(*) AS n FROM {name}").to_pylist() == [{"n": count}]
    facts = release.to_pandas("SELECT event_type, actors, recipients FROM event_facts")
    assert list(facts["event_type"]) == ["ACCUSE"]
    assert len(release.to_pandas("events")) == release.row_counts["events"]


def test_what_is_missing_or_wrong_is_a_clear_error(release: wiremill.Release, tmp_path: Path) -> None:
    with pytest.raises(wiremill.ReleaseMissingError, match=r"there is no release at .*; `wiremill run PATH`"):
        wiremill.open_release(tmp_path)
    for read in (release.table, release.parquet_path):
        with pytest.raises(KeyError, match="no table or view is named 'deeds'; there are: "):
            read("deeds")
    for sql in ("SELECT * FROM deeds", "DROP TABLE events", "SELECT 1; SELECT 2"):
        with pytest.raises(wiremill.QueryError):
            release.query(sql)


def test_a_run_without_a_source_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(wiremill.SettingsError, match="name a path"):
        wiremill.run(data=tmp_path / "data")
    with pytest.raises(wiremill.SettingsError, match="can't be read"):
        wiremill.run("x", config=tmp_path / "none.toml")
