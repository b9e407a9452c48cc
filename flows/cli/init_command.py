"""`wiremill init`: the files that an operator fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.command_options import stop
from flows.error_text import ExitCode

TEMPLATES = Path(__file__).parents[1] / "templates"
FILES = ("wiremill.toml", "corrections.csv", "event_corrections.csv", "prefect.yaml")

app = typer.Typer()


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path()) -> None:
    """Write commented settings, empty corrections and the deployments into a folder."""
    if there := [name for name in FILES if (folder / name).exists()]:
        stop(ExitCode.USAGE, f"{folder / there[0]} exists; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / name).write_bytes((TEMPLATES / name).read_bytes())
        typer.echo(str(folder / name))
