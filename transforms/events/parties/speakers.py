"""Who says that an event happened."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.quotes import Quote


def find_speaker(quotes: Sequence[Quote], char_start: int, char_end: int) -> str | None:
    """Speaker of the narrowest quotation that covers a span; None when the article says it itself."""
    covering = [q for q in quotes if q.char_start <= char_start and char_end <= q.char_end and q.speaker_id]
    if not covering:
        return None
    return min(covering, key=lambda q: q.char_end - q.char_start).speaker_id
