"""What a run is asked to do."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Literal

from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration

Redo = Literal["nothing", "sources", "everything", "failures", "quarantine"]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Sources to read, and which known documents to process again though they did not change.

    `redo` is `sources` (all documents of these sources, also those that the source no longer yields),
    `everything`, `failures` (dead letters whose content is in the raw store) or `quarantine` (documents
    with rows that were kept out).
    """

    settings: Settings
    sources: tuple[SourceDeclaration, ...] = ()
    redo: Redo = "nothing"

    def describe(self) -> str:
        """The parameters as JSON, for the log of runs."""
        sources = [dataclasses.asdict(source) for source in self.sources]
        return json.dumps({"sources": sources, "redo": self.redo}, ensure_ascii=False)
