"""Plan a run: read the sources, land what is new, write the plan."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flows.corrections.event_corrections import read_event_corrections
from flows.landing.landing import KnownState, Lander, Landing, choose_batch_size, cut_batches
from flows.landing.plan import SOURCE_STAGE, Plan, PlanFolder
from flows.landing.raw_store import RawStore, RawStoreError
from flows.landing.replay import list_corrected_anew, list_replayed
from flows.landing.retractions import Retractions
from flows.landing.retried_sources import list_retried_sources
from flows.landing.run_request import RunRequest
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from flows.sources.files import SourceError
from flows.sources.items import SourceItem, SourceNote, UnreadableItem
from flows.sources.read import read_source
from transforms.events.corrections.correction import EventCorrections
from warehouse.connect import open_warehouse
from warehouse.ledger import read_ledger
from warehouse.operations import dismiss_failures, read_failures
from warehouse.template_memory import read_template_counts

if TYPE_CHECKING:
    from flows.sources.fetch import Fetcher

logger = logging.getLogger(__name__)
REPORT_EVERY = 1000


def plan_run(request: RunRequest, run_id: str, extractor_version: str, started_at: datetime) -> Path:
    """Land what the sources yield and write the plan; returns the folder of the plan.

    A source that can't be read as a whole is a dead letter of the stage `source`.

    Raises:
        SettingsError: the file of event corrections can't be used.
    """
    settings = request.settings
    corrections = read_event_corrections(settings.event_corrections)
    sources = request.sources
    if request.redo == "failures":
        sources += list_retried_sources(settings)
    known = read_known(settings, sources, corrections, is_retrying=request.redo == "failures")
    lander = Lander(RawStore(settings.raw_place), known, request.redo not in ("nothing", "failures"))
    for source in sources:
        land_source(lander, source, settings)
    for landed in (*list_replayed(request), *list_corrected_anew(request, corrections)):
        if isinstance(landed, RawStoreError):
            lander.land(UnreadableItem("raw store", landed.place, "RawStoreError", str(landed)))
        else:
            lander.land_again(landed)
    landing = lander.finish()
    if landing.closed:
        with open_warehouse(settings.warehouse_path) as con:
            dismiss_failures(con, landing.closed, started_at)
    folder = PlanFolder(settings.work_path / run_id)
    _save_templates(settings, folder, landing)
    pending_count = len(landing.pending)
    plan = Plan(
        run_id,
        started_at,
        extractor_version,
        request.describe(),
        landing.counts,
        pending_count,
        landing.notes,
    )
    size = choose_batch_size(pending_count, settings.workers, settings.batch_documents)
    folder.write(plan, cut_batches(landing.pending, size, settings.batch_bytes), landing.failures)
    return folder.folder


def read_known(
    settings: Settings,
    sources: Sequence[SourceDeclaration],
    corrections: EventCorrections,
    is_retrying: bool,
    read_only: bool = False,
) -> KnownState:
    """What the warehouse knows of these sources."""
    with open_warehouse(settings.warehouse_path, read_only) as con:
        names = sorted({source.name for source in sources})
        ledger = {key: entry for name in names for key, entry in read_ledger(con, name).items()}
        failed = {(f.source, f.uri): f.raw_sha256 for f in read_failures(con)}
    return KnownState(ledger, failed, corrections, Retractions(settings.raw_place), is_retrying)


def land_source(
    lander: Lander, source: SourceDeclaration, settings: Settings, is_trial: bool = False
) -> None:
    """Land all items of a source; a trial keeps nothing of what servers say."""
    logger.info("reading source %s from %s", source.name, source.path)
    if settings.non_articles != "refuse":
        metadata = {"non_articles": settings.non_articles, **source.metadata}
        source = dataclasses.replace(source, metadata=metadata)
    count = 0
    for item in _read_guarded(source, settings, partial(lander.finish_place, source.name), is_trial):
        lander.land(_mark(item, source))
        if isinstance(item, SourceNote):
            continue
        count += 1
        if count % REPORT_EVERY == 0:
            logger.info("%s: %d documents read", source.name, count)
    if count == 0:
        logger.warning("source %s: no documents in %s", source.name, source.path)


def _read_guarded(
    source: SourceDeclaration, settings: Settings, finish: Callable[[str], None], is_trial: bool
) -> Iterator[SourceItem]:
    """The items of a source; whatever ends its reading is told as one more, and stops no other source."""
    limit = settings.max_document_bytes
    try:
        yield from read_source(source, lambda: _make_fetcher(settings, is_trial), limit, finish)
        finish(source.path)
    except SourceError as error:
        logger.error("source %s: %s", source.name, error)
        yield UnreadableItem(source.name, source.path, "SourceError", str(error), SOURCE_STAGE)
    except Exception as error:  # what a hostile answer does to a library concerns this source alone
        logger.exception("source %s: reading it ended", source.name)
        kind = type(error).__name__
        yield UnreadableItem(
            source.name, source.path, kind, f"reading it ended: {kind}: {error}", SOURCE_STAGE
        )


def _mark(item: SourceItem, source: SourceDeclaration) -> SourceItem:
    """An address that can't be had is the whole source."""
    if source.is_web and isinstance(item, UnreadableItem) and item.uri == source.path:
        return dataclasses.replace(item, stage=SOURCE_STAGE)
    return item


def _make_fetcher(settings: Settings, is_trial: bool) -> Fetcher:
    from flows.sources.fetch import Fetcher, FetchSettings
    from flows.sources.fetch_state import FetchState

    fetch_settings = FetchSettings(
        timeout_seconds=settings.http_timeout_seconds,
        attempts=settings.http_attempts,
        max_bytes=settings.max_document_bytes,
        obey_robots=settings.obey_robots,
        allow_networks=settings.http_allow_networks,
    )
    return Fetcher(fetch_settings, FetchState(settings.data / "fetch_state.json", is_kept=not is_trial))


def _save_templates(settings: Settings, folder: PlanFolder, landing: Landing) -> None:
    if not landing.pending:
        return
    ids = [landed.document_id for landed, _ in landing.pending]
    with open_warehouse(settings.warehouse_path) as con:
        learner = landing.learner
        earlier = read_template_counts(con, learner.sites, learner.list_line_hashes(), ids)
    landing.learner.save(folder.templates, earlier.line_counts, earlier.document_counts)
