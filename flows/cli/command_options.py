"""What the commands of the command line share: options, exit codes, and how they stop and answer."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from flows.error_text import ExitCode, describe_error, find_exit_code

if TYPE_CHECKING:
    from flows.landing.run_request import RunRequest
    from flows.settings import Settings


class Boilerplate(StrEnum):
    """What to do with text around the article."""

    STRIP = "strip"
    KEEP = "keep"


class OutputFormat(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


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
            stop(find_exit_code(error), describe_error(error))


Config = Annotated[Path | None, typer.Option("--config", help="Settings file (default: wiremill.toml here).")]
Data = Annotated[Path | None, typer.Option("--data", help="Data folder (default: data).")]
Workers = Annotated[int | None, typer.Option("--workers", min=0, help="Worker processes (0: none).")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 when documents or rows were kept out.")]
Format = Annotated[OutputFormat, typer.Option("--format", help="How to write the answer.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="Rows at most.")]
PlainEngine = Annotated[bool, typer.Option("--no-prefect", help="Run without Prefect's engine and server.")]


def read_settings(config: Path | None, data: Path | None, workers: int | None = None) -> Settings:
    """The settings.

    Raises:
        SettingsError: they can't be read.
    """
    from flows.settings import load_settings

    return load_settings(config).override(data=data, workers=workers)


def require_warehouse(settings: Settings) -> Settings:
    """The settings; stops with a message where there is no warehouse yet."""
    if not settings.warehouse_path.exists():
        stop(ExitCode.FAILED, f"there is no warehouse at {settings.warehouse_path}; `wiremill run` makes one")
    return settings


def open_existing(settings: Settings) -> Any:
    """The warehouse, read-only, as a context."""
    from warehouse.connect import open_warehouse

    return open_warehouse(require_warehouse(settings).warehouse_path, read_only=True)


def show_rows(names: tuple[str, ...], rows: list[Any], output: OutputFormat) -> None:
    """Print these attributes of objects."""
    from flows.cli.table_text import format_rows

    typer.echo(format_rows(names, [[getattr(row, name) for name in names] for row in rows], output.value))


def stop(code: ExitCode, message: str) -> NoReturn:
    """Say why, and exit."""
    typer.echo(f"wiremill: {message}", err=True)
    raise typer.Exit(code)


def carry_out(request: RunRequest, strict: bool, is_plain: bool) -> None:
    """Do a run, print its report, and exit as it ended."""
    from flows.cli.start import start_run

    outcome = start_run(request, is_plain)
    if outcome.report is not None:
        from flows.runs.run_report import format_report

        typer.echo(format_report(outcome.report))
        if request.sources and outcome.report.is_all_failed:
            stop(ExitCode.FAILED, "the run failed: nothing that came in could be read and processed")
        if strict and (outcome.report.failed_count or outcome.report.quarantined_row_count):
            raise typer.Exit(ExitCode.INCOMPLETE)
        return
    stop(outcome.exit_code, outcome.message)
