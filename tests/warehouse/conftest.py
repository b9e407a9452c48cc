"""The small warehouse: modules of this folder are loaded by path, as tests are no package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def load_beside(name: str, module_name: str) -> ModuleType:
    """Import a file of this folder under a name of its own."""
    if module_name not in sys.modules:
        spec = importlib.util.spec_from_file_location(module_name, Path(__file__).parent / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
    return sys.modules[module_name]


load_beside("row_builder", "tests_row_builder")
load_beside("small_warehouse", "tests_small_warehouse")
