"""A run from its sources to its report, whatever engine calls the stages."""

from __future__ import annotations

import dataclasses
import logging
import secrets
import time
from datetime import datetime

from flows.clock import read_clock
from flows.cluster.connection import ClusterError
from flows.corrections.event_corrections import JudgedLine, judge_lines, read_event_corrections
from flows.disk_space import require_space
from flows.landing.plan import LandingCounts, Plan, PlanFolder, list_plans
from flows.landing.run_log import log_run
from flows.landing.run_request import RunRequest
from flows.landing.source_names import settle_names
from flows.progress import Progress
from flows.runs.execution import Outcome, PlanExecution
from flows.runs.known_actors import read_known_actors
from flows.runs.lost_warehouse import refuse_lost
from flows.runs.pools import open_pool_ahead
from flows.runs.release_making import check_places
from flows.runs.resolvers import read_corrections, read_link_corrections
from flows.runs.run_lock import lock_run
from flows.runs.run_report import RunReport, find_problem
from flows.runs.stages import CriticalCheckError
from flows.runs.steps import Steps
from flows.settings import Settings
from flows.storage.storage_errors import StorageError
from flows.workers.batch_pool import BatchPool
from flows.workers.extractor_version import find_extractor_version
from schemas.operations import Run
from transforms.events.corrections.correction import EventCorrections
from transforms.reading.model_files import check_files
from warehouse.connect import open_warehouse
from warehouse.operations import finish_run, start_run
from warehouse.report import count_quarantine, read_status

logger = logging.getLogger(__name__)


def run_pipeline(
    request: RunRequest,
    steps: Steps,
    progress: Progress | None = None,
    flow_run_id: str | None = None,
) -> RunReport:
    """Finish what an interrupted run left, then land, transform, audit, publish and export.

    Raises:
        SettingsError: a corrections file can't be used.
        RunLockedError: another run is under way and did not end in time.
        ModelMissingError: the language model is not installed.
        ReaderFilesError: a file of the event reader is missing or damaged.
        CriticalCheckError: a batch was not fit to be published.
        WarehouseLostError: the warehouse is gone, the raw store is not.
        WarehouseDamagedError: the warehouse file can't be used.
        ClusterError: the Dask cluster can't be reached, or none of its workers can do the work.
        ReleaseShrunkError: the new release would be far smaller than the one that stands.
        StorageError: object storage that the settings name can't be used.
        DiskSpaceError: the disk of the data folder is all but full.
    """
    settings, progress = request.settings, progress or Progress()
    # Publishing needs them: say now what is wrong with them.
    read_corrections(settings.corrections)
    read_link_corrections(settings.corrections)
    read_known_actors(settings.knowledge_base)
    corrections = read_event_corrections(settings.event_corrections)
    check_places(settings)
    require_space(settings.data, 0, "a run")
    with lock_run(settings.lock_path, settings.lock_seconds):
        refuse_lost(settings, request.redo)
        version = find_extractor_version(settings.model, settings.data / "cache")
        check_files()
        if settings.llm is not None:
            version += f"+llm.{settings.llm.model}"
        resumed, left = _finish_interrupted(settings, version, steps, progress)
        request = settle_names(dataclasses.replace(request, document_ids=(*request.document_ids, *left)))
        started_at, clock = read_clock(), time.monotonic()
        with open_pool_ahead(settings, progress.advance) as ahead:
            run = _start(request, _make_run_id(started_at), version, started_at, flow_run_id)
            try:
                folder = PlanFolder(steps.plan(request, run.run_id, version, started_at))
                plan = folder.read()
                assert plan is not None, "a plan that was just written is there"
                outcome = _execute(folder, plan, settings, steps, progress, ahead)
                release = steps.export(settings, allow_shrink=request.allow_shrink)
            except BaseException as error:
                _finish(settings, run, LandingCounts(), Outcome(), error)
                raise
        _finish(settings, run, plan.counts, outcome)
        report = _make_report(settings, run, plan.counts, outcome, resumed, clock, release.current)
        judged = _judge_corrections(settings, corrections)
        return dataclasses.replace(report, corrections=judged, notes=plan.notes)


