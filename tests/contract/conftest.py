"""The small warehouse of tests/warehouse, loaded and released once."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from warehouse.export import export_release

WAREHOUSE_TESTS = Path(__file__).parent.parent / "warehouse"


def _load(name: str) -> object:
    module_name = f"tests_{name}"
    if module_name not in sys.modules:
        spec = importlib.util.spec_from_file_location(module_name, WAREHOUSE_TESTS / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
    return sys.modules[module_name]


builder = _load("row_builder")
small = _load("small_warehouse")


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
