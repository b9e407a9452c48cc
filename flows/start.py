"""Start a run for the command line: with Prefect's engine or without, errors as exit codes and words."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flows.prefect_server import OwnPrefectServer
from flows.run_report import RunReport
from flows.run_request import RunRequest


@dataclass(frozen=True, slots=True)
class StartOutcome:
    """The report of a run; or, without one, the exit code and what to tell the user."""

    report: RunReport | None
    exit_code: int = 0
    message: str = ""


def start_run(request: RunRequest, is_plain: bool = False) -> StartOutcome:
    """Run the pipeline and catch what ends it."""
    try:
        report = _run_plain(request) if is_plain else _run_flow(request)
        return StartOutcome(report)
    except KeyboardInterrupt:
        return StartOutcome(None, 130, "interrupted; the next run takes up the rest")
    except Exception as error:
        code = 4 if type(error).__name__ in ("RunLockedError", "WarehouseLockedError") else 1
        return StartOutcome(None, code, f"the run failed: {error}")


def _run_plain(request: RunRequest) -> RunReport:
    from flows.pipeline import run_pipeline
    from flows.progress import open_progress
    from flows.steps import make_plain_steps

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("flows").setLevel(logging.INFO)
    with open_progress() as progress:
        return run_pipeline(request, make_plain_steps(request.settings.workers), progress)


def _run_flow(request: RunRequest) -> RunReport:
    with OwnPrefectServer(request.settings.data / "prefect") as server:
        server.announce()
        from flows.ingest import ingest_request

        if server.is_own:
            _drop_dead_links()
        server.wait()
        return ingest_request(request)


def _drop_dead_links() -> None:
    """A link into a server that ends with the run helps nobody."""
    logging.getLogger("prefect.flow_runs").addFilter(lambda r: not r.getMessage().startswith("View at"))
