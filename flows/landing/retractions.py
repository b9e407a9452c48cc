"""Documents that the user took back, kept beside the raw contents, so that no source brings one back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from flows.atomic_files import write_atomically

FILE_NAME = "retracted.jsonl"


class Retractions:
    """The list of retracted documents by (source, uri), in `raw/retracted.jsonl`."""

    def __init__(self, raw: Path) -> None:
        self._path = raw / FILE_NAME
        self._times: dict[tuple[str, str], str] = {}
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                self._times[entry["source"], entry["uri"]] = entry["retracted_at"]

    def __contains__(self, key: object) -> bool:
        return key in self._times

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(sorted(self._times))

    def add(self, documents: Iterable[tuple[str, str]], now: datetime) -> None:
        """Remember documents as retracted, on disk too."""
        for key in documents:
            self._times.setdefault(key, now.isoformat())
        self._save()

    def remove(self, documents: Iterable[tuple[str, str]]) -> None:
        """Forget that documents were retracted, on disk too."""
        for key in documents:
            self._times.pop(key, None)
        self._save()

    def _save(self) -> None:
        lines = [
            json.dumps({"source": source, "uri": uri, "retracted_at": at}, ensure_ascii=False) + "\n"
            for (source, uri), at in sorted(self._times.items())
        ]
        write_atomically(self._path, "".join(lines).encode("utf-8", "replace"))
