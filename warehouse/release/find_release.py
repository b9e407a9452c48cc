"""Find a release that somebody wants to read, and what its manifest says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from warehouse.release.export import CURRENT
from warehouse.release.manifest import read_manifest
from warehouse.release.release_database import DATABASE_NAME

# Where a data folder keeps its releases, unless the settings say otherwise.
PUBLISHED = "published"


class ReleaseMissingError(FileNotFoundError):
    """There is no whole release where one was looked for."""


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What the manifest of a release says; `created_at` is in UTC, without tzinfo."""

    created_at: datetime
    run_id: str | None
    schema_version: int
    newest_article_on: date | None
    row_counts: dict[str, int]
    release_no: int


def find_release(path: str | Path) -> Path:
    """The folder of a release: of a data folder or a folder of releases, the current one.

    Links are followed, so that the folder stays the same when a newer release takes its place.

    Raises:
        ReleaseMissingError: there is none with a manifest and a database.
    """
    path = Path(path)
    for folder in _list_places(path):
        if read_manifest(folder) is not None and (folder / DATABASE_NAME).exists():
            return folder.resolve()
    raise ReleaseMissingError(f"there is no release at {path}; `wiremill run PATH` makes one")


def read_release_facts(folder: Path) -> ReleaseFacts:
    """What the manifest of a release folder says.

    Raises:
        ReleaseMissingError: it has no manifest.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise ReleaseMissingError(f"{folder} has no manifest")
    newest = manifest["newest_article_on"]
    return ReleaseFacts(
        created_at=datetime.fromisoformat(manifest["created_at"]).astimezone(UTC).replace(tzinfo=None),
        run_id=manifest["run_id"],
        schema_version=int(manifest["schema_version"]),
        newest_article_on=date.fromisoformat(newest) if newest else None,
        row_counts=dict(manifest["row_counts"]),
        release_no=int(manifest.get("release_no", 0)),
    )


def _list_places(path: Path) -> Iterator[Path]:
    yield path.parent if path.name == DATABASE_NAME else path
    yield path / CURRENT
    yield path / PUBLISHED / CURRENT
