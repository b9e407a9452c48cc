"""One cleaned and parsed document to the rows of all tables: extract, sign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flows.landing.raw_store import LandedDocument
from schemas.documents import Document
from schemas.ledger import LedgerEntry
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.duplicates import sign_text
from transforms.documents.template_memory import list_template_lines
from transforms.events.corrections.correction import EventCorrections
from transforms.events.corrections.outcomes import write_outcomes
from transforms.events.find import find_events
from transforms.extract import EventCoder, extract_parsed
from transforms.language.parsed_document import ParsedDocument

Rows = dict[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every document of a run says about how it was made."""

    run_id: str
    extractor_version: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A landed document, read and cleaned."""

    landed: LandedDocument
    raw: RawDocument
    clean: CleanDocument


def make_rows(
    read: ReadDocument,
    parsed: ParsedDocument | None,
    made: Provenance,
    code_events: EventCoder = find_events,
    corrections: EventCorrections | None = None,
) -> Rows:
    """All rows of a document by table name, `ledger` and `template_lines` among them.

    `corrections` of events may be of other documents too.

    Raises:
        Exception: whatever an extractor raises.
    """
    clean = read.clean
    corrections = corrections or EventCorrections()
    lines = corrections.list_of(clean.document_id, clean.uri)
    extracted = extract_parsed(clean, parsed, code_events, lines)
    if extracted.error is not None:
        raise extracted.error
    if extracted.inferred is not None:
        on, precision = extracted.inferred
        clean = replace(clean, published_on=on, published_precision=precision, published_method="inferred")
    return {
        "documents": (_document_row(clean, read.landed, made),),
        "blocks": clean.blocks,
        **extracted.rows,
        "document_signatures": (sign_text(clean.document_id, clean.text),),
        "ledger": (
            replace(
                _ledger_row(read.landed, made),
                corrections_sha256=corrections.hash_of(clean.document_id, clean.uri),
                corrections_outcome=write_outcomes(extracted.outcomes),
            ),
        ),
        "template_lines": list_template_lines(read.raw),
    }


def _document_row(clean: CleanDocument, landed: LandedDocument, made: Provenance) -> Document:
    return Document(
        document_id=clean.document_id,
        source=clean.source,
        uri=clean.uri,
        title=clean.title,
        author=clean.author,
        publisher=clean.publisher,
        agency=clean.agency,
        published_on=clean.published_on,
        published_at=clean.published_at,
        published_precision=clean.published_precision,
        published_method=clean.published_method,
        published_text=clean.published_text,
        language=clean.language,
        text=clean.text,
        raw_sha256=landed.raw_sha256,
        raw_char_count=clean.raw_char_count,
        text_char_count=len(clean.text),
        revision=1 + landed.superseded,
        duplicate_of=None,
        story_id=clean.document_id,
        extractor_version=made.extractor_version,
        run_id=made.run_id,
        loaded_at=made.loaded_at,
        kind=clean.kind,
        kind_score=clean.kind_score,
        kind_reason=clean.kind_reason,
        section=clean.section,
    )


def _ledger_row(landed: LandedDocument, made: Provenance) -> LedgerEntry:
    return LedgerEntry(
        source=landed.source,
        uri=landed.uri,
        document_id=landed.document_id,
        raw_sha256=landed.raw_sha256,
        settings_sha256=landed.settings_sha256,
        extractor_version=made.extractor_version,
        revision=1 + landed.superseded,
        run_id=made.run_id,
        processed_at=made.loaded_at,
        metadata=landed.settings_json,
    )
