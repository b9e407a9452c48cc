"""The work on a batch: landed documents to shards of rows, one document after the other."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from flows.batch_job import BatchJob
from flows.document_rows import Provenance, Rows, make_rows
from flows.llm_events import choose_event_coder
from flows.plan import DeadLetter, read_batch, write_dead_letters
from flows.raw_store import LandedDocument, RawStore
from flows.template_learning import load_memory
from transforms.documents.raw_document import UnreadableDocumentError
from transforms.documents.template_memory import TemplateMemory
from transforms.language.model import load_model
from warehouse.stage import write_shards

MAX_MESSAGE_CHARS = 500


def run_batch_job(job: BatchJob, report: Callable[[str], None]) -> None:
    """Write the shards and dead letters of a batch.

    `report` is told each document before its turn, and "" once all are done.
    """
    memory = _load_memory(job.templates)
    spooled = dict(_read_spool(job.spool)) if job.is_careful else {}
    skipped = {document_id: (error_type, reason) for document_id, error_type, reason in job.skipped}
    rows_by_table: dict[str, list[Any]] = {}
    failures: list[DeadLetter] = []
    for landed in read_batch(job.batch):
        if landed.document_id in skipped:
            error_type, reason = skipped[landed.document_id]
            outcome: Rows | DeadLetter = _write_letter(landed, "extract", error_type, reason)
        elif landed.document_id in spooled:
            outcome = spooled[landed.document_id]
        else:
            report(landed.document_id)
            outcome = process_document(job, landed, memory)
            if job.is_careful:
                _spool(job.spool, landed.document_id, outcome)
        if isinstance(outcome, DeadLetter):
            failures.append(outcome)
        else:
            for table, rows in outcome.items():
                rows_by_table.setdefault(table, []).extend(rows)
    report("")
    write_dead_letters(job.failures, failures)
    write_shards(job.shards, rows_by_table)
    job.spool.unlink(missing_ok=True)


def process_document(job: BatchJob, landed: LandedDocument, memory: TemplateMemory) -> Rows | DeadLetter:
    """The rows of a document, or why there are none."""
    made = Provenance(job.run_id, job.extractor_version, job.loaded_at)
    try:
        raw = RawStore(job.raw).read_document(landed)
        return make_rows(load_model(job.model), landed, raw, memory, made, choose_event_coder(job.llm))
    except UnreadableDocumentError as error:
        return _write_letter(landed, error.stage, "UnreadableDocumentError", error.reason)
    except Exception as error:  # one bad document fails alone, whatever an extractor raises
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
