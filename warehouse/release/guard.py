"""What keeps a good release from being replaced by a bad one, or taken for a good one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

# A table that lost more than half of its rows lost them by accident, until somebody says otherwise.
SMALLEST_SHARE = 0.5
# Of the tables beside `documents` only those of some size tell anything.
FEWEST_ROWS = 100


class ReleaseShrunkError(RuntimeError):
    """A new release would hold nothing, or far less than the one that it replaces."""


def refuse_shrunk(old: Mapping[str, int], new: Mapping[str, int]) -> None:
    """Compare the rows of the release that stands with those of a new one, by table.

    Raises:
        ReleaseShrunkError: a table holds less than half of what it held.
    """
    lost = [
        f"{name} from {count:,} to {new.get(name, 0):,}"
        for name, count in old.items()
        if count >= (1 if name == "documents" else FEWEST_ROWS) and new.get(name, 0) < SMALLEST_SHARE * count
    ]
    if lost:
        raise ReleaseShrunkError(
            f"the new release would shrink: {', '.join(lost[:4])}; the old one stays."
            " If that is right, `wiremill export --allow-shrink` (or `run --allow-shrink`) publishes it"
        )


def is_whole(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether every file of a release is there and has the size that its manifest says."""
    for entry in manifest["files"]:
        path = folder / entry["path"]
        if not path.is_file() or path.stat().st_size != entry["bytes"]:
            return False
    return True
