"""Run the pipeline from Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.landing.run_request import Redo
    from flows.runs.run_report import RunReport
    from transforms.documents.decoding.raw_document import BoilerplatePolicy


def run(
    *paths: str | Path,
    data: str | Path | None = None,
    config: str | Path | None = None,
    source_name: str | None = None,
    boilerplate: BoilerplatePolicy | None = None,
    kind: str = "auto",
    redo: Redo = "nothing",
    workers: int | None = None,
) -> RunReport:
    """Process what is new or changed in the sources and publish it, as `wiremill run` does, without Prefect.

    A run is incremental and atomic: what did not change is skipped, and readers see the old state or the new
    one. Inside a Prefect flow call `flows.ingest.ingest` instead.

    Args:
        paths: files, folders, globs, addresses, feeds or names of configured sources; none means all sources
            of the settings file.
        data: data folder (default: the settings', else `data`), holds raw store, warehouse and releases.
        config: settings file; without it `wiremill.toml` of the working folder, where there is one.
        source_name: name of the source, where one path is given (default: the name of its folder).
        boilerplate: "strip" (default) or "keep", for texts that are clean already.
        kind: "auto", "files", "urls" (a list of addresses), "page" or "feed".
        redo: "nothing", or what is processed again though it did not change: "sources" (those given),
            "everything", "failures" or "quarantine" (these three read no source).
        workers: worker processes, 0 for none (default: the settings').

    Returns:
        Counts, failures and places of the run; `report.release` is the folder to open.

    Raises:
        SettingsError: a setting or a corrections file can't be used, or no source is named.
        SourceError: no source could be read.
        RunLockedError: another run is under way and did not end in time.
        ReaderFilesError: a file of the reader of events is missing or damaged.
    """
    from flows.landing.run_request import RunRequest
    from flows.landing.source_choice import choose_sources
    from flows.runs.pipeline import run_pipeline
    from flows.runs.steps import make_plain_steps
    from flows.settings import load_settings

    settings = load_settings(Path(config) if config is not None else None)
    settings = settings.override(data=Path(data) if data is not None else None, workers=workers)
    reads_sources = redo in ("nothing", "sources")
    named = [str(path) for path in paths]
    sources = choose_sources(settings, named, source_name, boilerplate, kind) if reads_sources else ()
    return run_pipeline(RunRequest(settings, sources, redo), make_plain_steps(settings.workers))
