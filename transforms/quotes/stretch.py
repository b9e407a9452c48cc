"""A stretch of speech before it becomes a row."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.quotes import QuoteChannel
from transforms.quotes.speakers import Speaker

# Quoted words that nothing beside them attributes: a clause, and words that are none.
ALONE = "quote.alone"
FRAGMENT = "quote.fragment"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody's words: offsets into the text, whether quoted, by whom, under which cue.

    `cue_at` is the offset of the cue, where there is one; `group_start` is where the quotation starts of
    which the words are a stretch (-1 for one that stands for itself).
    """

    start: int
    end: int
    direct: bool
    speaker: Speaker
    cue: str | None
    method: str
    cue_at: int | None = None
    group_start: int = -1
    channel: QuoteChannel | None = None
