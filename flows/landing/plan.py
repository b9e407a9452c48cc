"""A plan: what a run has landed and still has to do, in files, so that the next run can take it up.

work/RUN/batches/00000.jsonl    the documents of a batch, one a line; removed once published
work/RUN/templates.pickle       repeated lines that cleaning needs
work/RUN/failures.jsonl         what could not be read
work/RUN/plan.json              counts; written last: without it the folder is no plan
work/RUN/shards/00000/          rows of a batch
"""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.atomic_files import write_atomically
from flows.landing.raw_store import LandedDocument
from warehouse.file_hashes import are_files_whole, hash_files

SOURCE_STAGE = "source"  # of a dead letter that stands for a whole source
DOCUMENT_ID = re.compile(rb"doc-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A document that can't be processed, and why."""

    source: str
    uri: str
    stage: str
    error_type: str
    message: str
    raw_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class LandingCounts:
    """Documents that the sources yielded, by what is known of them.

    `retried_count` counts documents processed again though they did not change, `superseded_count` those
    that another one of the same id took the place of, later in the same run, `retracted_count` those that
    the user took back though a source still holds them.
    """

    in_count: int = 0
    new_count: int = 0
    changed_count: int = 0
    unchanged_count: int = 0
    retried_count: int = 0
    unreadable_count: int = 0
    known_failure_count: int = 0
    superseded_count: int = 0
    retracted_count: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands in plan.json."""

    run_id: str
    started_at: datetime
    extractor_version: str
    parameters: str
    counts: LandingCounts
    pending_count: int
    notes: tuple[str, ...] = ()


class PlanFolder:
    """The work folder of one run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def templates(self) -> Path:
        """File with the repeated lines."""
        return self.folder / "templates.pickle"

    def write(
        self, plan: Plan, batches: Iterable[list[LandedDocument]], failures: Iterable[DeadLetter]
    ) -> None:
        """Write a plan; it exists once this returns."""
        for number, batch in enumerate(batches):
            lines = "".join(document.to_json() + "\n" for document in batch)
            write_atomically(self._batch(number), lines.encode("utf-8", "replace"))
        write_dead_letters(self.folder / "failures.jsonl", failures)
        content = dataclasses.asdict(plan) | {"started_at": plan.started_at.isoformat()}
        content["files"] = hash_files(self.folder, ("batches/*.jsonl", "failures.jsonl", "templates.pickle"))
        write_atomically(self.folder / "plan.json", json.dumps(content, indent=1).encode())

    def read(self) -> Plan | None:
        """The plan, if the folder holds a whole one."""
        try:
            content = json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))
            content.pop("files", None)
            content["counts"] = LandingCounts(**content["counts"])
            content["notes"] = tuple(content.get("notes", ()))
            content["started_at"] = datetime.fromisoformat(content["started_at"])
            return Plan(**content)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def is_whole(self) -> bool:
        """Whether the files that are still there are those that were written."""
        try:
            written = json.loads((self.folder / "plan.json").read_text(encoding="utf-8")).get("files")
            return written is None or are_files_whole(self.folder, written, is_missing_fine=True)
        except (OSError, ValueError, AttributeError):
            return False

    def list_document_ids(self) -> list[str]:
        """Ids of the documents in the batches, also where a batch is damaged."""
        text = b"".join(path.read_bytes() for path in self.list_batches())
        return list(dict.fromkeys(found.decode() for found in DOCUMENT_ID.findall(text)))

    def read_failures(self) -> list[DeadLetter]:
        """Documents that could not be read."""
        return read_dead_letters(self.folder / "failures.jsonl")

    def list_batches(self) -> list[Path]:
        """Files of the batches that aren't published yet, in order."""
        return sorted((self.folder / "batches").glob("*.jsonl"))

    def shards_of(self, batch: Path) -> Path:
        """Folder of the rows of a batch."""
        return self.folder / "shards" / batch.stem

    def finish_batch(self, batch: Path) -> None:
        """Mark a batch as published."""
        batch.unlink(missing_ok=True)
        shutil.rmtree(self.shards_of(batch), ignore_errors=True)

    def remove(self) -> None:
        """Remove the folder; the plan first, so that a folder half removed is no plan."""
        (self.folder / "plan.json").unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _batch(self, number: int) -> Path:
        return self.folder / "batches" / f"{number:05}.jsonl"


def read_batch(path: Path) -> list[LandedDocument]:
    """The documents of a batch file."""
    with path.open(encoding="utf-8") as lines:
        return [LandedDocument.from_json(line) for line in lines]


def list_plans(work: Path) -> Iterator[PlanFolder]:
    """Folders of runs that left a plan behind, oldest first; those without one are removed."""
    for folder in sorted(p for p in work.glob("*") if p.is_dir()):
        found = PlanFolder(folder)
        if (folder / "plan.json").exists():
            yield found
        else:
            found.remove()


def write_dead_letters(path: Path, letters: Iterable[DeadLetter]) -> None:
    """Write dead letters as JSONL."""
    lines = "".join(json.dumps(dataclasses.asdict(letter)) + "\n" for letter in letters)
    write_atomically(path, lines.encode("utf-8", "replace"))


def read_dead_letters(path: Path) -> list[DeadLetter]:
    """Read dead letters; none when there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [DeadLetter(**json.loads(line)) for line in lines]
