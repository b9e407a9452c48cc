"""The fixtures of tests/warehouse with a lake in place of the file: the same tests then run on it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_warehouse as small
from lake_places import copy_lake, create_database, place_lake, serve_postgres

from warehouse.connect import open_warehouse
from warehouse.lake.address import LakeAddress


@pytest.fixture
def articles() -> list:
    """Three small articles, fresh for each test."""
    return small.build_articles()


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> LakeAddress:
    """A lake with all tables and no rows."""
    lake = place_lake(tmp_path_factory.mktemp("empty"))
    with open_warehouse(lake):
        return lake


@pytest.fixture(scope="session")
def full_lake(tmp_path_factory: pytest.TempPathFactory, empty_lake: LakeAddress) -> LakeAddress:
    """A lake that holds the three articles; not to be changed."""
    folder = tmp_path_factory.mktemp("full")
    lake = copy_lake(empty_lake, folder)
    small.load_batches(lake, folder, [small.build_articles()])
    return lake


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> LakeAddress:
    """A lake of the test's own: empty, or full for a test that asks for `loaded`."""
    name = "full_lake" if "loaded" in request.fixturenames else "empty_lake"
    return copy_lake(request.getfixturevalue(name), tmp_path / "lake")


@pytest.fixture
def loaded(database: LakeAddress) -> LakeAddress:
    """The test's own lake, with the three articles in it."""
    return database


@pytest.fixture
def load(database: LakeAddress, tmp_path: Path):
    """load(batch, batch, ...): stage, audit and publish lists of articles; returns the audited batches."""
    return small.make_loader(database, tmp_path)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A connection to a PostgreSQL server. Its socket needs a short path."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    with serve_postgres(folder) as connection:
        yield connection
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def shared_lake(request: pytest.FixtureRequest, tmp_path: Path) -> LakeAddress:
    """An empty lake, its catalogue in SQLite or in PostgreSQL."""
    if request.param == "sqlite":
        return copy_lake(request.getfixturevalue("empty_lake"), tmp_path / "lake")
    connection = request.getfixturevalue("postgres")
    name = f"lake_{abs(hash(tmp_path))}"
    create_database(connection, name)
    return LakeAddress("postgres", f"{connection} dbname={name}", str(tmp_path / "files"))
