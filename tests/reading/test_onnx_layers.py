"""Input states of word pieces: words and positions, normalised."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from transforms.reading.onnx_layers import embed


def _make_arrays(**changes: Any) -> dict[str, Any]:
    """Three words and four positions (the first two are not used) of width two."""
    return {
        "words": np.array([[1, 3], [4, 0], [0, 0]], dtype=np.int8),
        "word_scales": np.array([[1.0], [0.5], [1.0]], dtype=np.float32),
        "positions": np.array([[99, 0], [99, 0], [0, 0], [0, 8]], dtype=np.float32),
        "norm": np.ones(2, dtype=np.float32),
        "norm_bias": np.zeros(2, dtype=np.float32),
        **changes,
    }


def _embed(ids: list[int], **changes: Any) -> list[list[float]]:
    states = embed(_make_arrays(**changes), np.array([ids], dtype=np.int64))
    assert states.dtype == np.float32
    assert states.shape == (1, len(ids), 2)
    return [[round(float(x), 3) for x in row] for row in states[0]]


def test_states_have_mean_nought_and_spread_one() -> None:
    assert _embed([0]) == [[-1.0, 1.0]]
    assert _embed([1]) == [[1.0, -1.0]]


def test_positions_begin_at_the_third_row() -> None:
    assert _embed([1, 1]) == [[1.0, -1.0], [-1.0, 1.0]]


def test_words_have_the_scale_of_their_row() -> None:
    slight, strong = (np.full((3, 1), scale, dtype=np.float32) for scale in (0.5, 4.0))
    assert _embed([1, 1], word_scales=slight)[1] == [-1.0, 1.0]
    assert _embed([1, 1], word_scales=strong)[1] == [1.0, -1.0]


def test_the_norm_scales_and_shifts() -> None:
    changes = {"norm": np.array([2, 3], np.float32), "norm_bias": np.array([10, 20], np.float32)}
    assert _embed([0], **changes) == [[8.0, 23.0]]


def test_an_empty_state_stays_finite() -> None:
    assert _embed([2]) == [[0.0, 0.0]]


@pytest.mark.parametrize("others", [[0], [2, 0]])
def test_a_piece_does_not_depend_on_those_behind_it(others: list[int]) -> None:
    positions = np.zeros((8, 2), dtype=np.float32)
    assert _embed([1, *others], positions=positions)[0] == _embed([1], positions=positions)[0]
