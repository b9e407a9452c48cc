"""A few steps of training, export and reading, where the extra `[train]` is installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from transforms.reading.labels import ROLES, TYPES
from transforms.reading.read_windows import Cuts, Heads, read_window
from transforms.reading.settle import RoleCuts
from transforms.reading.windows import cut_segments, load_tokenizer, pack_windows

if TYPE_CHECKING:
    from torch import nn

pytest.importorskip("torch")
pytest.importorskip("onnx")

TOKENIZER = Path(__file__).parents[2] / "transforms" / "reading" / "model" / "tokenizer.json"
SENTENCES = ["Marsh thanks farmers", "Governor Marsh thanked the farmers on Monday.", "It rained."]
EVENT = {
    "sentence": 1, "type": "SUPPORT", "mode": None, "status": "actual",
    "trigger": {"span": [15, 22], "text": "thanked"},
    "actors": [{"span": [9, 14], "text": "Marsh"}], "recipients": [{"span": [27, 34], "text": "farmers"}],
    "places": [], "date": "Monday", "claimant": [], "event": 1, "unsure": False,
}  # fmt: skip
DOCUMENT = {"id": "x", "published": "2024-05-06", "sentences": SENTENCES, "events": [EVENT]}


def test_trained_exported_and_read(tmp_path: Path) -> None:
    from training.encoder import Encoder
    from training.examples import cut_documents
    from training.export import draw_windows, export_parts
    from training.reader_model import Reader
    from training.torch_layers import TorchLayers, copy_heads
    from training.train import train
    from transforms.reading.onnx_layers import OnnxLayers

    tokenizer = load_tokenizer(TOKENIZER)
    model = Reader(Encoder(layers=4), frozen=1, upper=2)
    before = model.types.weight.detach().clone()
    cuts = cut_documents(tokenizer, [DOCUMENT] * 4)
    trained = train(model, [cuts], steps=2)
    assert not np.allclose(before.numpy(), model.types.weight.detach().numpy())
    export_parts(trained, tmp_path, draw_windows(tokenizer, [DOCUMENT]))
    with np.load(tmp_path / "arrays.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
    window = pack_windows(cut_segments(tokenizer, SENTENCES))[0]
    plain = TorchLayers(trained).read_lower(window.ids[None])
    exported = OnnxLayers(tmp_path, arrays).read_lower(window.ids[None])
    assert np.corrcoef(plain.ravel(), exported.ravel())[0, 1] > 0.99
    restored = _restore(model, tmp_path)
    again = TorchLayers(restored).read_lower(window.ids[None])
    assert np.corrcoef(plain.ravel(), again.ravel())[0, 1] > 0.99
    assert np.array_equal(restored.types.weight.detach().numpy(), trained.types.weight.detach().numpy())
    roles = dict.fromkeys(ROLES, RoleCuts(0.0, 0.0))
    cuts = Cuts(dict.fromkeys(TYPES, 0.0), roles)
    assert read_window(OnnxLayers(tmp_path, arrays), Heads(arrays), cuts, window)
    assert copy_heads(trained).weights.keys() <= arrays.keys()


def _restore(published: nn.Module, folder: Path) -> nn.Module:
    """A reader with the untrained layers of `published` and all else from the folder."""
    from training.encoder import Encoder
    from training.reader_model import Reader
    from training.restore_weights import restore_into

    fresh = Reader(Encoder(layers=4), frozen=1, upper=2)
    kept = {n: p for n, p in published.state_dict().items() if n.startswith("encoder.")}
    own = {
        n: p
        for n, p in kept.items()
        if not n.startswith(("encoder.layers.1", "encoder.layers.2", "encoder.layers.3"))
    }
    fresh.load_state_dict(fresh.state_dict() | own)
    restore_into(fresh, folder)
    return fresh
