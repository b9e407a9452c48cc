"""The work on a batch: landed documents to shards of rows, a few documents at a time.

Documents are cleaned and parsed together, because the language model is faster on many paragraphs, and
extracted one by one. A careful job takes each alone, so that it is known which one a worker dies of.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flows.landing.plan import DeadLetter, read_batch, write_dead_letters
from flows.landing.raw_store import LandedDocument, RawStore
from flows.landing.template_learning import load_memory
from flows.llm.events import choose_event_coder
from flows.storage.storage_errors import StorageError
from flows.workers.batch_job import BatchJob
from flows.workers.document_rows import Provenance, ReadDocument, Rows, make_rows
from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import UnreadableDocumentError
from transforms.documents.template_memory import TemplateMemory
from transforms.events.corrections.correction import EventCorrections
from transforms.extract import parse_documents
from transforms.language.model import load_model
from transforms.language.parsed_document import ParsedDocument
from warehouse.stage import write_shards

MAX_MESSAGE_CHARS = 500
GROUP_DOCUMENTS = 8
GROUP_CHARS = 100_000  # a longer text is parsed alone

# Told the documents at work: all of a group while it is cleaned and parsed, each while it is extracted,
# none once all are done.
Report = Callable[[Sequence[str]], None]
Outcome = Rows | DeadLetter


@dataclass(frozen=True, slots=True)
class _Context:
    """What is the same for all documents of a batch."""

    job: BatchJob
    memory: TemplateMemory
    report: Report
    corrections: EventCorrections


def run_batch_job(job: BatchJob, report: Report) -> None:
    """Write the shards and dead letters of a batch."""
    done = dict(_read_spool(job.spool)) if job.is_careful else {}
    documents = read_batch(job.batch)
    reasons = {document_id: (error_type, reason) for document_id, error_type, reason in job.skipped}
    for landed in documents:
        if landed.document_id in reasons:
            done[landed.document_id] = _write_letter(landed, "extract", *reasons[landed.document_id])
    waiting = [landed for landed in documents if landed.document_id not in done]
    size = 1 if job.is_careful else GROUP_DOCUMENTS
    context = _Context(job, _load_memory(job.templates), report, EventCorrections(job.corrections))
    for start in range(0, len(waiting), size):
        for document_id, outcome in _process_group(context, waiting[start : start + size]):
            done[document_id] = outcome
            if job.is_careful:
                _spool(job.spool, document_id, outcome)
    report(())
    _write(job, [done[landed.document_id] for landed in documents])
    job.spool.unlink(missing_ok=True)


def _write(job: BatchJob, outcomes: Sequence[Outcome]) -> None:
    rows_by_table: dict[str, list[Any]] = {}
    for outcome in outcomes:
        if not isinstance(outcome, DeadLetter):
            for table, rows in outcome.items():
                rows_by_table.setdefault(table, []).extend(rows)
    write_dead_letters(job.failures, [o for o in outcomes if isinstance(o, DeadLetter)])
    write_shards(job.shards, rows_by_table)


def _process_group(context: _Context, group: Sequence[LandedDocument]) -> Iterator[tuple[str, Outcome]]:
    """The rows of each document, or why there are none."""
    context.report([landed.document_id for landed in group])
    found = [(landed.document_id, _read(context, landed)) for landed in group]
    for document_id, outcome in found:
        if isinstance(outcome, DeadLetter):
            context.report([document_id])
            yield document_id, outcome
    for part in _cut_parts([read for _, read in found if isinstance(read, ReadDocument)]):
        if len(group) > 1:
            context.report([read.landed.document_id for read in part])
        parsed = _parse(context.job, part)
        for read, result in zip(part, parsed, strict=True):
            if len(group) > 1:
                context.report([read.landed.document_id])
            yield read.landed.document_id, _extract(context, read, result)


def _cut_parts(group: Sequence[ReadDocument]) -> Iterator[list[ReadDocument]]:
    """Documents to be parsed together."""
    part: list[ReadDocument] = []
    size = 0
    for read in group:
        if part and size + len(read.clean.text) > GROUP_CHARS:
            yield part
            part, size = [], 0
        part.append(read)
        size += len(read.clean.text)
    if part:
        yield part


def _read(context: _Context, landed: LandedDocument) -> ReadDocument | DeadLetter:
    try:
        raw = RawStore(context.job.raw).read_document(landed)
        return ReadDocument(landed, raw, clean_document(raw, context.memory))
    except StorageError:  # no fault of the document: the batch is done again
        raise
    except Exception as error:  # one bad document fails alone, whatever it does to a library
        return _describe(landed, error)


def _parse(job: BatchJob, part: Sequence[ReadDocument]) -> list[ParsedDocument | Exception | None]:
    """Each document parsed; if that fails for all of them, each alone."""
    nlp = load_model(job.model)
    try:
        return list(parse_documents(nlp, [read.clean for read in part]))
    except Exception as error:  # some document is to blame, and has to fail alone
        return [error] if len(part) == 1 else [_parse(job, [read])[0] for read in part]


def _extract(context: _Context, read: ReadDocument, parsed: ParsedDocument | Exception | None) -> Outcome:
    job = context.job
    made = Provenance(job.run_id, job.extractor_version, job.loaded_at)
    try:
        if isinstance(parsed, Exception):
            raise parsed
        return make_rows(read, parsed, made, choose_event_coder(job.llm), context.corrections)
    except Exception as error:  # as above, whatever an extractor raises
        return _describe(read.landed, error)


def _describe(landed: LandedDocument, error: Exception) -> DeadLetter:
    if isinstance(error, UnreadableDocumentError):
        return _write_letter(landed, error.stage, "UnreadableDocumentError", error.reason)
    return _write_letter(landed, "extract", type(error).__name__, _locate(error))


def _locate(error: Exception) -> str:
    """The message of an error and the place in our code that raised it."""
    place, trace = "", error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "site-packages" not in path.parts:
            place = f" ({path.parent.name}/{path.name}:{trace.tb_lineno})"
        trace = trace.tb_next
    return f"{error}{place}"


def _write_letter(landed: LandedDocument, stage: str, error_type: str, reason: str) -> DeadLetter:
    message = reason[:MAX_MESSAGE_CHARS].encode("utf-8", "replace").decode()
    return DeadLetter(landed.source, landed.uri, stage, error_type, message, landed.raw_sha256)


def _spool(path: Path, document_id: str, outcome: Rows | DeadLetter) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(pickle.dumps((document_id, outcome), protocol=5))


def _read_spool(path: Path) -> Iterator[tuple[str, Rows | DeadLetter]]:
    """What a careful job kept; the last entry may be cut off."""
    if not path.exists():
        return
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except (EOFError, pickle.UnpicklingError):
                return


@lru_cache(maxsize=1)
def _load_memory(path: Path) -> TemplateMemory:
    return load_memory(path) if path.exists() else TemplateMemory()
