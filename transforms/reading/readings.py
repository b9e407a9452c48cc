"""What the reader says of one event: words and scores, before anything is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words that play a role in an event: characters `start`..`end` of sentence `sentence`, and a score.

    `key` tells by whom parties that are told earlier are recalled (empty: not asked for).
    """

    role: str
    sentence: int
    start: int
    end: int
    score: float
    key: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An event as read: trigger at characters `start`..`end` of sentence `sentence`.

    `scores` holds the score of every type at the trigger, `statuses` that of every status, `presences`
    those of PRESENCES for actor, recipient and claimant, `date_links` those of DATE_LINKS; `group` points
    mentions of one real event the same way (cosine). `asks` holds for actor and recipient what is asked of
    the keys of parties told earlier.
    """

    sentence: int
    start: int
    end: int
    kind: str
    score: float
    scores: tuple[float, ...]
    status: str
    statuses: tuple[float, ...]
    mode: str | None
    spans: tuple[WordSpan, ...]
    presences: tuple[tuple[float, ...], ...]
    date_links: tuple[float, ...]
    group: tuple[float, ...]
    asks: tuple[tuple[float, ...], ...] = ()

    def list_spans(self, role: str) -> tuple[WordSpan, ...]:
        """Words of one role, in order of the text."""
        return tuple(s for s in self.spans if s.role == role)


def sort_spans(spans: Iterable[WordSpan]) -> tuple[WordSpan, ...]:
    """Spans in order of the text, by role where they begin together."""
    return tuple(sorted(spans, key=lambda s: (s.sentence, s.start, s.role)))


def measure_cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """Cosine of two `group` vectors, whose length is 1; -1 where one is missing."""
    return sum(a * b for a, b in zip(one, other, strict=True)) if one and other else -1.0
