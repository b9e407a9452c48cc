"""A stretch of speech before it becomes a row."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.quotes.speakers import Speaker


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody's words: offsets into the text, whether quoted, by whom, under which cue."""

    start: int
    end: int
    direct: bool
    speaker: Speaker
    cue: str | None
    method: str
