"""The small warehouse of tests/warehouse, loaded and released once."""

from __future__ import annotations

from pathlib import Path

import pytest
import row_builder as builder
import small_warehouse as small
from lake_places import needs_lake, place_lake

from warehouse.lake.address import LakeAddress, WarehousePlace
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


@pytest.fixture(params=["working", "published", pytest.param("lake", marks=needs_lake)])
def file(request: pytest.FixtureRequest) -> WarehousePlace:
    """The warehouse that analysts might open: all must answer alike."""
    fixture = {"working": "working_file", "published": "published_file", "lake": "lake"}[request.param]
    return request.getfixturevalue(fixture)
