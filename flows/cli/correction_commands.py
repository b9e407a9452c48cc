"""Commands on a user's corrections: check, apply, export as teaching sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.command_options import (
    Config,
    Data,
    Format,
    OutputFormat,
    PlainEngine,
    Strict,
    Workers,
    carry_out,
    open_existing,
    read_settings,
    require_warehouse,
    stop,
)
from flows.error_text import ExitCode

if TYPE_CHECKING:
    from flows.settings import Settings

app = typer.Typer(help="Your corrections of events and actors.", no_args_is_help=True)
NAMES = ("line", "action", "document", "trigger", "state", "why")


@app.command()
def check(output: Format = OutputFormat.TABLE, config: Config = None, data: Data = None) -> None:
    """Say of each line of the event corrections whether it is used, and why not; exit 2 for bad lines."""
    from flows.cli.table_text import format_rows
    from flows.corrections.event_corrections import judge_lines, read_checked_lines
    from flows.runs.resolvers import read_corrections
    from transforms.events.corrections.correction import EventCorrections

    settings = _require_file(read_settings(config, data))
    read_corrections(settings.corrections)
    lines, problems = read_checked_lines(settings.event_corrections)
    with open_existing(settings) as con:
        judged = judge_lines(con, EventCorrections(lines))
    rows = [(j.line.line, j.line.action, j.line.document, j.line.trigger, j.state, j.reason) for j in judged]
    typer.echo(format_rows(NAMES, rows, output.value))
    if problems:
        stop(ExitCode.USAGE, f"{settings.event_corrections} can't be used:\n  " + "\n  ".join(problems))


@app.command()
def apply(
    config: Config = None,
    data: Data = None,
    workers: Workers = None,
    strict: Strict = False,
    no_prefect: PlainEngine = False,
) -> None:
    """Code the documents again whose lines changed, and no others, without reading a source."""
    from flows.landing.run_request import RunRequest

    settings = require_warehouse(read_settings(config, data, workers))
    carry_out(RunRequest(settings), strict, no_prefect)


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="The file to write, one document a line (JSONL).")],
    config: Config = None,
    data: Data = None,
) -> None:
    """Write corrected sentences, with their events as corrected, as teaching sentences for the reader."""
    from flows.corrections.event_corrections import judge_lines, read_event_corrections
    from flows.corrections.teaching_export import export_teaching

    settings = read_settings(config, data)
    with open_existing(settings) as con:
        result = export_teaching(con, path)
        judged = judge_lines(con, read_event_corrections(settings.event_corrections))
    for problem in result.problems:
        typer.echo(f"left out: {problem}", err=True)
    if waiting := sum(j.state == "waiting" for j in judged):
        typer.echo(f"{waiting} lines wait for the next run (`wiremill corrections apply`)", err=True)
    typer.echo(
        f"{path}: {result.document_count} documents, {result.sentence_count} sentences corrected,"
        f" {result.event_count} events"
    )


def _require_file(settings: Settings) -> Settings:
    if settings.event_corrections is None:
        stop(
            ExitCode.USAGE, 'no file: name it in wiremill.toml (event_corrections = "event_corrections.csv")'
        )
    return settings
