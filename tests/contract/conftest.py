"""The small warehouse of tests/warehouse, loaded and released once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import row_builder as builder
import small_warehouse as small
from lake_places import needs_lake, place_lake

from warehouse.connect import open_warehouse
from warehouse.lake.address import LakeAddress, WarehousePlace
from warehouse.lake.session import forbid_other_files
from warehouse.lake_transfer import import_warehouse
from warehouse.release.export import export_release


@pytest.fixture(scope="session")
def working_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working warehouse with four articles."""
    folder = tmp_path_factory.mktemp("contract")
    articles = [*small.build_articles(), small.build_accusation()]
    small.load_batches(folder / "warehouse.duckdb", folder, [articles])
    return folder / "warehouse.duckdb"


@pytest.fixture(scope="session")
def published_file(working_file: Path) -> Path:
    """The published copy of the same."""
    return export_release(working_file, working_file.parent / "published", builder.NOW).database


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory, working_file: Path) -> LakeAddress:
    """A lake with the same articles."""
    place = place_lake(tmp_path_factory.mktemp("lake"))
    import_warehouse(working_file, place)
    return place


@pytest.fixture(scope="session", params=["working", "published", pytest.param("lake", marks=needs_lake)])
def file(request: pytest.FixtureRequest) -> WarehousePlace:
    """The warehouse that analysts might open: all must answer alike."""
    fixture = {"working": "working_file", "published": "published_file", "lake": "lake"}[request.param]
    return request.getfixturevalue(fixture)


@pytest.fixture(scope="session")
def session(
    file: WarehousePlace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session as that of a query, opened once: of a lake it takes a second."""
    if isinstance(file, Path):  # others may open the very file
        file = Path(shutil.copy(file, tmp_path_factory.mktemp("asked")))
    with open_warehouse(file, read_only=True) as con:
        forbid_other_files(con)
        yield con


@pytest.fixture
def ask(session: duckdb.DuckDBPyConnection) -> Callable[[str], list[list[Any]]]:
    """ask(sql) -> the answer, with dates as text, as YAML holds it."""
    return lambda sql: show(session.execute(sql).fetchall())


def show(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [
        [cell if isinstance(cell, str | int | float | None) else str(cell) for cell in row] for row in rows
    ]
