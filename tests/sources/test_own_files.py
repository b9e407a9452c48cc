"""A folder of articles in which a project lives is read without the project's own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.own_files import LOCK_NAME, PROJECT_FILES
from flows.sources.declaration import SourceDeclaration
from flows.sources.files import list_local


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The ferry to Brekstad was late.", encoding="utf-8")


def _list(path: Path | str) -> list[str]:
    root, files = list_local(SourceDeclaration(name="news", path=str(path)))
    return [file.path.removeprefix(root).lstrip("/") for file in files]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Articles, the settings of a project, and the data folder of its runs."""
    _write(tmp_path, "may/ferry.txt", "may/corrections.csv", "port.json", *PROJECT_FILES)
    _write(tmp_path, f"data/{LOCK_NAME}", "data/cache/models.json", "data/raw/ab/article.txt")
    return tmp_path


def test_a_folder_is_read_without_data_and_settings(project: Path) -> None:
    assert _list(project) == ["may/corrections.csv", "may/ferry.txt", "port.json"]


def test_so_is_a_pattern(project: Path) -> None:
    assert _list(f"{project}/**/*.json") == ["port.json"]


def test_what_is_named_itself_is_read(project: Path) -> None:
    assert _list(project / "data" / "raw") == ["ab/article.txt"]


def test_without_settings_a_file_of_that_name_is_an_article(tmp_path: Path) -> None:
    _write(tmp_path, "corrections.csv", "ferry.txt")
    assert _list(tmp_path) == ["corrections.csv", "ferry.txt"]
