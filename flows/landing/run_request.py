"""What a run is asked to do."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Literal

from flows.landing.writer_id import read_writer_id
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from warehouse.lake.address import LakeAddress

Redo = Literal["nothing", "sources", "everything", "raw", "failures", "quarantine"]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Sources to read, and which known documents to process again though they did not change.

    `redo` is `sources` (all documents of these sources, also those that the source no longer yields),
    `everything`, `raw` (all that the raw store holds, whatever the warehouse knows), `failures` (dead
    letters) or `quarantine` (documents with rows that were kept out). `document_ids` names documents of the
    raw store that are taken too. Only with `allow_shrink` may a far smaller release replace the current one.
    """

    settings: Settings
    sources: tuple[SourceDeclaration, ...] = ()
    redo: Redo = "nothing"
    document_ids: tuple[str, ...] = ()
    allow_shrink: bool = False

    def describe(self) -> str:
        """The parameters as JSON, for the log of runs; in a lake with who writes."""
        sources = [dataclasses.asdict(source) for source in self.sources]
        described: dict[str, object] = {"sources": sources, "redo": self.redo}
        if isinstance(self.settings.warehouse_path, LakeAddress):
            described["writer"] = read_writer_id(self.settings.data)
        return json.dumps(described, ensure_ascii=False)
