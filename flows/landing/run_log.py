"""The log of runs beside the raw contents, so that a warehouse that is made anew knows them."""

from __future__ import annotations

import dataclasses
import json
import logging
from datetime import datetime
from pathlib import Path

from flows.storage.open_store import open_store
from schemas.operations import Run

FILE_NAME = "runs.jsonl"
TIMES = ("started_at", "ended_at")
logger = logging.getLogger(__name__)


def log_run(raw: Path | str, run: Run) -> None:
    """Append a run that has ended."""
    line = json.dumps(dataclasses.asdict(run), default=str, ensure_ascii=False) + "\n"
    open_store(raw).append(FILE_NAME, line.encode("utf-8", "replace"))


def read_logged_runs(raw: Path | str) -> list[Run]:
    """The runs in the log, the last line of each; lines that can't be read are left out with a warning."""
    store = open_store(raw)
    text = (store.read(FILE_NAME) or b"").decode("utf-8", "replace")
    runs: dict[str, Run] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        try:
            fields = json.loads(line)
            for name in TIMES:
                fields[name] = fields[name] and datetime.fromisoformat(fields[name])
            run = Run(**fields)
        except (ValueError, TypeError, KeyError) as error:
            logger.warning("%s: line %d can't be read: %s", store.locate(FILE_NAME), number, error)
        else:
            runs[run.run_id] = run
    return list(runs.values())
