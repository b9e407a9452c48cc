"""A page as a matrix: each line with its own shape, its neighbours and its place among the text blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from transforms.documents.lines.date_lines import is_date_line
from transforms.documents.lines.rules import match_rule
from transforms.documents.lines.shapes import SHAPE_NAMES, measure_line

Matrix = NDArray[np.float32]
_COLUMN = {name: number for number, name in enumerate(SHAPE_NAMES)}
_NEAR = ("word_count", "stop_share", "lexical_mean", "ends_sentence", "has_bullet", "capitalised_share")
_OFFSETS = (-3, -2, -1, 1, 2, 3)
_PLACE_NAMES = (
    "blank_before",
    "blank_after",
    "copies",
    "log_line_count",
    "log_words",
    "line_no",
    "lines_left",
    "line_share",
    "good_share_before",
    "good_share",
    "good_lines_before",
    "good_lines_after",
    "to_previous_good",
    "to_next_good",
    "previous_good_words",
    "next_good_words",
    "in_segment",
    "to_segment_start",
    "to_segment_end",
    "mean_good_5",
    "mean_good_12",
    "mean_lexical_5",
    "mean_lexical_12",
    "short_before",
    "short_after",
    "has_rule",
    "is_date",
    *(f"has_rule{offset:+d}" for offset in (-3, -2, -1, 1, 2, 3)),
    *(f"is_date{offset:+d}" for offset in (-3, -2, -1, 1, 2, 3)),
    "rule_share",
    "from_signature",
    "from_tail",
    "tails_before",
    "is_past_end",
)
FEATURE_NAMES = (
    *SHAPE_NAMES,
    *(f"{name}{offset:+d}" for offset in _OFFSETS for name in _NEAR),
    *_PLACE_NAMES,
)
_SHORT = 120  # characters of a line that is worth remembering
_MOST_KNOWN = 20_000
_FAR = 40.0  # distances beyond say no more


def measure_page(
    texts: Sequence[str],
    blanks: Sequence[int],
    lexicon: Mapping[str, float],
    known: dict[str, list[float]] | None = None,
) -> Matrix:
    """The feature matrix of a page: a row per line, columns as FEATURE_NAMES.

    `texts` are the lines in order, `blanks` the number of empty lines before each. `known` remembers the
    shapes of short lines under this lexicon, which recur on the pages of a site; it is added to.
    """
    known = {} if known is None else known
    shape = np.array([_measure(text, lexicon, known) for text in texts], dtype=np.float32)
    parts = [shape, _look_around(shape), _locate(shape, texts, blanks), _look_up(texts)]
    return np.hstack(parts).astype(np.float32)


def _measure(text: str, lexicon: Mapping[str, float], known: dict[str, list[float]]) -> list[float]:
    shape = known.get(text)
    if shape is None:
        shape = measure_line(text, lexicon)
        if len(text) < _SHORT and len(known) < _MOST_KNOWN:
            known[text] = shape
    return shape


def _look_up(texts: Sequence[str]) -> Matrix:
    """Which lines a rule knows or are a date, those beside them, how far above the last of a sort is."""
    rules = [match_rule(text) for text in texts]
    count = len(texts)
    found = np.zeros((count + 6, 2))
    found[3:-3, 0] = [rule is not None for rule in rules]
    found[3:-3, 1] = [is_date_line(text) for text in texts]
    has_rule, is_date = found[3:-3, 0], found[3:-3, 1]
    is_signature = np.array([rule is not None and rule.kind == "byline" for rule in rules]) | (is_date > 0)
    is_tail = np.array([rule is not None and rule.effect != "drop" for rule in rules])
    is_end = np.array([rule is not None and rule.effect == "end" for rule in rules])
    columns = [
        has_rule,
        is_date,
        *(found[3 + offset : 3 + offset + count, 0] for offset in _OFFSETS),
        *(found[3 + offset : 3 + offset + count, 1] for offset in _OFFSETS),
        np.full(count, has_rule.mean()),
        _measure_distance(is_signature),
        _measure_distance(is_tail),
        np.minimum(np.cumsum(is_tail), 5),
        np.minimum(np.cumsum(is_end), 1),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _measure_distance(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many lines above each line the last flagged one stands; far where none does."""
    index = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, index, -1))
    return np.where(last >= 0, np.minimum(index - last, int(_FAR)), int(_FAR) + 1)