def _finish_interrupted(
    settings: Settings, version: str, steps: Steps, progress: Progress
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Carry out the plans that killed runs left; returns their run ids, and documents that are left over.

    A plan of another extractor version, or one that is damaged, is dropped: its documents are taken from
    the raw store.
    """
    finished, left = [], []
    for folder in list_plans(settings.work_path):
        plan = folder.read() if folder.is_whole() else None
        if plan is None or plan.extractor_version != version:
            if plan is None:
                logger.warning(
                    "what a run left in %s is damaged; its documents are done again", folder.folder
                )
            left += folder.list_document_ids()
            folder.remove()
            continue
        logger.warning("finishing the interrupted run %s first", plan.run_id)
        run = _describe_run(plan, None)
        with open_warehouse(settings.warehouse_path) as con:
            start_run(con, run)
        try:
            outcome = _execute(folder, plan, settings, steps, progress)
        except Exception as error:
            if not isinstance(error, ClusterError | StorageError):  # away: no fault of the plan
                folder.remove()  # what it can't finish twice, a fresh plan must
            _finish(settings, run, plan.counts, Outcome(), error)
            raise
        _finish(settings, run, plan.counts, outcome)
        finished.append(plan.run_id)
    return tuple(finished), tuple(left)


def _execute(
    folder: PlanFolder,
    plan: Plan,
    settings: Settings,
    steps: Steps,
    progress: Progress,
    ahead: BatchPool | None = None,
) -> Outcome:
    if plan.pending_count:
        logger.info("%d documents to process", plan.pending_count)
    try:
        return PlanExecution(folder, plan, settings, steps, progress, ahead).run()
    except CriticalCheckError:
        folder.remove()  # trying the same again would fail the same way
        raise


def _make_run_id(started_at: datetime) -> str:
    return f"run-{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def _start(
    request: RunRequest, run_id: str, version: str, started_at: datetime, flow_run_id: str | None
) -> Run:
    plan = Plan(run_id, started_at, version, request.describe(), LandingCounts(), 0)
    run = _describe_run(plan, flow_run_id)
    with open_warehouse(request.settings.warehouse_path) as con:
        start_run(con, run)
    return run


def _describe_run(plan: Plan, flow_run_id: str | None) -> Run:
    return Run(
        run_id=plan.run_id,
        flow_run_id=flow_run_id,
        started_at=plan.started_at,
        ended_at=None,
        status="running",
        code_version=plan.extractor_version,
        parameters=plan.parameters,
        in_count=0,
        new_count=0,
        changed_count=0,
        unchanged_count=0,
        failed_count=0,
        published_count=0,
        staged_row_count=0,
        published_row_count=0,
        quarantined_row_count=0,
        message=None,
    )


def _finish(
    settings: Settings, run: Run, counts: LandingCounts, outcome: Outcome, error: BaseException | None = None
) -> None:
    """Log the end of a run; one that was interrupted is taken up by the next."""
    message = find_problem(counts, outcome.failures)
    if error is not None:
        message = f"{type(error).__name__}: {error}".rstrip(": ")
    finished = dataclasses.replace(
        run,
        ended_at=read_clock(),
        status="completed" if message is None else "failed",
        in_count=counts.in_count,
        new_count=outcome.new_count,
        changed_count=outcome.changed_count,
        unchanged_count=counts.unchanged_count,
        failed_count=len(outcome.failures) + counts.known_failure_count,
        published_count=outcome.published_count,
        staged_row_count=outcome.staged_row_count,
        published_row_count=sum(outcome.row_counts.values()),
        quarantined_row_count=outcome.quarantined_row_count,
        message=message,
    )
    with open_warehouse(settings.warehouse_path) as con:
        finish_run(con, finished)
    log_run(settings.raw_place, finished)


def _make_report(
    settings: Settings,
    run: Run,
    counts: LandingCounts,
    outcome: Outcome,
    resumed: tuple[str, ...],
    clock: float,
    release: object,
) -> RunReport:
    with open_warehouse(settings.warehouse_path) as con:
        status = read_status(con, 1)
        quarantine = tuple(count_quarantine(con, run.run_id))
    return RunReport(
        run_id=run.run_id,
        seconds=time.monotonic() - clock,
        counts=counts,
        published_count=outcome.published_count,
        new_count=outcome.new_count,
        changed_count=outcome.changed_count,
        failures=tuple(outcome.failures),
        quarantine=quarantine,
        row_counts=status.row_counts,
        languages=status.document_count_by_language,
        staged_row_count=outcome.staged_row_count,
        published_row_count=sum(outcome.row_counts.values()),
        quarantined_row_count=outcome.quarantined_row_count,
        warehouse=settings.warehouse_path,
        release=release,  # type: ignore[arg-type]
        released_to=settings.releases_address,
        resumed=resumed,
    )


def _judge_corrections(settings: Settings, corrections: EventCorrections) -> tuple[JudgedLine, ...]:
    if not corrections.lines:
        return ()
    with open_warehouse(settings.warehouse_path) as con:
        return tuple(judge_lines(con, corrections))
