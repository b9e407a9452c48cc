"""The analysts' views, one SQL file each; the first comment line says the grain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

VIEW_FOLDER = Path(__file__).parent / "views"
# In the order of creation: a view may read those before it.
VIEW_NAMES = (
    "event_facts",
    "event_dyads",
    "daily_event_counts",
    "figure_facts",
    "figure_series",
    "actor_profiles",
    "document_quality",
)


@dataclass(frozen=True, slots=True)
class ViewFile:
    """A view: its name, its grain in words and the SELECT behind it."""

    name: str
    grain: str
    select: str


@lru_cache(maxsize=1)
def read_views() -> tuple[ViewFile, ...]:
    """All views, in the order of creation."""
    return tuple(_read_view(name) for name in VIEW_NAMES if (VIEW_FOLDER / f"{name}.sql").exists())


def _read_view(name: str) -> ViewFile:
    text = (VIEW_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return ViewFile(name, text.splitlines()[0].removeprefix("--").strip(), text.strip().rstrip(";"))
