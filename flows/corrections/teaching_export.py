"""Write the corrected sentences of the warehouse as teaching sentences for the reader of events."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.atomic_files import write_atomically
from schemas.document_actors import DocumentActor
from schemas.documents import Document
from schemas.event_participants import EventParticipant
from schemas.events import Event
from schemas.ledger import LedgerEntry
from schemas.mentions import Mention
from schemas.sentences import Sentence
from transforms.events.corrections.outcomes import read_outcomes
from transforms.events.corrections.teaching import CodedDocument, teach_document
from warehouse.ledger import read_corrected_entries
from warehouse.rows import read_rows

OF_DOCUMENT = "WHERE document_id = ?"


@dataclass(frozen=True, slots=True)
class TeachingExport:
    """What was written, and what was left out of it with the reason."""

    document_count: int
    sentence_count: int
    event_count: int
    problems: tuple[str, ...]


def export_teaching(con: Any, path: Path) -> TeachingExport:
    """Write one line of JSON a document that corrections changed.

    Raises:
        OSError: the file can't be written.
    """
    rows, problems = [], []
    for entry in read_corrected_entries(con, ()):
        outcomes = read_outcomes(entry.corrections_outcome)
        numbers = {o.sentence_no for o in outcomes if o.sentence_no is not None}
        if not numbers:
            continue
        taught, faults = teach_document(_read_document(con, entry), numbers)
        problems += [f"{entry.uri}: {fault}" for fault in faults]
        if taught["corrected"]:
            rows.append(taught)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    write_atomically(path, lines.encode("utf-8", "replace"))
    return TeachingExport(
        len(rows),
        sum(len(r["corrected"]) for r in rows),
        sum(len(r["events"]) for r in rows),
        tuple(problems),
    )


def _read_document(con: Any, entry: LedgerEntry) -> CodedDocument:
    key = [entry.document_id]
    return CodedDocument(
        document=read_rows(con, Document, OF_DOCUMENT, key)[0],
        sentences=tuple(read_rows(con, Sentence, f"{OF_DOCUMENT} ORDER BY sentence_no", key)),
        actors=tuple(read_rows(con, DocumentActor, OF_DOCUMENT, key)),
        mentions=tuple(read_rows(con, Mention, f"{OF_DOCUMENT} ORDER BY char_start, char_end", key)),
        events=tuple(read_rows(con, Event, f"{OF_DOCUMENT} ORDER BY char_start, event_id", key)),
        participants=tuple(
            read_rows(con, EventParticipant, f"{OF_DOCUMENT} ORDER BY event_id, role, position", key)
        ),
    )
