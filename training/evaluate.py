"""Print the figures of a trained reader on annotated documents.

python -m training.evaluate WEIGHTS.pt --tokenizer FILE [--held-out] DOCUMENTS.jsonl ...
"""

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.judge import judge_readings
from training.split import is_held_out
from training.torch_layers import TorchLayers, copy_heads, load_reader
from training.train import read_documents
from transforms.reading.labels import TYPES
from transforms.reading.read_windows import DEFAULT_CUTS, Cuts, Heads, Layers, read_window
from transforms.reading.readings import Reading
from transforms.reading.windows import cut_segments, load_tokenizer, pack_windows


def read_all(
    layers: Layers, heads: Heads, cuts: Cuts, tokenizer: Tokenizer, documents: Sequence[dict[str, Any]]
) -> list[list[Reading]]:
    """Readings of each document."""
    return [
        [
            reading
            for window in pack_windows(cut_segments(tokenizer, d["sentences"]))
            for reading in read_window(layers, heads, cuts, window)
        ]
        for d in documents
    ]


def main() -> None:
    """Print figures at several cuts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    model = load_reader(arguments.weights)
    tokenizer = load_tokenizer(arguments.tokenizer)
    low = Cuts(dict.fromkeys(TYPES, 0.15), DEFAULT_CUTS.roles)
    for path in arguments.documents:
        documents = read_documents([path])
        if arguments.held_out:
            documents = [d for d in documents if is_held_out(d["id"])]
        readings = read_all(TorchLayers(model), copy_heads(model), low, tokenizer, documents)
        if arguments.keep:
            arguments.keep.mkdir(parents=True, exist_ok=True)
            (arguments.keep / f"{path.stem}.pickle").write_bytes(pickle.dumps((documents, readings)))
        for cut in (0.3, 0.4, 0.5, 0.6, 0.7):
            kept = [[r for r in own if r.score >= cut] for own in readings]
            print(path.stem, cut, judge_readings(documents, kept)[0], flush=True)


if __name__ == "__main__":
    main()