def _look_around(shape: Matrix) -> Matrix:
    near = shape[:, [_COLUMN[name] for name in _NEAR]]
    count, width = near.shape
    padded = np.full((count + 6, width), -1, dtype=np.float32)
    padded[3:-3] = near
    return np.hstack([padded[3 + offset : 3 + offset + count] for offset in _OFFSETS])


def _locate(shape: Matrix, texts: Sequence[str], blanks: Sequence[int]) -> Matrix:
    count = len(texts)
    words = shape[:, _COLUMN["word_count"]]
    stop_share = shape[:, _COLUMN["stop_share"]]
    lexical = shape[:, _COLUMN["lexical_mean"]]
    is_good = (words >= 12) & (stop_share >= 0.22) & (shape[:, _COLUMN["ends_sentence"]] > 0)
    good = np.where(is_good, words, 0).astype(np.float32)
    index = np.arange(count, dtype=np.float32)
    seen = np.cumsum(good) - good
    total = max(float(good.sum()), 1.0)
    seen_lines: NDArray[np.int64] = np.cumsum(is_good) - is_good
    previous, following = find_good(is_good)
    start, end = find_segment(np.where(is_good, words, -np.clip(12 - words, 3, 10)))
    copies = Counter(texts)
    blank = np.minimum(np.array(blanks, dtype=np.float32), 3)
    is_short = words < 8
    columns = [
        blank,
        np.append(blank[1:], 1),
        np.array([min(copies[text], 5) for text in texts]),
        np.full(count, np.log1p(count)),
        np.full(count, np.log1p(words.sum())),
        np.minimum(index, 200),
        np.minimum(count - 1 - index, 200),
        index / max(count - 1, 1),
        seen / total,
        good / total,
        np.minimum(seen_lines, 30),
        np.minimum(is_good.sum() - seen_lines - is_good, 30),
        np.where(previous >= 0, np.minimum(index - previous, _FAR), _FAR + 1),
        np.where(following < count, np.minimum(following - index, _FAR), _FAR + 1),
        np.where(previous >= 0, words[np.maximum(previous, 0)], 0),
        np.where(following < count, words[np.minimum(following, count - 1)], 0),
        (index >= start) & (index <= end),
        np.clip(index - start, -_FAR, _FAR),
        np.clip(end - index, -_FAR, _FAR),
        average_around(np.minimum(good, 60), 5),
        average_around(np.minimum(good, 60), 12),
        average_around(lexical, 5),
        average_around(lexical, 12),
        _run_before(is_short),
        _run_before(is_short[::-1])[::-1],
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def find_good(is_good: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Index of the last good line before and the next one after each line (-1, count: none)."""
    count = len(is_good)
    index = np.arange(count)
    before = np.maximum.accumulate(np.where(is_good, index, -1))
    after = np.minimum.accumulate(np.where(is_good, index, count)[::-1])[::-1]
    return np.append(-1, before[:-1]), np.append(after[1:], count)


def find_segment(gains: NDArray[np.floating]) -> tuple[int, int]:
    """First and last line of the stretch whose gains sum highest."""
    best = total = 0.0
    start = 0
    found = (0, -1)
    for number, gain in enumerate(gains.tolist()):
        if total <= 0:
            total, start = 0.0, number
        total += gain
        if total > best:
            best, found = total, (start, number)
    return found


def average_around(values: NDArray[np.floating], reach: int) -> NDArray[np.float64]:
    """Mean over the lines from `reach` before to `reach` after."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    index = np.arange(len(values))
    low, high = np.maximum(index - reach, 0), np.minimum(index + reach + 1, len(values))
    return np.asarray((sums[high] - sums[low]) / (high - low))


def _run_before(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many flagged lines in a row stand right before each line."""
    index = np.arange(len(flags))
    last_plain = np.maximum.accumulate(np.where(flags, -1, index))
    before = np.append(-1, last_plain[:-1])
    return np.asarray(np.minimum(index - 1 - before, 40))
