"""The two passes over a window, with layers that can be followed by hand or that are drawn by lot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from transforms.reading.decode import Array, Candidate, Marks
from transforms.reading.labels import DATE_LINKS, MODES, PRESENCES, ROLES, STATUSES, TYPES
from transforms.reading.read_windows import (
    DEFAULT_CUTS,
    EVENTS_A_CALL,
    Cuts,
    Heads,
    mark_candidates,
    read_window,
    share,
    squash,
)
from transforms.reading.readings import Reading
from transforms.reading.windows import Window

MakeWindow = Callable[..., Window]
SIZES = {
    "types": len(TYPES), "roles": len(ROLES), "status": len(STATUSES), "mode": len(MODES),
    "presences": 3 * len(PRESENCES), "date_link": len(DATE_LINKS), "group": 6,
    "role_words": 3 * len(ROLES), "role_triggers": 3 * len(ROLES),
}  # fmt: skip
WIDTH = 2 * len(TYPES)


class _PlainLayers:
    """States say which type a piece names (by its id); the second half of them is for marks of triggers."""

    def __init__(self, kinds: dict[int, str]) -> None:
        self.kinds = kinds
        self.batches: list[int] = []

    def read_lower(self, ids: NDArray[np.int64]) -> Array:
        states = np.zeros((*ids.shape, WIDTH), dtype=np.float32)
        for at, number in np.ndenumerate(ids):
            if int(number) in self.kinds:
                states[(*at, TYPES.index(self.kinds[int(number)]))] = 1
        return states

    def read_upper(self, states: Array, mask: NDArray[np.bool_]) -> Array:
        self.batches.append(len(states))
        return states


def _make_plain_heads() -> Heads:
    """Types are read as they stand; marked pieces are actors, and what is marked as AID is planned."""
    weights: dict[str, Array] = {
        f"{name}.weight": np.zeros((size, WIDTH), np.float32) for name, size in SIZES.items()
    }
    weights |= {f"{name}.bias": np.full(size, -6, np.float32) for name, size in SIZES.items()}
    weights |= {f"{name}.bias": np.zeros(SIZES[name], np.float32) for name in ("role_words", "role_triggers")}
    kinds = len(TYPES)
    weights["types.weight"][:, :kinds] = 12 * np.eye(kinds)
    weights["roles.weight"][ROLES.index("actor"), kinds:] = 12
    weights["status.weight"][STATUSES.index("planned"), kinds + TYPES.index("AID")] = 12
    weights["mark.weight"] = np.eye(kinds, WIDTH, kinds, dtype=np.float32)
    return Heads(weights)


class _MixedLayers:
    """States drawn by lot; those behind the last layer depend on every piece that is there."""

    table = np.random.default_rng(5).normal(size=(977, WIDTH)).astype(np.float32)

    def read_lower(self, ids: NDArray[np.int64]) -> Array:
        return np.asarray(self.table[ids % len(self.table)])

    def read_upper(self, states: Array, mask: NDArray[np.bool_]) -> Array:
        there = mask[:, :, None]
        mean = (states * there).sum(1, keepdims=True) / there.sum(1, keepdims=True)
        return np.asarray(np.tanh(states + mean), dtype=np.float32)


def _draw_heads() -> Heads:
    dice = np.random.default_rng(11)
    weights = {f"{name}.weight": dice.normal(size=(size, WIDTH)) for name, size in SIZES.items()}
    weights |= {f"{name}.bias": dice.normal(size=size) - 1 for name, size in SIZES.items()}
    weights["mark.weight"] = dice.normal(size=(len(TYPES), WIDTH))
    return Heads({name: value.astype(np.float32) for name, value in weights.items()})


def _find_ids(window: Window, **kinds: int) -> dict[int, str]:
    """Ids of pieces that name a type."""
    return {int(window.ids[piece]): kind for kind, piece in kinds.items()}


def _words(reading: Reading, sentences: Sequence[str]) -> tuple[str, str, list[str]]:
    actors = [sentences[s.sentence][s.start : s.end] for s in reading.list_spans("actor")]
    return reading.kind, sentences[reading.sentence][reading.start : reading.end], actors


def test_each_trigger_is_marked_alone_for_the_second_pass(make_window: MakeWindow) -> None:
    sentences = ["Mali aids Chad", "Peru accuses Mali"]
    window = make_window(sentences)
    layers = _PlainLayers(_find_ids(window, AID=2, ACCUSE=6))
    readings = read_window(layers, _make_plain_heads(), DEFAULT_CUTS, window)
    assert [_words(r, sentences) for r in readings] == [
        ("AID", "aids", ["aids"]),
        ("ACCUSE", "accuses", ["accuses"]),
    ]
    assert [r.status for r in readings] == ["planned", "actual"]


def test_no_trigger_needs_no_second_pass(make_window: MakeWindow) -> None:
    layers = _PlainLayers({})
    assert read_window(layers, _make_plain_heads(), DEFAULT_CUTS, make_window(["Mali slept"])) == []
    assert layers.batches == [1]


def test_triggers_in_the_context_are_not_read(make_window: MakeWindow) -> None:
    window = make_window(["Mali fled", "Chad slept"], own=[1])
    layers = _PlainLayers(_find_ids(window, RETREAT=2))
    assert read_window(layers, _make_plain_heads(), DEFAULT_CUTS, window) == []


def test_types_are_taken_from_their_cuts(make_window: MakeWindow) -> None:
    window = make_window(["Mali aids Chad"])
    layers = _PlainLayers(_find_ids(window, AID=2))
    strict = Cuts({**DEFAULT_CUTS.types, "AID": 0.999}, DEFAULT_CUTS.roles)
    assert read_window(layers, _make_plain_heads(), strict, window) == []


def test_many_triggers_go_through_in_bounded_batches(make_window: MakeWindow) -> None:
    window = make_window(["a b c d e f g h i j", "k l m n", "o p q r s t"])
    own = [int(p) for p in np.flatnonzero(window.is_first)]
    kinds = {int(window.ids[p]): ("AID", "ACCUSE")[n % 2] for n, p in enumerate(own)}
    layers = _PlainLayers(kinds)
    readings = read_window(layers, _make_plain_heads(), DEFAULT_CUTS, window)
    places = [(r.sentence, r.start) for r in readings]
    assert len(places) == len(own)
    assert places == sorted(places)
    assert layers.batches == [1, EVENTS_A_CALL, 10 - EVENTS_A_CALL, 4, 6]
    assert [r.status for r in readings] == ["planned", "actual"] * (len(own) // 2)


def _make_windows(make_window: MakeWindow) -> list[Window]:
    return [
        make_window(["a b_c d", "e f g h_i"]),
        make_window(["j k", "l m n o p q r", "s t u"], own=[1, 2]),
        make_window(["v w x y z"] * 6, own=[4, 5], context=7),
    ]


def test_readings_do_not_depend_on_windows_read_before(make_window: MakeWindow) -> None:
    heads, windows = _draw_heads(), _make_windows(make_window)
    alone = [read_window(_MixedLayers(), heads, DEFAULT_CUTS, w) for w in windows]
    layers = _MixedLayers()
    backwards = [read_window(layers, heads, DEFAULT_CUTS, w) for w in reversed(windows)]
    assert min(map(len, alone)) > 1
    assert backwards[::-1] == alone


def _flatten(marks: Marks) -> NDArray[np.float32]:
    parts = (marks.roles, marks.status, marks.mode, marks.presences, marks.date_link, marks.group)
    return np.concatenate([p.ravel() for p in parts])


def test_marks_do_not_depend_on_candidates_beside(make_window: MakeWindow) -> None:
    window = _make_windows(make_window)[2]
    layers, heads = _MixedLayers(), _draw_heads()
    lower = layers.read_lower(window.ids[None])[0]
    pieces = [int(p) for p in np.flatnonzero(window.is_own)]
    candidates = [Candidate((p,), n % len(TYPES), 0.9, ()) for n, p in enumerate(pieces)]
    together = mark_candidates(layers, heads, window, lower, candidates)
    for candidate, marks in zip(candidates, together, strict=True):
        (alone,) = mark_candidates(layers, heads, window, lower, [candidate])
        np.testing.assert_allclose(_flatten(marks), _flatten(alone), atol=1e-5)


def test_marks_are_shares_and_a_direction(make_window: MakeWindow) -> None:
    window = make_window(["a b c d"])
    layers = _MixedLayers()
    lower = layers.read_lower(window.ids[None])[0]
    (marks,) = mark_candidates(layers, _draw_heads(), window, lower, [Candidate((2, 3), 4, 0.9, ())])
    assert marks.roles.shape == (len(window.ids), len(ROLES))
    for shares in (marks.status, marks.presences, marks.date_link):
        assert shares.sum(-1) == pytest.approx(1)
    assert float(np.linalg.norm(marks.group)) == pytest.approx(1)


def test_extreme_scores_stay_finite() -> None:
    extremes = np.array([-1e6, 0, 1e6], dtype=np.float32)
    assert squash(extremes) == pytest.approx([0, 0.5, 1])
    assert share(extremes) == pytest.approx([0, 0, 1])
