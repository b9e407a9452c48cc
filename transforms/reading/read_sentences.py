"""Read the events of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from tokenizers import Tokenizer

from transforms.reading.model_files import ReaderFiles, check_files
from transforms.reading.onnx_layers import OnnxLayers
from transforms.reading.read_windows import Cuts, Heads, Layers, read_window
from transforms.reading.readings import Reading
from transforms.reading.windows import cut_segments, load_tokenizer, pack_windows

# Some 16,000 words: no article is longer, and the time that one text can take stays bounded.
MAX_WINDOWS = 150


@dataclass(frozen=True)
class LoadedReader:
    """The reader in memory."""

    files: ReaderFiles
    tokenizer: Tokenizer
    layers: Layers
    heads: Heads


@lru_cache(maxsize=1)
def load_reader() -> LoadedReader:
    """Load the reader once a process.

    Raises:
        ReaderFilesError: a file is missing or damaged.
    """
    files = check_files()
    with np.load(files.folder / "arrays.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
    tokenizer = load_tokenizer(files.folder / "tokenizer.json")
    return LoadedReader(files, tokenizer, OnnxLayers(files.folder, arrays), Heads(arrays))


def read_sentences(
    reader: LoadedReader, sentences: Sequence[str], title: str | None = None, cuts: Cuts | None = None
) -> list[Reading]:
    """Readings of the sentences of one document, in order.

    The title is read as what stands before the first sentence; nothing of it is returned but words that
    readings point to, as sentence -1. Only the first MAX_WINDOWS windows are read.
    """
    before = [title] if title else []
    segments = cut_segments(reader.tokenizer, [*before, *sentences])
    readings = [
        reading
        for window in pack_windows(segments)[:MAX_WINDOWS]
        for reading in read_window(reader.layers, reader.heads, cuts or reader.files.cuts, window)
    ]
    shift = len(before)
    return [_shift(r, shift) for r in readings if r.sentence >= shift]


def _shift(reading: Reading, shift: int) -> Reading:
    spans = tuple(replace(s, sentence=s.sentence - shift) for s in reading.spans)
    return replace(reading, sentence=reading.sentence - shift, spans=spans)
