"""Documents that the user took back, kept beside the raw contents, so that no source brings one back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from flows.landing.raw_store import RawStoreError
from flows.storage.open_store import open_store

FILE_NAME = "retracted.jsonl"


class Retractions:
    """The list of retracted documents by (source, uri), in `raw/retracted.jsonl`.

    Raises:
        RawStoreError: a line of it can't be read.
    """

    def __init__(self, raw: Path | str) -> None:
        self._store = open_store(raw)
        self._times: dict[tuple[str, str], str] = {}
        lines = (self._store.read(FILE_NAME) or b"").decode("utf-8", "replace").split("\n")
        for number, line in enumerate(lines, 1):
            if line:
                source, uri, at = self._read_line(number, line)
                self._times[source, uri] = at

    def _read_line(self, number: int, line: str) -> tuple[str, str, str]:
        try:
            entry = json.loads(line)
            return str(entry["source"]), str(entry["uri"]), str(entry["retracted_at"])
        except (ValueError, TypeError, KeyError) as error:
            raise RawStoreError(
                f"{self._store.locate(FILE_NAME)}: line {number} is damaged; mend it, or bring the file back"
                " from a backup: without it retracted documents would return"
            ) from error

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
        self._store.write(FILE_NAME, "".join(lines).encode("utf-8", "replace"))
