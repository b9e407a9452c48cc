"""Runs the pipeline and kills itself at a named moment; not a test, started by one.

Loads the model, the word lists and the audit once, then reads lines of JSON (moment, corpus, data) and
forks a process for each, which runs until the moment and dies by SIGKILL. Answers with the signal of
its death.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flows.landing.plan
import flows.landing.planning
import flows.landing.raw_store
import flows.runs.execution
import flows.runs.pipeline
import flows.runs.steps
import flows.workers.batch_work
import warehouse.auditing.audit
import warehouse.publishing.publish
import warehouse.release.export
import warehouse.stage
from flows.landing.run_request import RunRequest
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.duplicates import sign_text
from transforms.extract import extract_parsed, parse_documents
from transforms.language.model import load_model
from warehouse.auditing.audit import prepare_audit

TEXT = (
    "Mayor Anna Ostrom met trade minister Paul Berger in Riga on 4 March 2024.\n\n"
    'The city will spend 12 million euros on trams. "We begin in 2025," Ostrom said.\n'
)

# moment -> (object, attribute, number of the call before which the process dies)
MOMENTS: dict[str, tuple[Any, str, int]] = {
    "landing": (flows.landing.raw_store.RawStore, "land", 3),
    "writing the batches": (flows.landing.plan.PlanFolder, "_batch", 2),
    "before the plan": (flows.landing.plan, "write_dead_letters", 1),
    "carrying out": (flows.runs.execution.PlanExecution, "run", 1),
    "extracting": (flows.workers.batch_work, "make_rows", 3),
    "writing shards": (warehouse.stage.os, "replace", 12),
    "auditing": (warehouse.auditing.audit, "_write_good_rows", 9),
    "inside the transaction": (warehouse.publishing.publish, "_refresh", 1),
    "before the commit": (warehouse.publishing.publish, "_log_publication", 2),
    "after the commit": (flows.landing.plan.PlanFolder, "finish_batch", 2),
    "removing shards": (flows.landing.plan.shutil, "rmtree", 10),
    "swapping the release": (warehouse.release.export, "_point_to", 1),
    "logging the end": (flows.runs.pipeline, "_finish", 1),
}


def main() -> None:
    warm_up()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run_until(**json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        answers.write(f"{-os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def warm_up() -> None:
    """Load what no fork should have to; no DuckDB, whose threads a fork would lose."""
    raw = RawDocument(source="warm", uri="up", content=TEXT.encode(), media_type="text/plain")
    clean = clean_document(raw)
    (parsed,) = parse_documents(load_model("auto"), [clean])
    assert extract_parsed(clean, parsed).error is None
    sign_text("doc-warm", TEXT)
    prepare_audit()


def run_until(moment: str, corpus: str, data: str) -> None:
    """Run, and die at the moment."""
    owner, name, number = MOMENTS[moment]
    setattr(owner, name, die_at_call(getattr(owner, name), number))
    settings = Settings(data=Path(data), workers=0, batch_documents=3, report=False)
    request = RunRequest(settings, (SourceDeclaration("corpus", corpus),))
    flows.runs.pipeline.run_pipeline(request, flows.runs.steps.make_plain_steps())


def die_at_call(function: Callable[..., Any], number: int) -> Callable[..., Any]:
    """The function, whose call of that number kills the process instead."""
    calls = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)

    return wrapped


if __name__ == "__main__":
    main()
