"""The command line: `wiremill run PATH`, `status`, `query`, `failures`, `quarantine`, `export` and more.

Exit codes: 0 done; 1 the run failed; 2 wrong usage or settings; 3 done, but some documents could not be
processed or rows were kept out (only with --strict); 4 another run is under way; 130 interrupted.
Commands import what they need when they run, so that asking is quick.
"""

from __future__ import annotations

import signal
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from flows.run_request import Redo, RunRequest
    from flows.settings import Settings
    from flows.sources.declaration import SourceDeclaration


class ExitCode(IntEnum):
    """What a scheduler is told."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INCOMPLETE = 3
    BUSY = 4
    INTERRUPTED = 130


class Boilerplate(StrEnum):
    """What to do with text around the article."""

    STRIP = "strip"
    KEEP = "keep"


class OutputFormat(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


SAMPLE_QUERY = "who_did_what"
app = typer.Typer(
    name="wiremill",
    help="Raw news texts in, structured, checked, queryable tables out.",
    epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 incomplete (--strict), 4 busy, 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
failures_app = typer.Typer(help="Documents that could not be processed.", no_args_is_help=True)
quarantine_app = typer.Typer(help="Rows that a check kept out of the tables.", no_args_is_help=True)
app.add_typer(failures_app, name="failures")
app.add_typer(quarantine_app, name="quarantine")

Config = Annotated[Path | None, typer.Option("--config", help="Settings file (default: wiremill.toml here).")]
Data = Annotated[Path | None, typer.Option("--data", help="Data folder (default: data).")]
Workers = Annotated[int | None, typer.Option("--workers", min=0, help="Worker processes (0: none).")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 when documents or rows were kept out.")]
Format = Annotated[OutputFormat, typer.Option("--format", help="How to write the answer.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="Rows at most.")]
PlainEngine = Annotated[bool, typer.Option("--no-prefect", help="Run without Prefect's engine and server.")]


@app.command()
def run(
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
    no_prefect: PlainEngine = False,
) -> None:
    """Process what is new or changed in the sources, and publish it."""
    from flows.run_request import RunRequest
    from flows.settings import SettingsError
    from flows.source_choice import choose_sources, sample_source

    settings = _load_settings(config, data, workers)
    is_everything = reprocess and not paths and not sample
    sources: tuple[SourceDeclaration, ...] = ()
    try:
        if sample:
            sources = (sample_source(),)
        elif not is_everything:
            sources = choose_sources(settings, paths or [], source_name, boilerplate, kind)
    except SettingsError as error:
        _stop(ExitCode.USAGE, str(error))
    redo: Redo = "everything" if is_everything else "sources" if reprocess else "nothing"
    _run(RunRequest(settings, sources, redo), strict, no_prefect)
    if sample:
        _show_sample_query(settings)


@app.command()
def status(config: Config = None, data: Data = None) -> None:
    """Show the last runs, how fresh the data are, and what the tables hold."""
    from flows.status_text import format_status

    settings = _load_settings(config, data)
    with _open(settings) as con:
        from warehouse.report import read_status

        typer.echo(format_status(read_status(con), settings))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help='SQL, or the name of a shipped query ("list" lists them).')],
    output: Format = OutputFormat.TABLE,
    limit: Limit = 100,
    config: Config = None,
    data: Data = None,
) -> None:
    """Ask the published copy a question in SQL."""
    from flows.table_text import format_rows
    from warehouse.query import QueryError, read_sample_queries, run_query

    settings = _load_settings(config, data)
    shipped = read_sample_queries()
    if sql == "list":
        typer.echo("\n".join(f"{name:<32}{entry.question}" for name, entry in shipped.items()))
        return
    try:
        answer = run_query(_find_published(settings), shipped[sql].sql if sql in shipped else sql, limit)
    except QueryError as error:
        _stop(ExitCode.USAGE, str(error))
    except OSError as error:
        _stop(ExitCode.FAILED, str(error))
    typer.echo(format_rows(answer.names, answer.rows, output.value))
    if answer.is_cut:
        typer.echo(f"... only the first {limit} rows; --limit shows more", err=True)


@failures_app.command("list")
def list_failures(
    output: Format = OutputFormat.TABLE, limit: Limit = 100, config: Config = None, data: Data = None
) -> None:
    """List documents that could not be processed, last first."""
    from warehouse.operations import read_failures

    with _open(_load_settings(config, data)) as con:
        rows = read_failures(con, limit=limit)
    names = ("source", "uri", "stage", "error_type", "message", "attempts", "last_failed_at")
    _show(names, rows, output)


@failures_app.command("retry")
def retry_failures(
    config: Config = None,
    data: Data = None,
    workers: Workers = None,
    strict: Strict = False,
    no_prefect: PlainEngine = False,
) -> None:
    """Process dead letters again whose content is in the raw store; others need `run` on their source."""
    from flows.run_request import RunRequest

    settings = _load_settings(config, data, workers)
    _run(RunRequest(settings, (), "failures"), strict, no_prefect)


@quarantine_app.command("list")
def list_quarantine(
    output: Format = OutputFormat.TABLE, limit: Limit = 100, config: Config = None, data: Data = None
) -> None:
    """List rows that were kept out, last first, with the reason."""
    from warehouse.operations import read_quarantine

    with _open(_load_settings(config, data)) as con:
        rows = read_quarantine(con, limit=limit)
    _show(("table_name", "row_key", "document_id", "check_name", "reason", "run_id"), rows, output)


@quarantine_app.command("replay")
def replay_quarantine(
    config: Config = None,
    data: Data = None,
    workers: Workers = None,
    strict: Strict = False,
    no_prefect: PlainEngine = False,
) -> None:
    """Process the documents of quarantined rows again (after a rule or a check was mended)."""
    from flows.run_request import RunRequest

    settings = _load_settings(config, data, workers)
    _run(RunRequest(settings, (), "quarantine"), strict, no_prefect)


@app.command()
def export(config: Config = None, data: Data = None) -> None:
    """Write a new release (Parquet, read-only DuckDB, manifest) even if nothing changed."""
    from flows.stages import export_published

    settings = _load_settings(config, data)
    if not settings.warehouse_path.exists():
        _stop(
            ExitCode.FAILED, f"there is no warehouse at {settings.warehouse_path}; `wiremill run` makes one"
        )
    release = export_published(settings, force=True)
    typer.echo(f"{release.current} -> {release.folder}")


@app.command()
def refresh(config: Config = None, data: Data = None) -> None:
    """Resolve actors, copies and event groups anew, for instance after new corrections."""
    from flows.upkeep import refresh as refresh_all

    settings = _load_settings(config, data)
    with _open(settings):
        pass  # says so where there is no warehouse
    release = refresh_all(settings)
    typer.echo(f"{release.current} -> {release.folder}")


@app.command()
def freshness(
    hours: Annotated[float, typer.Argument(help="How old the newest load may be.")] = 24.0,
    config: Config = None,
    data: Data = None,
) -> None:
    """Exit with 1 when the newest load is older than so many hours."""
    from flows.upkeep import StaleError, check_freshness

    settings = _load_settings(config, data)
    with _open(settings):
        pass  # says so where there is no warehouse
    try:
        age = check_freshness(settings, hours)
    except StaleError as error:
        _stop(ExitCode.FAILED, str(error))
    typer.echo(f"the newest load is {age:.1f} hours old")


@app.command()
def maintain(config: Config = None, data: Data = None) -> None:
    """Compact the warehouse, renew the release, drop old releases."""
    from flows.upkeep import maintain as keep_up

    settings = _load_settings(config, data)
    with _open(settings):
        pass  # says so where there is no warehouse
    report = keep_up(settings)
    typer.echo(f"warehouse: {report.bytes_before:,} bytes before, {report.bytes_after:,} after")


@app.command()
def dictionary(
    table: Annotated[str | None, typer.Argument(help="One table (default: all).")] = None,
) -> None:
    """Print what each table and column means."""
    from schemas.dictionary import describe_table
    from schemas.registry import TABLE_BY_NAME

    if table is None:
        from warehouse.data_dictionary import make_dictionary

        typer.echo(make_dictionary())
    elif table in TABLE_BY_NAME:
        typer.echo(describe_table(TABLE_BY_NAME[table]))
    else:
        _stop(ExitCode.USAGE, f"no table {table!r}; there are {', '.join(TABLE_BY_NAME)}")


@app.command()
def checks(
    run_id: Annotated[str | None, typer.Argument(help="Run (default: the last one).")] = None,
    docs: Annotated[
        Path | None, typer.Option(help="Check what the warehouse holds now; write Data Docs to this folder.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="With --docs: newest documents, at most.")] = 1000,
    output: Format = OutputFormat.TABLE,
    config: Config = None,
    data: Data = None,
) -> None:
    """Show what the audit checked in a run and what it found; or write Data Docs of what is there now."""
    from flows.table_text import format_rows
    from warehouse.query import run_query

    settings = _load_settings(config, data)
    if docs is not None:
        _write_data_docs(settings, docs, limit)
        return
    with _open(settings):
        pass  # says so where there is no warehouse
    last = "(SELECT run_id FROM ops.checks ORDER BY checked_at DESC LIMIT 1)"
    wanted = last if run_id is None else "'" + run_id.replace("'", "''") + "'"
    answer = run_query(settings.warehouse_path, _CHECKS_SQL.format(wanted=wanted), None)
    typer.echo(format_rows(answer.names, answer.rows, output.value))


def _write_data_docs(settings: Settings, folder: Path, limit: int) -> None:
    with _open(settings) as con:
        from warehouse.data_docs import build_warehouse_docs

        index, count = build_warehouse_docs(con, folder, limit)
    typer.echo(f"{index}: checks of {count:,} documents")


_CHECKS_SQL = """
SELECT batch_no, table_name, check_name, severity, is_passed, evaluated_count, failed_count, observed
FROM ops.checks WHERE run_id = {wanted} ORDER BY is_passed, batch_no, table_name, check_name
"""


def main() -> None:
    """Run the command line; SIGTERM is an interruption, so that a run ends in order."""
    signal.signal(signal.SIGTERM, _interrupt)
    app()


def _interrupt(number: int, frame: Any) -> NoReturn:  # noqa: ARG001
    raise KeyboardInterrupt


def _run(request: RunRequest, strict: bool, is_plain: bool) -> None:
    from flows.start import start_run

    outcome = start_run(request, is_plain)
    if outcome.report is not None:
        from flows.run_report import format_report

        typer.echo(format_report(outcome.report))
        if strict and (outcome.report.failed_count or outcome.report.quarantined_row_count):
            raise typer.Exit(ExitCode.INCOMPLETE)
        return
    _stop(ExitCode(outcome.exit_code), outcome.message)


def _load_settings(config: Path | None, data: Path | None, workers: int | None = None) -> Settings:
    from flows.settings import SettingsError, load_settings

    try:
        return load_settings(config).override(data=data, workers=workers)
    except SettingsError as error:
        _stop(ExitCode.USAGE, str(error))


def _open(settings: Settings) -> Any:
    from warehouse.connect import open_warehouse

    if not settings.warehouse_path.exists():
        _stop(
            ExitCode.FAILED, f"there is no warehouse at {settings.warehouse_path}; `wiremill run` makes one"
        )
    return open_warehouse(settings.warehouse_path, read_only=True)


def _find_published(settings: Settings) -> Path:
    """The released copy, or the warehouse itself before the first release."""
    released = settings.releases_path / "current" / "wiremill.duckdb"
    return released if released.exists() else settings.warehouse_path


def _show(names: tuple[str, ...], rows: list[Any], output: OutputFormat) -> None:
    from flows.table_text import format_rows

    typer.echo(format_rows(names, [[getattr(row, name) for name in names] for row in rows], output.value))


def _show_sample_query(settings: Settings) -> None:
    from flows.table_text import format_rows
    from warehouse.query import read_sample_queries, run_query

    sample = read_sample_queries()[SAMPLE_QUERY]
    answer = run_query(_find_published(settings), sample.sql, 10)
    typer.echo(f"\n{sample.question}  (wiremill query {sample.name})")
    typer.echo(format_rows(answer.names, answer.rows, "table"))


def _stop(code: ExitCode, message: str) -> NoReturn:
    typer.echo(f"wiremill: {message}", err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    main()
