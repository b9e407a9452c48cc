"""The small warehouse: the modules of this folder are loaded by path, as tests are no package."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from warehouse.connect import open_warehouse


def load_beside(name: str) -> ModuleType:
    """Import a file of this folder as `tests_NAME`."""
    module_name = f"tests_{name}"
    if module_name not in sys.modules:
        spec = importlib.util.spec_from_file_location(module_name, Path(__file__).parent / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
    return sys.modules[module_name]


builder = load_beside("row_builder")
small = load_beside("small_warehouse")


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
    counter = iter(range(10_000))

    def load_batches(*batches: list, run_id: str = "run-1") -> list:
        return small.load_batches(database, tmp_path / f"work-{next(counter)}", batches, run_id)

    return load_batches


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
