"""Read one text."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from wiremill.extraction import Extraction

if TYPE_CHECKING:
    from transforms.documents.clean_document import CleanDocument
    from transforms.documents.decoding.raw_document import BoilerplatePolicy
    from transforms.extract import DocumentRows


def extract(
    text: str | bytes,
    *,
    title: str | None = None,
    published: date | str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    language: str | None = None,
    boilerplate: BoilerplatePolicy = "keep",
    media_type: str = "text/plain",
    source: str = "text",
    uri: str | None = None,
    model: str = "auto",
) -> Extraction:
    """Read a text as a run reads an article, and return its rows.

    The first call loads the models (some seconds, 500 MB); a sentence then takes some hundredths of a
    second on one core. Nothing is written and nothing is fetched; the same arguments give the same rows.

    Args:
        text: the article; bytes are decoded as a run decodes a file.
        title: its headline, which the reader of events sees before the text.
        published: day of publication, a date or ISO 8601 text; "Monday" is resolved against it.
        author: names, several joined with ";" or "and".
        publisher: who published it.
        agency: the syndicating agency.
        language: ISO 639-1 code; found out where it is not given. Only English ("en") is coded.
        boilerplate: "keep" takes every line for article text; "strip" drops navigation, bylines and the like.
        media_type: "text/plain", "text/html" or "text/markdown".
        source: name of the source; with `uri` it makes the ids of the rows.
        uri: what tells the text from others of its source; without it, a hash of the content.
        model: language model, an installed package or a path; "auto" takes the best one installed.

    Raises:
        UnreadableDocumentError: the content can't be decoded or holds no text; `reason` says why.
        ValueError: `published` is no date.
        ModelNotFoundError: the language model is not installed.
        ReaderFilesError: a file of the reader of events is missing or damaged.
    """
    from transforms.documents.clean import clean_document
    from transforms.documents.decoding.raw_document import RawDocument

    content = text.encode("utf-8", "replace") if isinstance(text, str) else text
    stated = {
        "title": title, "published": _state_day(published), "author": author, "publisher": publisher,
        "agency": agency, "language": language,
    }  # fmt: skip
    raw = RawDocument(
        source=source,
        uri=uri if uri is not None else sha256(content).hexdigest(),
        content=content,
        media_type=media_type,
        charset="utf-8" if isinstance(text, str) else None,
        boilerplate=boilerplate,
        metadata={name: value for name, value in stated.items() if value},
    )
    return _extract_document(clean_document(raw), model)


def _extract_document(document: CleanDocument, model: str) -> Extraction:
    from transforms.extract import extract_parsed, parse_documents
    from transforms.language.model import load_model

    parsed = next(parse_documents(load_model(model), [document]))
    found = extract_parsed(document, parsed)
    if found.error is not None:
        raise found.error
    return _gather(document, found, is_coded=parsed is not None)


def _state_day(published: date | str | None) -> str | None:
    """The day as metadata state it.

    Raises:
        ValueError: the text is no date.
    """
    from transforms.documents.metadata.published_date import parse_published

    if published is None or isinstance(published, date):
        return published.isoformat() if published is not None else None
    if parse_published(published, None) is None:
        raise ValueError(f"published is {published!r}, which is no date such as 2024-05-24")
    return published


def _gather(document: CleanDocument, found: DocumentRows, is_coded: bool) -> Extraction:
    published: dict[str, Any] = {
        "published_on": document.published_on,
        "published_precision": document.published_precision,
        "published_method": document.published_method,
    }
    if found.inferred is not None:
        on, precision = found.inferred
        published = {"published_on": on, "published_precision": precision, "published_method": "inferred"}
    rows: dict[str, Any] = dict(found.rows)
    return Extraction(
        document_id=document.document_id,
        text=document.text,
        title=document.title,
        author=document.author,
        publisher=document.publisher,
        agency=document.agency,
        language=document.language,
        is_coded=is_coded,
        blocks=document.blocks,
        **published,
        **rows,
    )
