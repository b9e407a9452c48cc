"""Read the events of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from transforms.reading.decode import Array
from transforms.reading.model_files import FOLDER, RECALL, ReaderFiles, check_files
from transforms.reading.onnx_layers import OnnxLayers
from transforms.reading.read_windows import Cuts, Heads, Layers, read_window
from transforms.reading.readings import Reading
from transforms.reading.recall import PartyRecall
from transforms.reading.windows import Window, cut_segments, load_tokenizer, pack_windows

# Some 16,000 words: no article is longer, and the time that one text can take stays bounded.
MAX_WINDOWS = 150


@dataclass(frozen=True, eq=False)
class LoadedReader:
    """The reader in memory."""

    files: ReaderFiles
    tokenizer: Tokenizer
    layers: Layers
    heads: Heads
    recall: PartyRecall | None = None


@lru_cache(maxsize=1)
def load_reader(folder: Path = FOLDER) -> LoadedReader:
    """Load the reader once a process.

    Raises:
        ReaderFilesError: a file is missing or damaged.
    """
    files = check_files(folder)
    arrays = _load_arrays(files, "arrays.npz")
    recall = None
    if files.recall:
        weights = {name: value.astype(np.float32) for name, value in _load_arrays(files, RECALL).items()}
        arrays |= weights
        recall = PartyRecall(weights, files.recall, files.same_event)
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    return LoadedReader(files, tokenizer, OnnxLayers(folder, arrays), Heads(arrays), recall)


def _load_arrays(files: ReaderFiles, name: str) -> dict[str, Any]:
    with np.load(files.folder / name) as stored:
        return {key: stored[key] for key in stored.files}


def read_sentences(
    reader: LoadedReader, sentences: Sequence[str], title: str | None = None, cuts: Cuts | None = None
) -> list[Reading]:
    """Readings of the sentences of one document, in order.

    The title is read as what stands before the first sentence; nothing of it is returned but words that
    readings point to, as sentence -1. Only the first MAX_WINDOWS windows are read.
    """
    before = [title] if title else []
    shift = len(before)
    readings = read_texts(reader, [*before, *sentences], shift, cuts)
    return [_shift(r, shift) for r in readings if r.sentence >= shift]


def read_texts(
    reader: LoadedReader, texts: Sequence[str], first: int, cuts: Cuts | None = None
) -> list[Reading]:
    """Readings of a document numbered by its texts, of which those before `first` are titles."""
    readings = [
        reading
        for window, lower in encode_texts(reader, tuple(texts))
        for reading in read_window(reader.layers, reader.heads, cuts or reader.files.cuts, window, lower)
    ]
    return readings if reader.recall is None else reader.recall.fill(readings, texts, first)


@lru_cache(maxsize=1)
def encode_texts(reader: LoadedReader, texts: tuple[str, ...]) -> tuple[tuple[Window, Array], ...]:
    """The windows of a document's texts with their states (1, pieces, width) below the shared layers.

    Those of the last document are kept: whoever asks for its events asks after its names.
    """
    windows = pack_windows(cut_segments(reader.tokenizer, texts))[:MAX_WINDOWS]
    return tuple((window, reader.layers.read_lower(window.ids[None])) for window in windows)


@lru_cache(maxsize=1)
def _find_windows(reader: LoadedReader, texts: tuple[str, ...]) -> dict[int, tuple[Window, Array]]:
    """The window of each text, with the states (pieces, width) there."""
    return {
        int(sentence): (window, lower[0])
        for window, lower in encode_texts(reader, texts)
        for sentence in np.unique(window.sentence[window.is_own])
    }


def pool_states(
    reader: LoadedReader, sentences: Sequence[str], title: str | None, places: Sequence[tuple[int, int, int]]
) -> NDArray[np.float32]:
    """The mean state of the words at each place: (places, width), zeros where nothing was read.

    A place is a sentence's number and the characters there, from and to; texts as in `read_sentences`.
    """
    before = [title] if title else []
    window_of = _find_windows(reader, (*before, *sentences))
    width = reader.heads.weights["types.weight"].shape[1]
    pooled = np.zeros((len(places), width), dtype=np.float32)
    for row, (number, start, end) in enumerate(places):
        found = window_of.get(number + len(before))
        if found is not None:
            window, states = found
            inside = window.is_own & (window.sentence == number + len(before))
            inside &= (window.offsets[:, 0] < end) & (window.offsets[:, 1] > start)
            if inside.any():
                pooled[row] = states[inside].mean(0)
    return pooled


def _shift(reading: Reading, shift: int) -> Reading:
    spans = tuple(replace(s, sentence=s.sentence - shift) for s in reading.spans)
    return replace(reading, sentence=reading.sentence - shift, spans=spans)
