"""The flow `ingest`: sources in, published tables out."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any, cast, get_args

from flows.engine.prefect_server import quiet_environment

quiet_environment()
logging.getLogger("great_expectations").setLevel(logging.WARNING)

from prefect import flow, runtime, task  # noqa: E402
from prefect.artifacts import create_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.states import Completed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from flows.cluster.connection import ClusterError  # noqa: E402
from flows.error_text import is_interruption  # noqa: E402
from flows.landing.planning import plan_run  # noqa: E402
from flows.landing.run_request import Redo, RunRequest  # noqa: E402
from flows.landing.source_choice import choose_sources  # noqa: E402
from flows.progress import open_progress  # noqa: E402
from flows.runs.pipeline import run_pipeline  # noqa: E402
from flows.runs.run_report import RunFailedError, RunReport, format_report  # noqa: E402
from flows.runs.stages import audit_shards, export_published, publish_group  # noqa: E402
from flows.runs.steps import Steps, TransformHandle, transform_batch  # noqa: E402
from flows.settings import load_settings  # noqa: E402
from flows.workers.batch_job import BatchJob  # noqa: E402
from flows.workers.batch_pool import MOST_BATCHES, BatchPool  # noqa: E402
from flows.workers.worker_pool import PoolClosedError  # noqa: E402

# Threads only wait for workers; there are never more than batches under way.
RUNNER: Any = ThreadPoolTaskRunner(max_workers=MOST_BATCHES)
# Reading a source and writing a file may fail for a moment; a critical check never passes by itself.
RETRIES: dict[str, Any] = {"retries": 2, "retry_delay_seconds": [2, 10]}


def is_worth_retrying(task: Any, run: Any, state: Any) -> bool:  # noqa: ARG001
    """Whether a failed step is tried again: not if interrupted, the pool closed, or a cluster gave up."""
    error = state.result(raise_on_failure=False)
    return not isinstance(error, PoolClosedError | ClusterError) and not is_interruption(error)


land = task(name="land", cache_policy=NO_CACHE)(plan_run)
transform = task(
    name="transform",
    task_run_name="transform {job.batch.stem}",
    cache_policy=NO_CACHE,
    retry_condition_fn=is_worth_retrying,
    **RETRIES,
)(transform_batch)
audit = task(name="audit", task_run_name="audit {batch.stem}", cache_policy=NO_CACHE)(audit_shards)
publish = task(name="publish", cache_policy=NO_CACHE)(publish_group)
export = task(name="export", cache_policy=NO_CACHE, retry_condition_fn=is_worth_retrying, **RETRIES)(
    export_published
)


def name_flow_run() -> str:
    """What the run reads, and on which day, as the name of the flow run."""
    given: dict[str, Any] = runtime.flow_run.parameters
    request = given.get("request")
    paths = [s.path for s in request.sources] if request is not None else given.get("paths") or ["sources"]
    names = ", ".join(str(path).rstrip("/").rsplit("/", 1)[-1] for path in paths[:3])
    return f"ingest {names} {runtime.flow_run.scheduled_start_time:%Y-%m-%d}"


@flow(name="ingest", flow_run_name=name_flow_run, task_runner=RUNNER, validate_parameters=False)
def ingest_request(request: RunRequest) -> State[RunReport]:
    """Run the pipeline on a request that is put together already (the command line does).

    Raises:
        RunFailedError: a source could not be read, or nothing that came in could be processed.
    """
    report = _run(request)
    return Completed(message=report.summarise(), data=report)


@flow(name="ingest", flow_run_name=name_flow_run, task_runner=RUNNER)
def ingest(
    paths: list[str] | None = None,
    source_name: str | None = None,
    boilerplate: str = "strip",
    redo: str = "nothing",
    config: str | None = None,
    data: str | None = None,
    kind: str = "auto",
    strict: bool = False,
    allow_shrink: bool = False,
) -> State[str]:
    """Read the sources given, or those of wiremill.toml, and publish what is new; returns the report.

    The parameters are plain values, as a deployment gives them. `redo` is one of nothing, sources,
    everything, raw, failures, quarantine; `kind` is that of the paths.

    Raises:
        RunFailedError: a source could not be read, nothing that came in could be processed, or (if `strict`)
            a document failed or a row was kept out.
    """
    settings = load_settings(Path(config) if config else None).override(data=Path(data) if data else None)
    known = get_args(Redo)
    if redo not in known:
        raise ValueError(f"redo is {redo!r}; it can be {', '.join(known)}")
    needs_sources = redo in ("nothing", "sources")
    sources = choose_sources(settings, paths or [], source_name, boilerplate, kind) if needs_sources else ()
    report = _run(RunRequest(settings, sources, cast(Redo, redo), allow_shrink=allow_shrink))
    if strict and not report.is_complete:
        raise RunFailedError(f"strict, and the run is not complete: {report.summarise()}", report)
    return Completed(message=report.summarise(), data=format_report(report))


def _run(request: RunRequest) -> RunReport:
    with open_progress() as progress:
        flow_run_id = runtime.flow_run.id
        report = run_pipeline(request, _make_prefect_steps(), progress, flow_run_id)
    create_markdown_artifact(
        markdown=f"```\n{format_report(report)}\n```",
        key="run-report",
        description="What the run read, published and kept out.",
    )
    if report.problem is not None:
        raise RunFailedError(report.problem, report)
    return report


def _make_prefect_steps() -> Steps:
    """The stages as tasks: one a batch, never one a document."""

    def start(job: BatchJob, pool: BatchPool | None) -> TransformHandle:
        return transform.submit(job, pool)

    return Steps(land, start, audit, publish, export)


if __name__ == "__main__":
    ingest(paths=sys.argv[1:] or None)
