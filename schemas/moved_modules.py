"""Old names of modules: importing one fails with a line that says the new name."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType


class OldNameFinder:
    """Stands first among the finders of modules: none may find an old name in another copy of the code."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        """No module ever.

        Raises:
            ImportError: the module, or the one that held this name, has another name now.
        """
        moved = read_new_names()
        for old in (name, name.rpartition(".")[0]):
            if old in moved and PathFinder.find_spec(name, path) is None:
                raise ImportError(f"{old} is now {moved[old]}", name=old)
        return None


@lru_cache(maxsize=1)
def read_new_names() -> dict[str, str]:
    """New names by old ones (moved_modules.csv)."""
    with Path(__file__).with_name("moved_modules.csv").open(encoding="utf-8", newline="") as file:
        return {row["old"]: row["new"] for row in csv.DictReader(file)}


def tell_new_names() -> None:
    """Let imports of old names say the new ones."""
    if not any(isinstance(finder, OldNameFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, OldNameFinder())
