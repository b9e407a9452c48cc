"""Sources that the user did not name: one name stands for one folder, and goes on doing so."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from flows.landing.run_request import RunRequest
from flows.landing.source_choice import choose_sources
from flows.landing.source_names import settle_names
from flows.runs.pipeline import run_pipeline
from flows.runs.steps import Steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration, name_source
from warehouse.connect import open_warehouse


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders of one last name."""
    found = tmp_path / "north" / "news", tmp_path / "south" / "news"
    for folder in found:
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(f"The mayor of {folder.parent.name}ern Riga opened a bridge on Monday.")
    return found


def settle(settings: Settings, *paths: Path | str, name: str | None = None) -> list[str]:
    """The names under which a command reads these paths."""
    request = RunRequest(settings, choose_sources(settings, [str(path) for path in paths], name))
    return [source.name for source in settle_names(request).sources]


def test_folders_of_one_name_keep_their_documents(
    settings: Settings, folders: tuple[Path, Path], caplog: pytest.LogCaptureFixture, no_release: Steps
) -> None:
    reports = [
        run_pipeline(RunRequest(settings, choose_sources(settings, [str(path)])), no_release)
        for path in (*folders, *folders)
    ]
    assert [r.new_count for r in reports] == [1, 1, 0, 0]
    assert [r.counts.unchanged_count for r in reports] == [0, 0, 1, 1]
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        rows = con.execute("SELECT source, uri, text FROM documents ORDER BY source").fetchall()
    assert [row[:2] for row in rows] == [("news", "a.txt"), ("south-news", "a.txt")]
    assert "northern" in rows[0][2]
    told = [r.getMessage() for r in caplog.records if "south-news, because" in r.getMessage()]
    assert len(told) == 2  # one in each run
    assert f"{folders[0]} stands for news" in told[0] or f"news stands for {folders[0]}" in told[0]


def test_any_spelling_of_a_folder_is_the_same_source(
    settings: Settings, folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.symlink(tmp_path / "north", tmp_path / "link")
    assert settle(settings, folders[0]) == ["news"]
    spellings = ["north/news", "./north/news/", "south/../north/news", "north/news/*.txt", "north/news/a.txt"]
    for path in [*spellings, "link/news"]:
        assert settle(settings, path) == ["news"], path
    assert settle(settings, "south/news") == ["south-news"]
    monkeypatch.chdir(folders[1])
    assert name_source("..") == "south"
    assert settle(settings, ".") == ["south-news"]


def test_data_and_source_may_be_moved_together(tmp_path: Path, folders: tuple[Path, Path]) -> None:
    home = tmp_path / "north"
    assert settle(Settings(data=home / "data"), folders[0]) == ["news"]
    shutil.move(home, tmp_path / "west")
    assert settle(Settings(data=tmp_path / "west" / "data"), tmp_path / "west" / "news") == ["news"]
    assert settle(Settings(data=tmp_path / "west" / "data"), folders[1]) == ["south-news"]


def test_a_third_folder_of_the_same_names_gets_a_hash(settings: Settings, tmp_path: Path) -> None:
    paths = [tmp_path / top / "south" / "news" for top in ("x", "y", "z")]
    for path in paths:
        path.mkdir(parents=True)
    names = [settle(settings, path)[0] for path in paths]
    assert names[:2] == ["news", "south-news"]
    assert names[2].startswith("news-")
    assert [settle(settings, path)[0] for path in reversed(paths)] == names[::-1]


def test_names_that_the_user_gave_stay(settings: Settings, folders: tuple[Path, Path]) -> None:
    assert settle(settings, folders[0]) == ["news"]
    assert settle(settings, folders[1], name="news") == ["news"]
    declared = SourceDeclaration("news", str(folders[1]))
    assert settle_names(RunRequest(settings, (declared,))).sources == (declared,)


def test_a_declared_source_holds_its_name_from_the_start(tmp_path: Path, folders: tuple[Path, Path]) -> None:
    declared = SourceDeclaration("news", str(folders[1]))
    settings = Settings(data=tmp_path / "data", sources=(declared,))
    assert settle(settings, folders[0]) == ["north-news"]
    assert settle(settings, folders[1]) == ["news"]


def test_a_path_that_is_not_there_takes_no_name(settings: Settings, folders: tuple[Path, Path]) -> None:
    assert settle(settings, folders[0].parent / "none" / "news" / "a.txt") == ["news"]
    assert settle(settings, folders[0]) == ["news"]


def test_sources_of_the_web_and_of_object_storage(settings: Settings) -> None:
    assert settle(settings, "https://herald.example/a.rss", "https://herald.example/b.rss") == [
        "herald.example",
        "herald.example",
    ]
    assert settle(settings, "s3://one/news") == ["news"]
    assert settle(settings, "s3://two/news") == ["two-news"]


def test_the_raw_store_remembers_names_too(settings: Settings, folders: tuple[Path, Path]) -> None:
    names = [*settle(settings, folders[0]), *settle(settings, folders[1])]
    (settings.data / "sources.json").unlink()
    assert settle(settings, folders[1]) == names[1:]
