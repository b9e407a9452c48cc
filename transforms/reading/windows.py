"""Cut the sentences of a document into windows of word pieces that the reader takes in at once.

A window holds whole sentences of one document, behind a few word pieces of what stands before them. Too long
a sentence is cut at punctuation. Windows depend on their document alone, so that what is read never
depends on which documents are read together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

START, END, UNKNOWN = 0, 2, 104
WINDOW_PIECES = 160
CONTEXT_PIECES = 32
SEGMENT_PIECES = 128
CUT_MARKS = frozenset(",;:.!?-–—)")


@dataclass(frozen=True, slots=True)
class Segment:
    """Word pieces of a sentence (or of a part of one that is too long), with their places in its text.

    `offsets` are characters of the sentence, `is_first` marks the first piece of each word.
    """

    sentence: int
    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    is_first: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of a window; `sentence` is -1 at marks, `is_own` is false for pieces of the context."""

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    sentence: NDArray[np.int64]
    segment: NDArray[np.int64]
    is_first: NDArray[np.bool_]
    is_own: NDArray[np.bool_]


@lru_cache(maxsize=2)
def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of the encoder, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def cut_segments(tokenizer: Tokenizer, sentences: Sequence[str]) -> list[Segment]:
    """Segments of the sentences of a document, in order; a sentence without pieces has none."""
    segments = []
    encodings = tokenizer.encode_batch(list(sentences), add_special_tokens=False)
    for number, encoding in enumerate(encodings):
        words = encoding.word_ids
        is_first = np.array([i == 0 or words[i] != words[i - 1] for i in range(len(words))], dtype=bool)
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        ids = np.array(encoding.ids, dtype=np.int64)
        for start, end in _cut_long(sentences[number], offsets, is_first):
            segments.append(Segment(number, ids[start:end], offsets[start:end], is_first[start:end]))
    return segments


def _cut_long(
    sentence: str, offsets: NDArray[np.int64], is_first: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Ranges of pieces, each of at most SEGMENT_PIECES, cut behind punctuation where there is some."""
    ranges, start, total = [], 0, len(offsets)
    while total - start > SEGMENT_PIECES:
        limit = start + SEGMENT_PIECES
        cuts = [
            i + 1
            for i in range(start + SEGMENT_PIECES // 2, limit)
            if sentence[offsets[i][0] : offsets[i][1]] in CUT_MARKS
        ]
        firsts = [i for i in range(start + 1, limit + 1) if is_first[i]]
        end = cuts[-1] if cuts else (firsts[-1] if firsts else limit)
        ranges.append((start, end))
        start = end
    return [*ranges, (start, total)] if total > start else ranges


def pack_windows(
    segments: Sequence[Segment], capacity: int = WINDOW_PIECES, context: int = CONTEXT_PIECES
) -> list[Window]:
    """Windows of at most `capacity` pieces of whole segments, each behind up to `context` earlier pieces."""
    windows: list[Window] = []
    own: list[int] = []
    size = 0
    for index, segment in enumerate(segments):
        if own and size + len(segment.ids) + 1 > capacity:
            windows.append(build_window(segments, own, context))
            own, size = [], 0
        own.append(index)
        size += len(segment.ids) + 1
    if own:
        windows.append(build_window(segments, own, context))
    return windows


def build_window(segments: Sequence[Segment], own: Sequence[int], context: int) -> Window:
    """The window of the segments numbered in `own` (consecutive), behind the last pieces before them."""
    parts: list[tuple[int, int, bool]] = []
    before = own[0] - 1
    room = context
    while before >= 0 and room > 0:
        taken = min(room, len(segments[before].ids))
        parts.insert(0, (before, len(segments[before].ids) - taken, False))
        room -= taken + 1
        before -= 1
    parts += [(index, 0, True) for index in own]
    ids, offsets, sentence, number, is_first, is_own = [START], [(0, 0)], [-1], [-1], [False], [False]
    for index, start, own_part in parts:
        segment = segments[index]
        count = len(segment.ids) - start
        ids += [*segment.ids[start:].tolist(), END]
        offsets += [*map(tuple, segment.offsets[start:].tolist()), (0, 0)]
        sentence += [segment.sentence] * count + [-1]
        number += [index] * count + [-1]
        is_first += [*segment.is_first[start:].tolist(), False]
        is_own += [own_part] * count + [False]
    return Window(
        np.array(ids, dtype=np.int64),
        np.array(offsets, dtype=np.int64),
        np.array(sentence, dtype=np.int64),
        np.array(number, dtype=np.int64),
        np.array(is_first, dtype=bool),
        np.array(is_own, dtype=bool),
    )


def find_words(window: Window, sentence: int, start: int, end: int) -> NDArray[np.intp]:
    """First pieces of the words that overlap characters `start`..`end` of a sentence."""
    inside = (window.sentence == sentence) & window.is_first
    inside &= (window.offsets[:, 0] < end) & (window.offsets[:, 1] > start)
    return np.flatnonzero(inside)


def slice_bounds(window: Window, piece: int, context: int = CONTEXT_PIECES) -> tuple[int, int]:
    """Range of the pieces that are read for a trigger: its segment and up to `context` pieces before it."""
    inside = np.flatnonzero(window.segment == window.segment[piece])
    return max(0, int(inside[0]) - context), int(inside[-1]) + 2
