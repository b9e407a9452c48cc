"""Run the reader over the windows of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transforms.reading.decode import Array, Candidate, Marks, build_reading, find_candidates
from transforms.reading.labels import PRESENCES, ROLES, STATUSES, TYPES
from transforms.reading.readings import Reading
from transforms.reading.settle import RECALLED, RoleCuts, settle_spans
from transforms.reading.windows import Window, find_words, slice_bounds

# Candidates of one slice that go through the second pass together.
EVENTS_A_CALL = 8
ACTUAL = STATUSES[0]
# Heads of the recall of parties told earlier: of the words of a party, and of a trigger.
KEY, ASKS = "key", "asks"


class Layers(Protocol):
    """The encoder in two parts."""

    def read_lower(self, ids: NDArray[np.int64]) -> Array:
        """States of pieces: ids (1, pieces) to (1, pieces, width)."""

    def read_upper(self, states: Array, mask: NDArray[np.bool_]) -> Array:
        """States behind the last layer: (batch, pieces, width), with a mask of the pieces that are there."""


@dataclass(frozen=True)
class Heads:
    """Weights of the output layers, by name, and the marks of triggers (types, width)."""

    weights: Mapping[str, Array]

    def score(self, name: str, states: Array) -> Array:
        """Logits of a head."""
        return np.asarray(
            states @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], dtype=np.float32
        )

    def has(self, name: str) -> bool:
        """Whether there is such a head."""
        return f"{name}.weight" in self.weights


@dataclass(frozen=True)
class Cuts:
    """Scores from which types are taken, and how words are taken in roles, by name (none: all that score).

    Deeds that are planned, demanded, hypothetical or denied score lower than facts: they are taken from the
    share `unreal` of the cut.
    """

    types: Mapping[str, float]
    roles: Mapping[str, RoleCuts]
    unreal: float = 1.0

    def find_cut(self, kind: str, status: str) -> float:
        """The score from which an event of this type and status is taken."""
        return self.types[kind] * (1.0 if status == ACTUAL else self.unreal)


def read_window(
    layers: Layers, heads: Heads, cuts: Cuts, window: Window, lower: Array | None = None
) -> list[Reading]:
    """Readings of the own sentences of a window, whose states below the shared layers may be known."""
    if lower is None:
        lower = layers.read_lower(window.ids[None])
    top = layers.read_upper(lower, np.ones((1, len(window.ids)), dtype=bool))
    types = squash(heads.score("types", top[0]))
    candidates = find_candidates(window, types, {k: cut * cuts.unreal for k, cut in cuts.types.items()})
    marks = mark_candidates(layers, heads, window, lower[0], candidates)
    readings = (build_reading(window, c, m) for c, m in zip(candidates, marks, strict=True))
    taken = [r for r in readings if r.score >= cuts.find_cut(r.kind, r.status)]
    if not cuts.roles:
        return taken
    return [name_parties(heads, window, top[0], settle_spans(r, cuts.roles)) for r in taken]


def name_parties(heads: Heads, window: Window, states: Array, reading: Reading) -> Reading:
    """The reading with the keys of its parties, where the reader recalls parties by them."""
    if not heads.has(KEY):
        return reading
    spans = []
    for span in reading.spans:
        if span.role in RECALLED:
            pieces = find_words(window, span.sentence, span.start, span.end)
            key = heads.score(KEY, states[pieces].mean(0))
            span = replace(span, key=tuple(float(x) for x in key))
        spans.append(span)
    return replace(reading, spans=tuple(spans))


def mark_candidates(
    layers: Layers, heads: Heads, window: Window, lower: Array, candidates: Sequence[Candidate]
) -> list[Marks]:
    """What the second pass says of each candidate."""
    bounds = [slice_bounds(window, c.pieces[0]) for c in candidates]
    found: dict[int, Marks] = {}
    for (start, end), numbers in _group_slices(bounds):
        states = np.repeat(lower[None, start:end], len(numbers), axis=0)
        triggers = [[p - start for p in candidates[n].pieces if p < end] for n in numbers]
        for row, (n, pieces) in enumerate(zip(numbers, triggers, strict=True)):
            states[row, pieces] += heads.weights["mark.weight"][candidates[n].kind]
        top = layers.read_upper(states, np.ones(states.shape[:2], dtype=bool))
        for row, (n, pieces) in enumerate(zip(numbers, triggers, strict=True)):
            found[n] = _score_marks(heads, top[row], pieces)
    return [found[n] for n in range(len(candidates))]


def _group_slices(bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], list[int]]]:
    """Numbers of the candidates of each slice, a bounded number at a time."""
    by_slice: dict[tuple[int, int], list[int]] = {}
    for number, own in enumerate(bounds):
        by_slice.setdefault(own, []).append(number)
    for own, numbers in by_slice.items():
        for begin in range(0, len(numbers), EVENTS_A_CALL):
            yield own, numbers[begin : begin + EVENTS_A_CALL]


def _score_marks(heads: Heads, states: Array, triggers: Sequence[int]) -> Marks:
    pooled = states[list(triggers)].mean(0)
    asks = {"asks": heads.score(ASKS, pooled).reshape(len(RECALLED), -1)} if heads.has(ASKS) else {}
    group = heads.score("group", pooled)
    return Marks(
        roles=squash(score_roles(heads, states, pooled)),
        status=share(heads.score("status", pooled)),
        mode=heads.score("mode", pooled),
        presences=share(heads.score("presences", pooled).reshape(3, len(PRESENCES))),
        date_link=share(heads.score("date_link", pooled)),
        group=group / max(1e-6, float(np.linalg.norm(group))),
        **asks,
    )


def score_roles(heads: Heads, words: Array, trigger: Array) -> Array:
    """Logits (pieces, roles): of a word alone, and of the word with the trigger (bilinear)."""
    roles = len(ROLES)
    left = heads.score("role_words", words).reshape(len(words), roles, -1)
    right = heads.score("role_triggers", trigger).reshape(1, roles, -1)
    paired = (left * right).sum(-1) / np.sqrt(left.shape[-1])
    return np.asarray(heads.score("roles", words) + paired, dtype=np.float32)


def squash(logits: Array) -> Array:
    """Logistic function."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)


def share(logits: Array) -> Array:
    """Softmax over the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), dtype=np.float32)


DEFAULT_CUTS = Cuts(dict.fromkeys(TYPES, 0.5), dict.fromkeys(ROLES, RoleCuts(0.5, 0.5)))
