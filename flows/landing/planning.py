"""Plan a run: read the sources, land what is new, write the plan."""

from __future__ import annotations

import dataclasses
import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.corrections.event_corrections import read_event_corrections
from flows.landing.landing import KnownState, Lander, Landing, choose_batch_size, cut_batches
from flows.landing.plan import Plan, PlanFolder
from flows.landing.raw_store import RawStore
from flows.landing.replay import list_corrected_anew, list_replayed
from flows.landing.run_request import RunRequest
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from flows.sources.items import SourceNote
from flows.sources.read import read_source
from transforms.events.corrections.correction import EventCorrections
from warehouse.connect import open_warehouse
from warehouse.ledger import read_ledger
from warehouse.operations import read_failures
from warehouse.template_memory import read_template_counts

if TYPE_CHECKING:
    from flows.sources.fetch import Fetcher

logger = logging.getLogger(__name__)
REPORT_EVERY = 1000


def plan_run(request: RunRequest, run_id: str, extractor_version: str, started_at: datetime) -> Path:
    """Land what the sources yield and write the plan; returns the folder of the plan.

    Raises:
        SourceError: a source as a whole can't be read.
        SettingsError: the file of event corrections can't be used.
    """
    settings = request.settings
    corrections = read_event_corrections(settings.event_corrections)
    known = _read_known(request, corrections)
    lander = Lander(RawStore(settings.raw_path), known, request.redo != "nothing")
    for source in request.sources:
        _land_source(lander, source, settings)
    for landed in (*list_replayed(request), *list_corrected_anew(request, corrections)):
        lander.land_again(landed)
    landing = lander.finish()
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


def _read_known(request: RunRequest, corrections: EventCorrections) -> KnownState:
    with open_warehouse(request.settings.warehouse_path) as con:
        names = sorted({source.name for source in request.sources})
        ledger = {key: entry for name in names for key, entry in read_ledger(con, name).items()}
        failed = {(f.source, f.uri): f.raw_sha256 for f in read_failures(con)}
    return KnownState(ledger, failed, corrections)


def _land_source(lander: Lander, source: SourceDeclaration, settings: Settings) -> None:
    logger.info("reading source %s from %s", source.name, source.path)
    if settings.non_articles != "refuse":
        metadata = {"non_articles": settings.non_articles, **source.metadata}
        source = dataclasses.replace(source, metadata=metadata)
    count = 0
    for item in read_source(source, lambda: _make_fetcher(settings), settings.max_document_bytes):
        lander.land(item)
        if isinstance(item, SourceNote):
            continue
        count += 1
        if count % REPORT_EVERY == 0:
            logger.info("%s: %d documents read", source.name, count)
    if count == 0:
        logger.warning("source %s: no documents in %s", source.name, source.path)


def _make_fetcher(settings: Settings) -> Fetcher:
    from flows.sources.fetch import Fetcher, FetchSettings
    from flows.sources.fetch_state import FetchState

    fetch_settings = FetchSettings(
        timeout_seconds=settings.http_timeout_seconds,
        attempts=settings.http_attempts,
        max_bytes=settings.max_document_bytes,
        obey_robots=settings.obey_robots,
    )
    return Fetcher(fetch_settings, FetchState(settings.data / "fetch_state.json"))


def _save_templates(settings: Settings, folder: PlanFolder, landing: Landing) -> None:
    if not landing.pending:
        return
    ids = [landed.document_id for landed, _ in landing.pending]
    with open_warehouse(settings.warehouse_path) as con:
        learner = landing.learner
        earlier = read_template_counts(con, learner.sites, learner.list_line_hashes(), ids)
    landing.learner.save(folder.templates, earlier.line_counts, earlier.document_counts)
