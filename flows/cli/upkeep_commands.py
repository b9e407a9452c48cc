"""Commands that look after the warehouse: export, refresh, freshness, maintain, ..."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.command_options import (
    AllowShrink,
    Config,
    Data,
    Format,
    OutputFormat,
    open_existing,
    read_settings,
    require_warehouse,
    stop,
)
from flows.error_text import ExitCode
from schemas.ddl import quote_text

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.release.export import Release

app = typer.Typer()


@app.command()
def export(
    allow_shrink: AllowShrink = False,
    full: Annotated[
        bool, typer.Option("--full", help="Write all files anew; share none with the release before.")
    ] = False,
    config: Config = None,
    data: Data = None,
) -> None:
    """Write a new release (Parquet, read-only DuckDB, manifest) even if nothing changed."""
    from flows.runs.stages import export_published

    settings = require_warehouse(read_settings(config, data))
    release = export_published(settings, force=True, allow_shrink=allow_shrink, full=full)
    _show_release(settings, release)


@app.command()
def refresh(config: Config = None, data: Data = None) -> None:
    """Resolve actors, copies and event groups anew, for instance after new corrections."""
    from flows.runs.upkeep import refresh as refresh_all

    settings = require_warehouse(read_settings(config, data))
    release = refresh_all(settings)
    _show_release(settings, release)


@app.command()
def freshness(
    hours: Annotated[float, typer.Argument(help="How old the newest load of a source may be.")] = 24.0,
    source: Annotated[str | None, typer.Option(help="Only this source (default: each).")] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Exit with 1 when the newest load of a source is older than so many hours."""
    from flows.runs.upkeep import check_freshness

    settings = require_warehouse(read_settings(config, data))
    for name, age in check_freshness(settings, hours, source).items():
        typer.echo(f"{name}: {age:.1f} hours old")


@app.command()
def maintain(config: Config = None, data: Data = None) -> None:
    """Compact the warehouse, renew the release, drop old releases."""
    from flows.runs.upkeep import maintain as keep_up

    settings = require_warehouse(read_settings(config, data))
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
        stop(ExitCode.USAGE, f"no table {table!r}; there are {', '.join(TABLE_BY_NAME)}")


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
    from flows.cli.table_text import format_rows
    from warehouse.query import run_query

    settings = read_settings(config, data)
    if docs is not None:
        _write_data_docs(settings, docs, limit)
        return
    require_warehouse(settings)
    last = "(SELECT run_id FROM ops.checks ORDER BY checked_at DESC LIMIT 1)"
    wanted = last if run_id is None else quote_text(run_id)
    if run_id is not None:
        _require_run(settings, run_id)
    answer = run_query(settings.warehouse_path, _CHECKS_SQL.format(wanted=wanted), None)
    typer.echo(format_rows(answer.names, answer.rows, output.value))


def _show_release(settings: Settings, release: Release) -> None:
    typer.echo(f"{release.current} -> {release.folder}")
    if settings.releases_address:
        typer.echo(f"sent to {settings.releases_address}")


def _write_data_docs(settings: Settings, folder: Path, limit: int) -> None:
    _require_writable(folder)
    with open_existing(settings) as con:
        from warehouse.auditing.data_docs import build_warehouse_docs

        index, count = build_warehouse_docs(con, folder, limit)
    typer.echo(f"{index}: checks of {count:,} documents")


def _require_run(settings: Settings, run_id: str) -> None:
    from warehouse.query import run_query

    if not run_query(
        settings.warehouse_path, f"SELECT 1 FROM ops.runs WHERE run_id = {quote_text(run_id)}"
    ).rows:
        last = run_query(settings.warehouse_path, "SELECT run_id FROM ops.runs ORDER BY started_at DESC", 3)
        known = ", ".join(row[0] for row in last.rows)
        stop(ExitCode.USAGE, f"there is no run {run_id!r}; the last ones are {known or 'none'}")


def _require_writable(folder: Path) -> None:
    """Find out before the work that a folder can't be written to: the library that writes only grumbles."""
    import tempfile

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


_CHECKS_SQL = """
SELECT batch_no, table_name, check_name, severity, is_passed, evaluated_count, failed_count, observed
FROM ops.checks WHERE run_id = {wanted} ORDER BY is_passed, batch_no, table_name, check_name
"""
