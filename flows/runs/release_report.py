"""The report of a release: written beside its tables, and never the reason why a run fails."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from flows.report.build_report import REPORT_FOLDER, WrittenReport, build_report
from flows.settings import Settings
from warehouse.release.export import CURRENT
from warehouse.release.release_database import DATABASE_NAME

logger = logging.getLogger(__name__)
# In the data folder: where reports were written beside those of the releases.
LIST_NAME = "reports.txt"


def find_release(settings: Settings) -> Path | None:
    """The folder of the current release; None before the first."""
    current = settings.releases_path / CURRENT
    return current if (current / DATABASE_NAME).exists() else None


def write_report(settings: Settings, release: Path, folder: Path | None = None) -> WrittenReport:
    """Write the report of a release, into it or to a folder elsewhere.

    Raises:
        WarehouseMissingError: the release has no database.
        FileExistsError: the folder holds something else than a report.
    """
    # Pages link to raw texts where they are beside them, not from elsewhere.
    raw = None
    if folder is None and not settings.raw and not settings.releases_address:
        raw = os.path.relpath(settings.raw_place, settings.releases_path).replace(os.sep, "/")
    target = folder or release / REPORT_FOLDER
    written = build_report(release / DATABASE_NAME, target, settings.report_documents, raw)
    if folder is not None and folder.absolute() not in list_reports(settings):
        with (settings.data / LIST_NAME).open("a", encoding="utf-8") as file:
            file.write(f"{folder.absolute()}\n")
    return written


def list_reports(settings: Settings) -> tuple[Path, ...]:
    """Folders outside of the releases that hold a report of them, as far as they are still there."""
    listed = settings.data / LIST_NAME
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    return tuple(folder for folder in map(Path, lines) if (folder / "index.html").exists())


def add_report(settings: Settings, release: Path) -> None:
    """Give a release its report, unless it has one or the settings want none; a failure is only logged."""
    if not settings.report or (release / REPORT_FOLDER).exists():
        return
    try:
        write_report(settings, release)
    except Exception as error:
        logger.warning("the release stands, its report was not written: %s: %s", type(error).__name__, error)
