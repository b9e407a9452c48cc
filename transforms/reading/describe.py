"""A reading in words: trigger, scores, runners-up and parties."""

from __future__ import annotations

from transforms.reading.labels import TYPES
from transforms.reading.readings import Reading

# Types with less than this share of the best score are no runners-up.
RUNNER_UP_SHARE = 0.1


def describe_reading(reading: Reading, reader: str) -> str:
    """One line for the column `method`: `reader.1f3a9c0d: ACCUSE .93 (REJECT .12), actual .98, actor .91`."""
    others = sorted(
        ((s, t) for s, t in zip(reading.scores, TYPES, strict=True) if t != reading.kind), reverse=True
    )[:2]
    close = [f"{t} {_show(s)}" for s, t in others if s >= reading.score * RUNNER_UP_SHARE]
    parts = [f"{reading.kind} {_show(reading.score)}" + (f" ({', '.join(close)})" if close else "")]
    parts.append(f"{reading.status} {_show(max(reading.statuses))}")
    for role in ("actor", "recipient"):
        scores = [s.score for s in reading.list_spans(role)]
        if scores:
            parts.append(f"{role} {' '.join(_show(s) for s in scores)}")
    return f"{reader}: {', '.join(parts)}"


def _show(score: float) -> str:
    return f"{score:.2f}".lstrip("0") or "0"
