"""What the commands of the command line share: options, exit codes, and how they stop and answer."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from flows.error_text import ExitCode, describe_error, find_exit_code, is_interruption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.landing.run_request import RunRequest
    from flows.settings import Settings
    from flows.sources.declaration import SourceDeclaration
    from warehouse.lake.address import WarehousePlace
    from warehouse.query import QueryResult


class Boilerplate(StrEnum):
    """What to do with text around the article."""

    STRIP = "strip"
    KEEP = "keep"


class OutputFormat(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Telling:
    """How much a run says, and in which form its report comes."""

    verbosity: int = 0
    is_json: bool = False


class OneLineErrors(TyperGroup):
    """Commands whose errors end in one line and an exit code; WIREMILL_TRACEBACK=1 shows where they arose."""

    def invoke(self, ctx: Any) -> Any:
        """Call the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            stop(ExitCode.INTERRUPTED, "interrupted")
        except Exception as error:
            is_typers = type(error).__module__.split(".")[0] in ("typer", "click")
            if is_typers or isinstance(error, BrokenPipeError) or os.environ.get("WIREMILL_TRACEBACK"):
                raise
            if is_interruption(error):
                stop(ExitCode.INTERRUPTED, "interrupted")
            stop(find_exit_code(error), describe_error(error))


Config = Annotated[Path | None, typer.Option("--config", help="Settings file (default: wiremill.toml here).")]
Data = Annotated[Path | None, typer.Option("--data", help="Data folder (default: data).")]
Workers = Annotated[int | None, typer.Option("--workers", min=0, help="Worker processes (0: none).")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 when documents or rows were kept out.")]
Format = Annotated[OutputFormat, typer.Option("--format", help="How to write the answer.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="Rows at most.")]
AllowShrink = Annotated[
    bool, typer.Option("--allow-shrink", help="Let a far smaller release replace the current one.")
]
AllowNetwork = Annotated[
    list[str] | None,
    typer.Option("--allow-network", help="Let web sources reach this network too, e.g. 127.0.0.0/8."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but what went wrong.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Say more of what is done.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
PlainEngine = Annotated[bool, typer.Option("--no-prefect", help="Run without Prefect's engine and server.")]


def read_settings(config: Path | None, data: Path | None, workers: int | None = None) -> Settings:
    """The settings.

    Raises:
        SettingsError: they can't be read.
    """
    from flows.settings import load_settings

    return load_settings(config).override(data=data, workers=workers)


def allow_networks(settings: Settings, networks: list[str] | None) -> Settings:
    """The settings with networks that web sources may reach beside public addresses.

    Raises:
        SettingsError: one is no network.
    """
    from flows.settings import read_networks

    allowed = (*settings.http_allow_networks, *read_networks(networks or []))
    return settings.override(http_allow_networks=allowed)


def require_warehouse(settings: Settings) -> Settings:
    """The settings; stops with a message where there is no warehouse, or none any more."""
    if not settings.warehouse_path.exists():
        from flows.runs.lost_warehouse import refuse_lost

        refuse_lost(settings)
        stop(ExitCode.FAILED, f"there is no warehouse at {settings.warehouse_path}; `wiremill run` makes one")
    return settings


def refuse_hopeless(settings: Settings, sources: Sequence[SourceDeclaration], is_first: bool) -> None:
    """Stop in a line, before anything is started, where nothing can come of any source.

    An empty folder is one in which something may lie tomorrow, unless this is the first run.
    """
    from flows.landing.look_ahead import find_problems
    from flows.runs.lost_warehouse import refuse_lost

    refuse_lost(settings)
    problems = find_problems(sources)
    is_empty = all(problem.endswith("nothing that can be read") for problem in problems)
    if problems and (is_first or not is_empty):
        more = f" (and {len(problems) - 1} more sources)" if len(problems) > 1 else ""
        stop(ExitCode.FAILED, problems[0] + more)


def open_existing(settings: Settings) -> Any:
    """The warehouse, read-only, as a context."""
    from warehouse.connect import open_warehouse

    return open_warehouse(require_warehouse(settings).warehouse_path, read_only=True)


def show_rows(names: tuple[str, ...], rows: list[Any], output: OutputFormat) -> None:
    """Print these attributes of objects."""
    from flows.cli.table_text import format_rows

    typer.echo(format_rows(names, [[getattr(row, name) for name in names] for row in rows], output.value))


def show_answer(answer: QueryResult, output: OutputFormat) -> None:
    """Print the answer to a query; say on standard error that it goes on."""
    from flows.cli.table_text import format_rows

    typer.echo(format_rows(answer.names, answer.rows, output.value))
    if answer.is_cut:
        typer.echo(f"... only the first {len(answer.rows)} rows; --limit shows more", err=True)


def stop(code: ExitCode, message: str) -> NoReturn:
    """Say why, and exit."""
    typer.echo(f"wiremill: {message}", err=True)
    raise typer.Exit(code)


def carry_out(request: RunRequest, strict: bool, is_plain: bool, telling: Telling | None = None) -> None:
    """Do a run, print its report, and exit as it ended."""
    from flows.cli.start import start_run

    telling = telling or Telling()
    outcome = start_run(request, is_plain, telling.verbosity)
    if outcome.report is None:
        stop(outcome.exit_code, outcome.message)
    from flows.runs.run_report import format_report, report_as_json

    if telling.is_json:
        typer.echo(report_as_json(outcome.report))
    elif telling.verbosity >= 0:
        typer.echo(format_report(outcome.report))
    if outcome.report.problem is not None:
        stop(ExitCode.FAILED, f"the run failed: {outcome.report.problem}")
    if strict and not outcome.report.is_complete:
        raise typer.Exit(ExitCode.INCOMPLETE)


def choose_telling(quiet: bool, verbose: bool, as_json: bool) -> Telling:
    """What these options mean together."""
    if quiet and verbose:
        stop(ExitCode.USAGE, "--quiet and --verbose can't both be")
    return Telling(-1 if quiet else 1 if verbose else 0, as_json)


def find_published(settings: Settings) -> WarehousePlace:
    """The released copy, fetched where this machine has no data; before the first one the warehouse."""
    released = settings.releases_path / "current" / "wiremill.duckdb"
    if not released.exists() and not settings.warehouse_path.exists() and settings.releases_address:
        from flows.storage.fetched_release import find_shared_release

        return find_shared_release(settings.releases_address).fetch(released.name)
    return released if released.exists() else settings.warehouse_path
