"""Commands for a lake as the warehouse: `wiremill lake import`, `export`, `upkeep`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.command_options import Config, Data, read_settings

if TYPE_CHECKING:
    from warehouse.lake.upkeep import LakeSize

app = typer.Typer(help="A DuckLake as the warehouse: several writers and readers.", no_args_is_help=True)


@app.command(name="import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The warehouse file, such as data/warehouse.duckdb.")],
    config: Config = None,
    data: Data = None,
) -> None:
    """Bring a warehouse file into the (empty) lake of the settings; the file stays."""
    from flows.runs.run_lock import lock_run
    from flows.runs.warehouse_kind import require_lake
    from warehouse.lake_transfer import import_warehouse

    settings = read_settings(config, data)
    address = require_lake(settings)
    with lock_run(settings.lock_path, settings.lock_seconds):
        counts = import_warehouse(file, address)
    typer.echo(f"{counts['documents']:,} documents, {sum(counts.values()):,} rows -> {address}")


@app.command(name="export")
def export_file(
    file: Annotated[Path, typer.Argument(help="The warehouse file to write.")],
    config: Config = None,
    data: Data = None,
) -> None:
    """Write the lake as it is now to a new warehouse file, for a backup or to go on with; writers go on."""
    from flows.runs.warehouse_kind import require_lake
    from warehouse.lake_transfer import export_warehouse

    address = require_lake(read_settings(config, data))
    counts = export_warehouse(address, file)
    typer.echo(f"{counts['documents']:,} documents, {sum(counts.values()):,} rows -> {file}")


@app.command()
def upkeep(
    days: Annotated[int, typer.Option(min=0, help="Snapshots older than this are dropped.")] = 7,
    config: Config = None,
    data: Data = None,
) -> None:
    """Make large files of small ones, and drop old snapshots with what only they show."""
    from flows.runs.warehouse_kind import require_lake
    from warehouse.lake.upkeep import tend_lake

    done = tend_lake(require_lake(read_settings(config, data)), days)
    typer.echo(f"before: {_describe(done.before)}")
    typer.echo(f"after:  {_describe(done.after)}")
    for note in done.left_undone:
        typer.echo(f"wiremill: left as it was: {note}", err=True)


def _describe(size: LakeSize) -> str:
    return f"{size.file_count:,} files, {size.byte_count:,} bytes, {size.snapshot_count:,} snapshots"
