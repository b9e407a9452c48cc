"""The codebook: what the codes of events and actors mean, with an example each (codebook.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

CodeKind = Literal["type", "mode", "status", "context", "sector"]
_KINDS: dict[str, CodeKind] = {
    "types": "type", "modes": "mode", "statuses": "status", "contexts": "context", "sectors": "sector",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """One code; `event_type` is the type that a mode belongs to."""

    kind: CodeKind
    code: str
    meaning: str
    example: str
    event_type: str | None = None


@lru_cache(maxsize=1)
def read_codebook() -> tuple[Code, ...]:
    """All codes, in the order of the file."""
    text = Path(__file__).with_name("codebook.yaml").read_text(encoding="utf-8")
    return tuple(_list_codes(yaml.safe_load(text)))


def _list_codes(chapters: dict[str, Any]) -> Iterator[Code]:
    for chapter, entries in chapters.items():
        kind = _KINDS[chapter]
        groups = entries if kind == "mode" else {None: entries}
        for event_type, codes in groups.items():
            for code, (meaning, example) in codes.items():
                yield Code(kind, code, meaning, example, event_type)
