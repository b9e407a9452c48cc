"""Read the events of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from transforms.reading.model_files import FOLDER, RECALL, ReaderFiles, check_files
from transforms.reading.onnx_layers import OnnxLayers
from transforms.reading.read_windows import Cuts, Heads, Layers, read_window
from transforms.reading.readings import Reading
from transforms.reading.recall import PartyRecall
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
        for window in pack_windows(cut_segments(reader.tokenizer, texts))[:MAX_WINDOWS]
        for reading in read_window(reader.layers, reader.heads, cuts or reader.files.cuts, window)
    ]
    return readings if reader.recall is None else reader.recall.fill(readings, texts, first)


def _shift(reading: Reading, shift: int) -> Reading:
    spans = tuple(replace(s, sentence=s.sentence - shift) for s in reading.spans)
    return replace(reading, sentence=reading.sentence - shift, spans=spans)
