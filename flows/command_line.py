"""The command line: `wiremill run PATH`, `status`, `query`, `failures`, `quarantine`, `export` and more.

Exit codes: 0 done; 1 the run failed, or all that came in did; 2 wrong usage or settings; 3 done, but some
documents could not be processed or rows were kept out (only with --strict); 4 another run is under way;
130 interrupted.
Commands import what they need when they run, so that asking is quick.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from flows.cli.alerts_command import app as alerts_app
from flows.cli.command_options import (
    AllowNetwork,
    AllowShrink,
    AsJson,
    Boilerplate,
    Config,
    Data,
    Format,
    Limit,
    OneLineErrors,
    OutputFormat,
    PlainEngine,
    Quiet,
    Strict,
    Verbose,
    Workers,
    allow_networks,
    carry_out,
    choose_telling,
    find_published,
    open_existing,
    read_settings,
    refuse_hopeless,
    require_warehouse,
    show_answer,
    show_rows,
    stop,
)
from flows.cli.correction_commands import app as corrections_app
from flows.cli.explain_command import app as explain_app
from flows.cli.init_command import app as init_app
from flows.cli.lake_commands import app as lake_app
from flows.cli.recovery_commands import app as recovery_app
from flows.cli.report_commands import app as report_app
from flows.cli.search_command import app as search_app
from flows.cli.upkeep_commands import app as upkeep_app
from flows.error_text import ExitCode
from flows.threads import collect_seldom, use_one_thread

if TYPE_CHECKING:
    from flows.landing.run_request import Redo, RunRequest
    from flows.settings import Settings
    from flows.sources.declaration import SourceDeclaration


SAMPLE_QUERY = "who_did_what"
app = typer.Typer(
    name="wiremill",
    cls=OneLineErrors,
    help="Raw news texts in, structured, checked, queryable tables out.",
    epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 incomplete (--strict), 4 busy, 130 interrupted.",
    no_args_is_help=True,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)
failures_app = typer.Typer(help="Documents that could not be processed.", no_args_is_help=True)
quarantine_app = typer.Typer(help="Rows that a check kept out of the tables.", no_args_is_help=True)
app.add_typer(explain_app)
app.add_typer(upkeep_app)
app.add_typer(recovery_app)
app.add_typer(search_app)
app.add_typer(init_app)
app.add_typer(alerts_app)
app.add_typer(report_app)
app.add_typer(corrections_app, name="corrections")
app.add_typer(lake_app, name="lake")
app.add_typer(failures_app, name="failures")
app.add_typer(quarantine_app, name="quarantine")


@app.callback()
def start(
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version.")] = False,
) -> None:
    """Raw news texts in, structured, checked, queryable tables out."""
    if version:
        from flows.workers.extractor_version import package_version

        typer.echo(f"wiremill {package_version()}")
        raise typer.Exit


@app.command()
def run(  # noqa: PLR0913  an argument is an option of the command
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, globs, URLs, feeds or names of configured sources."),
    ] = None,
    source_name: Annotated[str | None, typer.Option(help="Name of the source (default: its folder).")] = None,
    boilerplate: Annotated[
        Boilerplate | None, typer.Option(help="keep: the texts are clean already (default: strip).")
    ] = None,
    kind: Annotated[
        str, typer.Option(help="auto, files, urls (a list of addresses), page or feed.")
    ] = "auto",
    reprocess: Annotated[
        bool, typer.Option("--reprocess", help="Also process what did not change; without PATH everything.")
    ] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Run on the bundled sample.")] = False,
    config: Config = None,
    data: Data = None,
    workers: Workers = None,
    strict: Strict = False,
    allow_shrink: AllowShrink = False,
    allow_network: AllowNetwork = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be processed.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    as_json: AsJson = False,
    no_prefect: PlainEngine = False,
    no_report: Annotated[bool, typer.Option("--no-report", help="Write no pages with the release.")] = False,
) -> None:
    """Process what is new or changed in the sources, and publish it."""
    from flows.corrections.event_corrections import read_event_corrections
    from flows.landing.run_request import RunRequest
    from flows.landing.source_choice import choose_sources, sample_source
    from flows.runs.resolvers import read_corrections

    settings = allow_networks(read_settings(config, data, workers), allow_network)
    settings = settings.override(report=False if no_report else None)
    is_everything = reprocess and not paths and not sample
    sources: tuple[SourceDeclaration, ...] = ()
    read_corrections(settings.corrections)
    read_event_corrections(settings.event_corrections)
    if sample:
        sources = (sample_source(),)
    elif not is_everything:
        sources = choose_sources(settings, paths or [], source_name, boilerplate, kind)
        refuse_hopeless(settings, sources, is_first=not settings.warehouse_path.exists())
    redo: Redo = "everything" if is_everything else "sources" if reprocess else "nothing"
    request = RunRequest(settings, sources, redo, allow_shrink=allow_shrink)
    if dry_run:
        _show_trial(request)
        return
    carry_out(request, strict, no_prefect, choose_telling(quiet, verbose, as_json))
    if sample and not (quiet or as_json):
        _show_sample_query(settings)


@app.command()
def status(config: Config = None, data: Data = None) -> None:
    """Show the last runs, how fresh the data are, and what the tables hold."""
    from flows.cli.status_text import format_status
    from flows.clock import read_clock

    settings = read_settings(config, data)
    with open_existing(settings) as con:
        from warehouse.report import read_status

        typer.echo(format_status(read_status(con), settings, read_clock()))


@app.command()
def query(
    sql: Annotated[
        str,
        typer.Argument(
            help="SQL, a file of it (*.sql), - for standard input, or the name of a shipped"
            ' query ("list" lists them).'
        ),
    ],
    output: Format = OutputFormat.TABLE,
    limit: Limit = 100,
    config: Config = None,
    data: Data = None,
) -> None:
    """Ask the published copy a question in SQL."""
    from warehouse.query import read_sample_queries, run_query

    settings = read_settings(config, data)
    shipped = read_sample_queries()
    if sql == "list":
        typer.echo("\n".join(f"{name:<32}{entry.question}" for name, entry in shipped.items()))
        return
    sql = _read_sql(sql)
    if sql.strip().isidentifier() and sql.strip() not in shipped:
        stop(ExitCode.USAGE, f"no query is named {sql.strip()!r}; there are: {', '.join(shipped)}")
    try:
        answer = run_query(find_published(settings), shipped[sql].sql if sql in shipped else sql, limit)
    except OSError as error:
        stop(ExitCode.FAILED, str(error))
    show_answer(answer, output)


@failures_app.command("list")
def list_failures(
    output: Format = OutputFormat.TABLE, limit: Limit = 100, config: Config = None, data: Data = None
) -> None:
    """List documents that could not be processed, last first."""
    from warehouse.operations import read_failures

    with open_existing(read_settings(config, data)) as con:
        rows = read_failures(con, limit=limit)
    names = ("source", "uri", "stage", "error_type", "message", "attempts", "last_failed_at")
    show_rows(names, rows, output)


@failures_app.command("retry")
def retry_failures(
    config: Config = None,
    data: Data = None,
    workers: Workers = None,
    strict: Strict = False,
    allow_network: AllowNetwork = None,
    no_prefect: PlainEngine = False,
) -> None:
    """Process dead letters again: from the raw store, or from where they could not be read."""
    from flows.landing.run_request import RunRequest

    settings = require_warehouse(allow_networks(read_settings(config, data, workers), allow_network))
    carry_out(RunRequest(settings, (), "failures"), strict, no_prefect)


@quarantine_app.command("list")
def list_quarantine(
    output: Format = OutputFormat.TABLE, limit: Limit = 100, config: Config = None, data: Data = None
) -> None:
    """List rows that were kept out, last first, with the reason."""
    from warehouse.operations import read_quarantine

    with open_existing(read_settings(config, data)) as con:
        rows = read_quarantine(con, limit=limit)
    show_rows(("table_name", "row_key", "document_id", "check_name", "reason", "run_id"), rows, output)


@quarantine_app.command("replay")
def replay_quarantine(
    config: Config = None,
    data: Data = None,
    workers: Workers = None,
    strict: Strict = False,
    no_prefect: PlainEngine = False,
) -> None:
    """Process the documents of quarantined rows again (after a rule or a check was mended)."""
    from flows.landing.run_request import RunRequest

    settings = read_settings(config, data, workers)
    carry_out(RunRequest(settings, (), "quarantine"), strict, no_prefect)


def main() -> None:
    """Run the command line; SIGTERM is an interruption, so that a run ends in order."""
    signal.signal(signal.SIGTERM, _interrupt)
    use_one_thread()
    collect_seldom()
    app()


def _interrupt(number: int, frame: Any) -> NoReturn:  # noqa: ARG001
    raise KeyboardInterrupt


def _read_sql(given: str) -> str:
    """SQL as it is given, from a file, or from standard input."""
    from flows.text_file import NotUtf8Error, read_text_file

    if given == "-":
        return sys.stdin.read()
    if not given.endswith(".sql") or "\n" in given:
        return given
    try:
        return read_text_file(Path(given))
    except OSError as error:
        stop(ExitCode.USAGE, f"{given}: {error.strerror}")
    except NotUtf8Error as error:
        stop(ExitCode.USAGE, f"{given} {error}")


def _show_trial(request: RunRequest) -> None:
    from flows.cli.trial_text import format_trial
    from flows.landing.trial import try_sources

    typer.echo(format_trial(try_sources(request)))


def _show_sample_query(settings: Settings) -> None:
    from flows.cli.table_text import format_rows
    from warehouse.query import read_sample_queries, run_query

    sample = read_sample_queries()[SAMPLE_QUERY]
    answer = run_query(find_published(settings), sample.sql, 10)
    typer.echo(f"\n{sample.question}  (wiremill query {sample.name})")
    typer.echo(format_rows(answer.names, answer.rows, "table"))


if __name__ == "__main__":
    main()
