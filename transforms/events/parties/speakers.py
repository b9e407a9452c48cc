"""Who says that an event happened, and who speaks where a pronoun stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.quotes import Quote


@dataclass(frozen=True, slots=True)
class Speech:
    """The narrowest quotation around a place with its speaker, and whoever spoke last before it."""

    quote: Quote | None
    speaker: str | None
    last_speaker: str | None


def find_speaker(quotes: Sequence[Quote], char_start: int, char_end: int) -> str | None:
    """Speaker of the narrowest quotation that covers a span; None when the article says it itself."""
    quote = _find_narrowest(quotes, char_start, char_end)
    return quote.speaker_id if quote is not None else None


def find_speech(at: int, quotes: Sequence[Quote]) -> Speech:
    """Who speaks at a character of the text, and who last began to."""
    quote = _find_narrowest(quotes, at, at + 1)
    begun = [q for q in quotes if q.char_start <= at and q.speaker_id]
    last = max(begun, key=lambda q: q.char_start) if begun else None
    return Speech(quote, quote.speaker_id if quote else None, last.speaker_id if last else None)


def _find_narrowest(quotes: Sequence[Quote], char_start: int, char_end: int) -> Quote | None:
    covering = [q for q in quotes if q.char_start <= char_start and char_end <= q.char_end and q.speaker_id]
    return min(covering, key=lambda q: q.char_end - q.char_start) if covering else None
