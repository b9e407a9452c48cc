"""Commands that bring back, put away or take out: rebuild, backup, restore, retract, purge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.command_options import (
    AllowShrink,
    Config,
    Data,
    PlainEngine,
    Strict,
    Workers,
    carry_out,
    read_settings,
    require_warehouse,
    stop,
)
from flows.error_text import ExitCode

if TYPE_CHECKING:
    from flows.settings import Settings

app = typer.Typer()


@app.command()
def rebuild(
    config: Config = None,
    data: Data = None,
    workers: Workers = None,
    strict: Strict = False,
    allow_shrink: AllowShrink = False,
    no_prefect: PlainEngine = False,
) -> None:
    """Make the warehouse anew from the raw store alone, after it was lost or damaged."""
    import dataclasses

    from flows.runs.rebuild import prepare_rebuild

    settings = read_settings(config, data, workers)
    request, kept = prepare_rebuild(settings)
    if kept is not None:
        typer.echo(f"the old warehouse is kept as {kept}", err=True)
    carry_out(dataclasses.replace(request, allow_shrink=allow_shrink), strict, no_prefect)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write: a tar, packed if it ends in .gz or .xz.")],
    config: Config = None,
    data: Data = None,
) -> None:
    """Write raw store, warehouse, settings and corrections to one file; runs wait, readers don't."""
    from flows.runs.backup import write_backup
    from flows.settings import find_config

    settings = require_warehouse(read_settings(config, data))
    count = write_backup(settings, file, find_config(config))
    typer.echo(f"{file}: {count:,} files, {file.stat().st_size:,} bytes")
    if settings.raw:
        typer.echo(f"the raw store is not in it, it stays at {settings.raw}", err=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    config: Config = None,
    data: Data = None,
) -> None:
    """Bring a backup into an empty data folder, and publish it; settings files come to the folder here."""
    from flows.runs.backup import restore_backup
    from flows.runs.stages import export_published

    settings = read_settings(config, data)
    report = restore_backup(settings, file, Path())
    release = export_published(settings)
    for path in report.kept_settings:
        typer.echo(f"{path} stays as it is; the backup has one too", err=True)
    typer.echo(f"restored {report.file_count:,} files of {report.made_at[:19]} UTC; {release.current}")


@app.command()
def purge(
    document: Annotated[str, typer.Argument(help="A document_id or uri.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    config: Config = None,
    data: Data = None,
) -> None:
    """Take a document out of raw store, warehouse and all releases for good (a legal demand)."""
    from flows.runs.purge import find_documents
    from flows.runs.purge import purge as take_out

    settings = require_warehouse(read_settings(config, data))
    for landed in find_documents(settings, document):
        typer.echo(f"{landed.document_id} {landed.uri} of {landed.source}")
    if not yes:
        typer.confirm("Remove it, and every old release?", abort=True)
    report = take_out(settings, document)
    typer.echo(f"purged {len(report.documents):,} documents, {report.content_count:,} raw contents")
    for holder in report.held_by:
        typer.echo(f"still held by {holder}")


@app.command()
def retract(
    uris: Annotated[list[str], typer.Argument(help="Documents, as `documents.uri` has them; * and ? match.")],
    source: Annotated[str | None, typer.Option(help="Only of this source.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Let retracted documents in again.")] = False,
    config: Config = None,
    data: Data = None,
) -> None:
    """Take documents out for good, and dismiss open dead letters, for instance of deleted files."""
    from flows.runs.retraction import retract as take_back

    settings = require_warehouse(read_settings(config, data))
    if undo:
        _let_in_again(settings, uris, source, dry_run)
        return
    found = take_back(settings, uris, source, dry_run)
    if not found.documents and not found.dead_letters:
        stop(ExitCode.FAILED, f"no document and no open dead letter matches {', '.join(uris)}")
    for kind, entries in (("document", found.documents), ("dead letter", found.dead_letters)):
        for name, uri in entries:
            typer.echo(f"{'would retract' if dry_run else 'retracted'} {kind} {uri} of {name}")


def _let_in_again(settings: Settings, uris: list[str], source: str | None, is_trial: bool) -> None:
    from flows.landing.run_request import RunRequest
    from flows.runs.retraction import undo_retraction
    from schemas.identifiers import make_document_id

    found = undo_retraction(settings, uris, source, is_trial)
    if not found:
        stop(ExitCode.FAILED, f"no retracted document matches {', '.join(uris)}")
    for name, uri in found:
        typer.echo(f"{'would let' if is_trial else 'let'} document {uri} of {name} in again")
    if not is_trial:
        ids = tuple(make_document_id(name, uri) for name, uri in found)
        carry_out(RunRequest(settings, document_ids=ids), strict=False, is_plain=True)
