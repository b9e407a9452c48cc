"""The command `wiremill explain`: how a text is read, for who asks why there is a row, or none."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.command_options import Config, read_settings, stop
from flows.error_text import ExitCode

if TYPE_CHECKING:
    from transforms.documents.clean_document import CleanDocument

app = typer.Typer()


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help='One or more sentences; "-" reads standard input.')],
    title: Annotated[str | None, typer.Option(help="Headline; the reader sees it before the text.")] = None,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day of publication, against which dates are resolved."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All facts as JSON.")] = False,
    tokens: Annotated[bool, typer.Option("--tokens", help="Also how each word is parsed.")] = False,
    config: Config = None,
) -> None:
    """Show how a text is read: what each row comes from, and what was left out and why."""
    from flows.cli.explain_text import format_explanation, format_json

    settings = read_settings(config, None)
    content = typer.get_binary_stream("stdin").read() if text == "-" else text.encode("utf-8", "replace")
    if not content.strip():
        stop(ExitCode.USAGE, "there is no text to explain")
    day = published.date().isoformat() if published else ""
    document = _clean(content, {"title": title or "", "published": day})
    if settings.llm is not None:
        told = "events are explained as the reader finds them; the settings have a language model code them"
        typer.echo(f"wiremill: {told}", err=True)

    from transforms.explain.explain_document import explain_document
    from transforms.language.model import load_model
    from transforms.reading.read_sentences import load_reader

    reader = load_reader()
    explanation = explain_document(document, load_model(settings.model), reader)
    typer.echo(format_json(explanation) if as_json else format_explanation(explanation, tokens))


def _clean(content: bytes, metadata: dict[str, str]) -> CleanDocument:
    """The text as a run with `boilerplate = "keep"` takes it in."""
    from transforms.documents.clean import clean_document
    from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError

    try:
        return clean_document(
            RawDocument("explain", "text", content, "text/plain", boilerplate="keep", metadata=metadata)
        )
    except UnreadableDocumentError as error:
        stop(ExitCode.FAILED, error.reason)
