"""The command `wiremill explain`: how a text is read, for who asks why there is a row, or none."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.command_options import Config, read_settings, stop
from flows.error_text import ExitCode

if TYPE_CHECKING:
    from flows.settings import Settings
    from transforms.documents.clean_document import CleanDocument
    from transforms.documents.decoding.raw_document import RawDocument

app = typer.Typer()


@app.command()
def explain(
    text: Annotated[
        str,
        typer.Argument(help='One or more sentences, or a file of any format read; "-" reads standard input.'),
    ],
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
    metadata = {"title": title or "", "published": published.date().isoformat() if published else ""}
    document = _clean(_read_file(text, metadata, settings) if _is_file(text) else _read_words(text, metadata))
    if settings.llm is not None:
        told = "events are explained as the reader finds them; the settings have a language model code them"
        typer.echo(f"wiremill: {told}", err=True)

    from transforms.explain.explain_document import explain_document
    from transforms.language.model import load_model
    from transforms.reading.read_sentences import load_reader

    reader = load_reader()
    explanation = explain_document(document, load_model(settings.model), reader)
    typer.echo(format_json(explanation) if as_json else format_explanation(explanation, tokens))


def _is_file(text: str) -> bool:
    """Whether the words name a file that is there."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a path, or with a zero byte
        return False


def _read_file(path: str, metadata: dict[str, str], settings: Settings) -> RawDocument:
    """The first document of a file, as a run takes it in; of further ones it is said how many there are."""
    from flows.landing.raw_store import to_raw_document
    from flows.sources.declaration import SourceDeclaration
    from flows.sources.files import read_files
    from flows.sources.items import SourceDocument, UnreadableItem
    from transforms.documents.decoding.raw_document import UnreadableDocumentError

    stated = {name: value for name, value in metadata.items() if value}
    first, count, reason = None, 0, ""
    for item in read_files(SourceDeclaration("explain", path, metadata=stated), settings.max_document_bytes):
        if isinstance(item, SourceDocument):
            first, count = first or item, count + 1
        elif isinstance(item, UnreadableItem):
            reason = reason or item.reason
    if first is None:
        stop(ExitCode.FAILED, f"{path}: {reason or 'there is no document in it'}")
    if count > 1:
        typer.echo(f"wiremill: {path} holds {count:,} documents; the first is explained", err=True)
    try:
        return to_raw_document(first, first.content)
    except UnreadableDocumentError as error:
        stop(ExitCode.FAILED, f"{path}: {error.reason}")


def _read_words(text: str, metadata: dict[str, str]) -> RawDocument:
    """The words, or those of standard input, as a run with `boilerplate = "keep"` takes them in."""
    from transforms.documents.decoding.raw_document import RawDocument

    content = typer.get_binary_stream("stdin").read() if text == "-" else text.encode("utf-8", "replace")
    if not content.strip():
        stop(ExitCode.USAGE, "there is no text to explain")
    return RawDocument("explain", "text", content, "text/plain", boilerplate="keep", metadata=metadata)


def _clean(raw: RawDocument) -> CleanDocument:
    from transforms.documents.clean import clean_document
    from transforms.documents.decoding.raw_document import UnreadableDocumentError

    try:
        return clean_document(raw)
    except UnreadableDocumentError as error:
        stop(ExitCode.FAILED, error.reason)
