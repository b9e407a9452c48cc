"""The job of a worker, as it is handed over: paths and plain values."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.landing.plan import DeadLetter, read_dead_letters
from flows.llm.settings import LlmSettings
from flows.storage.addresses import is_address
from transforms.events.corrections.correction import EventCorrection


@dataclass(frozen=True, slots=True)
class BatchJob:
    """Everything that a worker needs, as paths and plain values.

    `corrections` are the user's lines that correct events of documents of the batch.
    `skipped` names documents that made a worker fail before, with the reason. A careful job keeps the
    rows of each document on disk as soon as they are made, because the worker may not survive.
    """

    batch: Path
    shards: Path
    templates: Path
    raw: Path | str
    model: str
    run_id: str
    extractor_version: str
    loaded_at: datetime
    llm: LlmSettings | None = None
    corrections: tuple[EventCorrection, ...] = ()
    skipped: tuple[tuple[str, str, str], ...] = ()
    is_careful: bool = False

    @property
    def failures(self) -> Path:
        """Where the dead letters of the batch go."""
        return self.shards.with_suffix(".failures.jsonl")

    @property
    def spool(self) -> Path:
        """Where a careful job keeps rows."""
        return self.shards.with_suffix(".spool")

    def to_json(self) -> str:
        """The job as one line of JSON."""
        return json.dumps(dataclasses.asdict(self), default=str)

    @classmethod
    def from_json(cls, line: str) -> BatchJob:
        """Read what `to_json` wrote."""
        fields = json.loads(line)
        for name in ("batch", "shards", "templates", "raw"):
            fields[name] = fields[name] if is_address(fields[name]) else Path(fields[name])
        fields["loaded_at"] = datetime.fromisoformat(fields["loaded_at"])
        if fields["llm"] is not None:
            fields["llm"] = LlmSettings(
                **fields["llm"] | {"cache_folder": Path(fields["llm"]["cache_folder"])}
            )
        fields["corrections"] = tuple(EventCorrection.from_fields(line) for line in fields["corrections"])
        fields["skipped"] = tuple(tuple(entry) for entry in fields["skipped"])
        return cls(**fields)

    def read_failures(self) -> list[DeadLetter]:
        """Dead letters of the batch, once it is done."""
        return read_dead_letters(self.failures)
