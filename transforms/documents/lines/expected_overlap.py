"""The least probability at which keeping a line is expected to help, for a page as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.floating]
_LOWEST, _HIGHEST = 0.25, 0.5


def find_threshold(scores: Sequence[float] | Column, weights: Sequence[float] | Column) -> float:
    """The threshold that maximises the expected F1 of the kept weight.

    `scores` are the probabilities of being content, `weights` the words of each line. The best threshold
    is half of the best F1 that can be expected (Lipton, Elkan and Naryanaswamy 2014): about a half where
    the lines are easy to tell apart, less on pages where little is sure, so that something is kept there.
    """
    if not len(scores):
        return _HIGHEST
    score, weight = np.array(scores, dtype=np.float64), np.array(weights, dtype=np.float64)
    order = np.argsort(-score, kind="stable")
    likely = np.cumsum((score * weight)[order])
    best = float((2 * likely / np.maximum(np.cumsum(weight[order]) + likely[-1], 1.0)).max())
    return min(max(best / 2, _LOWEST), _HIGHEST)
