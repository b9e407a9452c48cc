"""The log of runs beside the raw contents, so that a warehouse that is made anew knows them."""

from __future__ import annotations

import dataclasses
import json
import logging
from datetime import datetime
from pathlib import Path

from schemas.operations import Run

FILE_NAME = "runs.jsonl"
TIMES = ("started_at", "ended_at")
logger = logging.getLogger(__name__)


def log_run(raw: Path, run: Run) -> None:
    """Append a run that has ended."""
    raw.mkdir(parents=True, exist_ok=True)
    with (raw / FILE_NAME).open("a", encoding="utf-8", errors="replace") as file:
        file.write(json.dumps(dataclasses.asdict(run), default=str, ensure_ascii=False) + "\n")


def read_logged_runs(raw: Path) -> list[Run]:
    """The runs in the log, the last line of each; lines that can't be read are left out with a warning."""
    path = raw / FILE_NAME
    if not path.exists():
        return []
    runs: dict[str, Run] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
        if not line:
            continue
        try:
            fields = json.loads(line)
            for name in TIMES:
                fields[name] = fields[name] and datetime.fromisoformat(fields[name])
            run = Run(**fields)
        except (ValueError, TypeError, KeyError) as error:
            logger.warning("%s: line %d can't be read: %s", path, number, error)
        else:
            runs[run.run_id] = run
    return list(runs.values())
