"""`wiremill init`: the files that an operator fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.command_options import stop
from flows.error_text import ExitCode
from flows.own_files import PROJECT_FILES

TEMPLATES = Path(__file__).parents[1] / "templates"

app = typer.Typer()


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path()) -> None:
    """Write commented settings, empty corrections and the deployments into a folder."""
    if there := [name for name in PROJECT_FILES if (folder / name).exists()]:
        stop(ExitCode.USAGE, f"{folder / there[0]} exists; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    for name in PROJECT_FILES:
        (folder / name).write_bytes((TEMPLATES / name).read_bytes())
        typer.echo(str(folder / name))
