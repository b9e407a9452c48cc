"""From scores of word pieces to triggers, spans and labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from transforms.reading.labels import MODES, ROLES, STATUSES, TYPES
from transforms.reading.readings import Reading, WordSpan, sort_spans
from transforms.reading.windows import Window, slice_bounds

Array = NDArray[np.float32]

# Words beside the best word of a trigger or party belong to it from this share of its score.
SHARE = 0.5
# Words that score less in a role are not looked at.
LOW = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger found in the first pass: its pieces, type, and the scores of all types at its best piece."""

    pieces: tuple[int, ...]
    kind: int
    score: float
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """Scores of the second pass for one candidate; `roles` is (pieces of the slice, roles).

    `asks` holds a row for actor and recipient, where parties told earlier are recalled.
    """

    roles: Array
    status: Array
    mode: Array
    presences: Array
    date_link: Array
    group: Array
    asks: Array = field(default_factory=lambda: np.zeros((0, 0), np.float32))


def find_candidates(window: Window, types: Array, cuts: Mapping[str, float]) -> list[Candidate]:
    """Triggers whose score reaches the cut of their type. `types` is (pieces, types) of scores 0..1."""
    found = []
    firsts = np.flatnonzero(window.is_first & window.is_own)
    for kind, name in enumerate(TYPES):
        for run in list_runs(window, firsts, types[:, kind], cuts[name]):
            best = max(run, key=lambda p: float(types[p, kind]))
            scores = tuple(float(s) for s in types[best])
            found.append(Candidate(run, kind, float(types[best, kind]), scores))
    return sorted(found, key=lambda c: (c.pieces[0], c.kind))


def list_runs(
    window: Window, firsts: NDArray[np.intp], scores: Array, cut: float
) -> Iterator[tuple[int, ...]]:
    """Runs of neighbouring words around a best word that reaches the cut."""
    order = [int(p) for p in firsts]
    index = 0
    while index < len(order):
        if scores[order[index]] < cut * SHARE:
            index += 1
            continue
        end = index
        while (
            end + 1 < len(order)
            and scores[order[end + 1]] >= cut * SHARE
            and window.segment[order[end + 1]] == window.segment[order[index]]
        ):
            end += 1
        run = order[index : end + 1]
        best = max(float(scores[p]) for p in run)
        if best >= cut:
            yield from _split_run(run, scores, best, cut)
        index = end + 1


def _split_run(run: list[int], scores: Array, best: float, cut: float) -> Iterator[tuple[int, ...]]:
    """The words of a run that score well beside the best one."""
    kept = [p for p in run if scores[p] >= max(best * SHARE, cut * SHARE)]
    part: list[int] = []
    position = {p: i for i, p in enumerate(run)}
    for piece in kept:
        if part and position[piece] != position[part[-1]] + 1:
            if max(scores[p] for p in part) >= cut:
                yield tuple(part)
            part = []
        part.append(piece)
    if part and max(scores[p] for p in part) >= cut:
        yield tuple(part)


def list_spans(window: Window, start: int, end: int, roles: Array) -> tuple[WordSpan, ...]:
    """Words of each role in a slice that score a little."""
    inside = np.arange(start, end)
    firsts = inside[window.is_first[start:end]]
    own = window.sentence[end - 2]
    spans = []
    for number, role in enumerate(ROLES):
        scores = np.zeros(len(window.ids), dtype=np.float32)
        scores[start:end] = roles[: end - start, number]
        for is_here in (True, False):
            words = firsts[(window.sentence[firsts] == own) == is_here]
            for run in list_runs(window, words, scores, LOW):
                last = _last_piece(window, run[-1])
                spans.append(
                    WordSpan(
                        role,
                        int(window.sentence[run[0]]),
                        int(window.offsets[run[0], 0]),
                        int(window.offsets[last, 1]),
                        float(max(scores[p] for p in run)),
                    )
                )
    return sort_spans(spans)


def _last_piece(window: Window, piece: int) -> int:
    """Last piece of the word that begins with a piece."""
    while (
        piece + 1 < len(window.ids)
        and not window.is_first[piece + 1]
        and window.segment[piece + 1] == window.segment[piece]
    ):
        piece += 1
    return piece


def build_reading(window: Window, candidate: Candidate, marks: Marks) -> Reading:
    """The reading of a candidate, with all words that score a little in the second pass."""
    first, last = candidate.pieces[0], _last_piece(window, candidate.pieces[-1])
    start, end = slice_bounds(window, first)
    kind = TYPES[candidate.kind]
    modes = [(float(marks.mode[i]), mode) for i, (owner, mode) in enumerate(MODES) if owner == kind]
    return Reading(
        sentence=int(window.sentence[first]),
        start=int(window.offsets[first, 0]),
        end=int(window.offsets[last, 1]),
        kind=kind,
        score=candidate.score,
        scores=candidate.scores,
        status=STATUSES[int(np.argmax(marks.status))],
        statuses=tuple(float(s) for s in marks.status),
        mode=(max(modes)[1] or None) if modes else None,
        spans=list_spans(window, start, end, marks.roles),
        presences=tuple(tuple(float(x) for x in row) for row in marks.presences),
        date_links=tuple(float(x) for x in marks.date_link),
        group=tuple(float(x) for x in marks.group),
        asks=tuple(tuple(float(x) for x in row) for row in marks.asks),
    )
