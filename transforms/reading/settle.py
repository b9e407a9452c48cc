"""Which of the words that score in a role are taken: scores of words, and where the party is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.reading.labels import PRESENCES
from transforms.reading.readings import Reading, WordSpan, sort_spans

# Roles of which the reader says where they are told, in the order of `Reading.presences`.
PRESENT_ROLES = ("actor", "recipient", "claimant")
# Those of them that are looked for among the parties of other events, where no words are taken.
RECALLED = PRESENT_ROLES[:2]
NONE, HERE, EARLIER = (PRESENCES.index(name) for name in ("none", "here", "earlier"))


@dataclass(frozen=True, slots=True)
class RoleCuts:
    """How words are taken in one role.

    Words are taken from the score `here` in the event's sentence, from `earlier` before it, and from `share`
    of the best score. Where none is and the score of "nobody" is under `none`, the best from `floor` are.
    """

    here: float
    earlier: float
    share: float = 0.0
    floor: float = 1.0
    none: float = 0.0


def settle_spans(reading: Reading, cuts: Mapping[str, RoleCuts]) -> Reading:
    """The reading with the words that are taken."""
    spans: list[WordSpan] = []
    for role, own in cuts.items():
        presence = reading.presences[PRESENT_ROLES.index(role)] if role in PRESENT_ROLES else None
        spans += choose_spans(reading.list_spans(role), reading.sentence, own, presence)
    return replace(reading, spans=sort_spans(spans))


def choose_spans(
    spans: Sequence[WordSpan], sentence: int, cuts: RoleCuts, presence: Sequence[float] | None
) -> list[WordSpan]:
    """The words of one role that are taken."""
    best = max((s.score for s in spans), default=0.0)
    kept = [
        s
        for s in spans
        if s.score >= max(cuts.here if s.sentence == sentence else cuts.earlier, best * cuts.share)
    ]
    if kept or presence is None or presence[NONE] >= cuts.none:
        return kept
    is_here = presence[HERE] >= presence[EARLIER]
    left = [s for s in spans if s.score >= cuts.floor]
    fitting = [s for s in left if (s.sentence == sentence) == is_here]
    return sorted(fitting or left, key=lambda s: -s.score)[:1]
