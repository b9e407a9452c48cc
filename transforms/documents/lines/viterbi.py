"""The likeliest sequence of kept and dropped lines when neighbours tend to agree."""

from __future__ import annotations

import math
from collections.abc import Sequence


def smooth_scores(scores: Sequence[float], stay: float, threshold: float = 0.5) -> list[bool]:
    """Which lines to keep: the best path through two states (Viterbi).

    `scores` are the probabilities of being content, line by line; `stay` is the probability that a
    line has the state of the one before it (0.5: no smoothing); `threshold` is the score from which a line
    alone would be kept.
    """
    if not scores:
        return []
    shift = (1 - threshold) / threshold
    same, other = math.log(stay), math.log(1 - stay)
    clipped = [min(max(score, 1e-4), 1 - 1e-4) for score in scores]
    kept, dropped = math.log(clipped[0] * shift), math.log(1 - clipped[0])
    origins: list[tuple[bool, bool]] = []
    for score in clipped[1:]:
        kept_from_kept = kept + same >= dropped + other
        dropped_from_kept = kept + other > dropped + same
        best_kept = max(kept + same, dropped + other)
        best_dropped = max(kept + other, dropped + same)
        kept, dropped = best_kept + math.log(score * shift), best_dropped + math.log(1 - score)
        origins.append((kept_from_kept, dropped_from_kept))
    path = [kept > dropped]
    for from_kept, from_dropped in reversed(origins):
        path.append(from_kept if path[-1] else from_dropped)
    return path[::-1]
