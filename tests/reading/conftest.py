"""Windows made by hand, and the tokenizer of the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer

from transforms.reading.model_files import FOLDER
from transforms.reading.windows import Segment, Window, build_window, load_tokenizer


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    path = FOLDER / "tokenizer.json"
    if not path.is_file():
        pytest.skip(f"{path} is missing")
    return load_tokenizer(path)


def _make_segment(number: int, sentence: str) -> Segment:
    """Pieces of a sentence written with spaces between words and `_` between the pieces of one word."""
    offsets, is_first, at = [], [], 0
    for word in sentence.split():
        for position, piece in enumerate(word.split("_")):
            offsets.append((at, at + len(piece)))
            is_first.append(position == 0)
            at += len(piece)
        at += 1
    ids = np.arange(1000 * (number + 1), 1000 * (number + 1) + len(offsets), dtype=np.int64)
    return Segment(number, ids, np.array(offsets, dtype=np.int64), np.array(is_first, dtype=bool))


@pytest.fixture(scope="session")
def make_window() -> Callable[..., Window]:
    """make_window(["Mali fled", "Chad at_tacked it"], own=[1]) -> Window; without `own` all are own."""

    def make(sentences: Sequence[str], own: Sequence[int] | None = None, context: int = 32) -> Window:
        segments = [_make_segment(n, s) for n, s in enumerate(sentences)]
        return build_window(segments, own if own is not None else range(len(segments)), context)

    return make
