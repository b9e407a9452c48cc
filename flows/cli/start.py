"""Start a run for the command line: with Prefect's engine or without, errors as exit codes and words."""

from __future__ import annotations

import dataclasses
import logging
import os
import time
from dataclasses import dataclass
from typing import cast

from flows.engine.prefect_server import OwnPrefectServer
from flows.error_text import ExitCode, describe_error, find_exit_code, is_expected, is_interruption
from flows.landing.run_request import RunRequest
from flows.runs.run_report import RunFailedError, RunReport

INTERRUPTED = "interrupted; the next run takes up the rest"


@dataclass(frozen=True, slots=True)
class StartOutcome:
    """The report of a run; or, without one, the exit code and what to tell the user."""

    report: RunReport | None
    exit_code: ExitCode = ExitCode.DONE
    message: str = ""


def start_run(request: RunRequest, is_plain: bool = False, verbosity: int = 0) -> StartOutcome:
    """Run the pipeline and catch what ends it; below 0 it is quiet, above it says more."""
    begun = time.monotonic()
    try:
        report = _run_plain(request, verbosity) if is_plain else _run_flow(request, verbosity)
        return StartOutcome(_time_whole(report, begun))
    except RunFailedError as error:
        return StartOutcome(_time_whole(error.report, begun))
    except KeyboardInterrupt:
        return StartOutcome(None, ExitCode.INTERRUPTED, INTERRUPTED)
    except Exception as error:
        if is_interruption(error):
            return StartOutcome(None, ExitCode.INTERRUPTED, INTERRUPTED)
        return StartOutcome(None, find_exit_code(error), f"the run failed: {describe_error(error)}")


def _time_whole(report: RunReport, begun: float) -> RunReport:
    """The report with the time that all took: the server's start, what was waited for, the export."""
    return dataclasses.replace(report, seconds=time.monotonic() - begun)


def _run_plain(request: RunRequest, verbosity: int) -> RunReport:
    from flows.progress import CurrentErrorStream, open_progress
    from flows.runs.pipeline import run_pipeline
    from flows.runs.pools import count_threads
    from flows.runs.steps import make_plain_steps

    form = "%(asctime)s %(levelname)s %(message)s"
    logging.basicConfig(level=logging.WARNING, format=form, handlers=[CurrentErrorStream()])
    log = logging.getLogger("flows")
    level = log.level
    log.setLevel(_choose_level(verbosity))
    try:
        with open_progress(is_shown=verbosity >= 0) as progress:
            return run_pipeline(request, make_plain_steps(count_threads(request.settings)), progress)
    finally:
        log.setLevel(level)  # the process may have more to do than this run


def _run_flow(request: RunRequest, verbosity: int) -> RunReport:
    if verbosity:
        os.environ["PREFECT_LOGGING_LEVEL"] = logging.getLevelName(_choose_level(verbosity))
    with OwnPrefectServer(request.settings.data / "prefect") as server:
        server.announce()
        from flows.ingest import ingest_request

        if server.is_own:
            _drop_dead_links()
        _keep_errors_short()
        server.wait()
        return cast(RunReport, ingest_request(request))


def _choose_level(verbosity: int) -> int:
    return logging.ERROR if verbosity < 0 else logging.DEBUG if verbosity else logging.INFO


def _drop_dead_links() -> None:
    """A link into a server that ends with the run helps nobody."""
    logging.getLogger("prefect.flow_runs").addFilter(lambda r: not r.getMessage().startswith("View at"))


def _keep_errors_short() -> None:
    """Keep off the terminal what says at length what the last line will say in short; the API gets it all."""
    from prefect.logging.handlers import PrefectConsoleHandler

    names = ("", "prefect", "prefect.flow_runs", "prefect.task_runs")
    for handler in {h for name in names for h in logging.getLogger(name).handlers}:
        if isinstance(handler, PrefectConsoleHandler):
            handler.addFilter(is_worth_showing)


def is_worth_showing(record: logging.LogRecord) -> bool:
    """Whether a record says more than the error does that ends the run."""
    if not record.name.startswith(("prefect.flow_runs", "prefect.task_runs")):
        return True
    error = record.exc_info[1] if record.exc_info else None
    is_end = record.getMessage().startswith(("Finished in state Failed", "Finished in state Crashed"))
    return not (is_end or is_expected(error))
