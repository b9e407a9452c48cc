"""Second look at a page: what the first scores say about the surroundings of each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from transforms.documents.line_model.features import Matrix, average_around, find_good, find_segment
from transforms.documents.lines.shapes import SHAPE_NAMES

_FAR = 40.0
_FEWEST_SHARED = 2  # words of a title that the text repeats
_OFFSETS = (-3, -2, -1, 1, 2, 3)
CONTEXT_NAMES = (
    "score",
    *(f"score{offset:+d}" for offset in _OFFSETS),
    *(f"mean_score_{reach}" for reach in (2, 5, 12, 30)),
    *("mass_before", "mass_after", "mass", "log_mass"),
    *("in_score_segment", "to_score_segment_start", "to_score_segment_end", "segment_mass"),
    *("to_previous_kept", "to_next_kept"),
    *("run_words", "run_share", "gap_before", "gap_after"),
    *("shared_stems", "shared_share", "shared_near"),
    *("from_title", "shared_title"),
)
Column = NDArray[np.floating]


def measure_context(features: Matrix, scores: Column, stems: Sequence[Set[str]]) -> Matrix:
    """The feature matrix with further columns (CONTEXT_NAMES) that the first scores of all lines give.

    `stems` are those of the longer words of each line.
    """
    count = len(scores)
    words = np.minimum(features[:, SHAPE_NAMES.index("word_count")], 80).astype(np.float64)
    index = np.arange(count, dtype=np.float64)
    is_kept = scores > 0.5
    kept_words = np.where(is_kept, words * scores, 0.0)
    total = max(float(kept_words.sum()), 1.0)
    seen = np.cumsum(kept_words)
    odds = np.log(np.clip(scores, 0.01, 0.99) / (1 - np.clip(scores, 0.01, 0.99)))
    start, end = find_segment(np.where(odds > 0, odds * np.sqrt(words + 1), np.maximum(odds, -3) * 1.5))
    previous, following = find_good(is_kept)
    padded = np.zeros(count + 6)
    padded[3:-3] = scores
    columns: list[Column] = [
        scores,
        *(padded[3 + offset : 3 + offset + count] for offset in _OFFSETS),
        *(average_around(scores, reach) for reach in (2, 5, 12, 30)),
        (seen - kept_words) / total,
        (total - seen) / total,
        kept_words / total,
        np.full(count, np.log1p(total)),
        ((index >= start) & (index <= end)).astype(np.float64),
        np.clip(index - start, -_FAR, _FAR),
        np.clip(end - index, -_FAR, _FAR),
        np.full(count, kept_words[start : end + 1].sum() / total),
        np.where(previous >= 0, np.minimum(index - previous, _FAR), _FAR + 1),
        np.where(following < count, np.minimum(following - index, _FAR), _FAR + 1),
        *_measure_runs(average_around(scores, 1) > 0.4, words * scores, kept_words, total),
        *_compare_words(stems, is_kept, previous, following),
    ]
    return np.hstack([features, np.stack(columns, axis=1).astype(np.float32)])


def _measure_runs(
    is_in: NDArray[np.bool_], words: Column, kept_words: Column, total: float
) -> tuple[Column, Column, Column, Column]:
    """Words of the run that each line belongs to, their share, and the gaps before and after it."""
    count = len(is_in)
    changes = np.flatnonzero(is_in[1:] != is_in[:-1]) + 1
    starts = np.concatenate([[0], changes])
    ends = np.concatenate([changes, [count]])
    mass = np.where(words > 0.5, kept_words, 0.0)
    run_words, before, after = (np.zeros(count) for _ in range(3))
    index = np.arange(count)
    lengths = ends - starts
    for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        run_words[start:end] = min(float(mass[start:end].sum()), 600.0)
        if is_in[start]:
            before[start:end] = min(lengths[number - 1], _FAR) if number else 0
            after[start:end] = min(lengths[number + 1], _FAR) if number + 1 < len(lengths) else 0
        else:
            before[start:end] = index[start:end] - start
            after[start:end] = end - 1 - index[start:end]
    return run_words, run_words / total, before, after


def _compare_words(
    stems: Sequence[Set[str]],
    is_kept: NDArray[np.bool_],
    previous: NDArray[np.int64],
    following: NDArray[np.int64],
) -> tuple[Column, ...]:
    """Words that each line shares with the other likely lines, with the nearest two, and with the title."""
    kept = is_kept.tolist()
    told = Counter(chain.from_iterable(own for own, is_in in zip(stems, kept, strict=True) if is_in))
    shared, near = np.zeros(len(stems)), np.zeros(len(stems))
    sizes = np.array([max(len(own), 1) for own in stems], dtype=np.float64)
    pairs = zip(stems, kept, previous.tolist(), following.tolist(), strict=True)
    for number, (own, is_in, before, after) in enumerate(pairs):
        least = 1 if is_in else 0  # its own words are counted once
        shared[number] = sum([told[stem] > least for stem in own])
        around = (stems[before] if before >= 0 else set()) | (stems[after] if after < len(stems) else set())
        near[number] = len(own & around)
    title = _find_likely_title(shared, kept.index(True) if True in kept else 0)
    named = stems[title] if title >= 0 else set()
    from_title = np.arange(len(stems)) - title if title >= 0 else np.full(len(stems), _FAR + 1)
    titled = np.array([len(own & named) for own in stems], dtype=np.float64)
    return (
        np.minimum(shared, 12),
        shared / sizes,
        near / sizes,
        np.clip(from_title, -_FAR, _FAR + 1),
        np.minimum(titled, 12),
    )


def _find_likely_title(shared: Column, first: int) -> int:
    """The line above the first likely one that shares most words with the text (-1: none does)."""
    if not first or shared[:first].max() < _FEWEST_SHARED:
        return -1
    return first - 1 - int(shared[:first][::-1].argmax())
