"""The command `wiremill search`."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.command_options import (
    Config,
    Data,
    Format,
    Limit,
    OutputFormat,
    find_published,
    read_settings,
    show_answer,
    stop,
)
from flows.error_text import ExitCode

app = typer.Typer()


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words that a text must hold, all of them.")],
    output: Format = OutputFormat.TABLE,
    limit: Limit = 20,
    config: Config = None,
    data: Data = None,
) -> None:
    """Find titles, sentences, clauses of events and quotes by their words, best first."""
    from warehouse.search import search_texts

    try:
        answer = search_texts(find_published(read_settings(config, data)), " ".join(words), limit)
    except OSError as error:
        stop(ExitCode.FAILED, str(error))
    show_answer(answer, output)
