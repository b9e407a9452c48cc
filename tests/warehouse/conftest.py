"""The small warehouse: empty, full, or filled by the test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small_warehouse as small

from warehouse.connect import open_warehouse


@pytest.fixture
def articles() -> list:
    """Three small articles, fresh for each test."""
    return small.build_articles()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with all tables and no rows: copying it is faster than making one."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    with open_warehouse(path):
        return path


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Path:
    """An empty warehouse of the test's own."""
    return Path(shutil.copy(empty_database, tmp_path / "warehouse.duckdb"))


@pytest.fixture
def load(database: Path, tmp_path: Path):
    """load(batch, batch, ...): stage, audit and publish lists of articles; returns the audited batches."""
    return small.make_loader(database, tmp_path)


@pytest.fixture(scope="session")
def full_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A warehouse that holds the three articles; not to be changed."""
    folder = tmp_path_factory.mktemp("full")
    path = Path(shutil.copy(empty_database, folder / "warehouse.duckdb"))
    small.load_batches(path, folder, [small.build_articles()])
    return path


@pytest.fixture
def loaded(database: Path, full_database: Path) -> Path:
    """The test's own warehouse, with the three articles in it."""
    return Path(shutil.copy(full_database, database))
