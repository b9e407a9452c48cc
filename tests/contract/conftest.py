"""The small warehouse of tests/warehouse, loaded and released once."""

from __future__ import annotations

from pathlib import Path

import pytest
import row_builder as builder
import small_warehouse as small

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


@pytest.fixture(params=["working", "published"])
def file(request: pytest.FixtureRequest, working_file: Path, published_file: Path) -> Path:
    """The warehouse that analysts might open: both must answer alike."""
    return working_file if request.param == "working" else published_file
