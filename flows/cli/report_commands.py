"""The command that writes the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.command_options import Config, Data, read_settings, stop
from flows.error_text import ExitCode

app = typer.Typer()


@app.command()
def report(
    out: Annotated[Path | None, typer.Option(help="Folder (default: report in the current release).")] = None,
    documents: Annotated[
        int | None, typer.Option(min=1, help="Newest documents in full (default: 500).")
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Write static pages of the current release, to open in a browser without server or network."""
    from flows.runs.release_report import find_release, write_report

    settings = read_settings(config, data).override(report_documents=documents)
    release = find_release(settings)
    if release is None:
        stop(ExitCode.FAILED, f"there is no release in {settings.releases_path}; `wiremill run` makes one")
    written = write_report(settings, release, out)
    typer.echo(f"{written.page}: {written.article_count:,} articles, {written.data_bytes:,} bytes of data")
