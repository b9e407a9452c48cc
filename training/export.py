"""Write a trained reader as the product reads it: two ONNX files of 8-bit weights, heads, tokenizer.

python -m training.export WEIGHTS.pt --tokenizer FILE --out FOLDER
"""

import argparse
import math
import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from training.encoder import HEADS, WIDTH, bucket_positions
from training.reader_model import Reader
from training.torch_layers import copy_heads, load_reader

OPSET = 17
# Pieces at most in a window.
REACH = 320


class Part(nn.Module):
    """Some layers of the encoder; query, key and value are one product."""

    def __init__(self, model: Reader, first: int, last: int) -> None:
        super().__init__()
        self.layers = model.encoder.layers[first:last]
        self.joined = nn.ModuleList(_join_projections(layer) for layer in self.layers)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States (batch, pieces, width) behind the layers; `bias` is (batch or 1, heads, pieces, pieces)."""
        batch, pieces = states.shape[0], states.shape[1]
        for layer, joined in zip(self.layers, self.joined, strict=True):
            parts = joined(states).view(batch, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
            q, k, v = parts[0], parts[1], parts[2]
            scores = q @ k.transpose(-1, -2) + bias
            context = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, pieces, WIDTH)
            states = layer.attention_norm(states + layer.o(context))
            states = layer.output_norm(states + layer.outer(F.gelu(layer.inner(states))))
        return states


def _join_projections(layer: nn.Module) -> nn.Linear:
    """Query (scaled), key and value of a layer as one linear map."""
    scale = math.sqrt(WIDTH // HEADS)
    joined = nn.Linear(WIDTH, 3 * WIDTH)
    with torch.no_grad():
        joined.weight.copy_(torch.cat([layer.q.weight / scale, layer.k.weight, layer.v.weight]))
        joined.bias.copy_(torch.cat([layer.q.bias / scale, layer.k.bias, layer.v.bias]))
    return joined


def quantise_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """8-bit rows of a table with a scale each."""
    scales = np.abs(table).max(1, keepdims=True).clip(1e-8) / 127
    return np.round(table / scales).astype(np.int8), scales.astype(np.float32)


def export_parts(model: Reader, folder: Path) -> None:
    """Write `lower.onnx` and `upper.onnx` with 8-bit weights, `arrays.npz` with embeddings and heads."""
    folder.mkdir(parents=True, exist_ok=True)
    states, bias = torch.randn(2, 24, WIDTH), torch.randn(2, HEADS, 24, 24)
    plain = folder / "plain.onnx"
    axes = {"states": {0: "batch", 1: "pieces"}, "bias": {0: "biases", 2: "pieces", 3: "pieces"}}
    for name, first, last in (("lower", 0, model.split), ("upper", model.split, model.depth)):
        torch.onnx.export(
            Part(model, first, last).eval(), (states, bias), str(plain), input_names=["states", "bias"],
            output_names=["out"], dynamic_axes={**axes, "out": {0: "batch", 1: "pieces"}},
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        # 7 bits: processors without VNNI add up pairs of 8-bit products in 16 bits, and would overflow.
        quantize_dynamic(
            str(plain),
            str(folder / f"{name}.onnx"),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    plain.unlink()
    arrays = {name: value.astype(np.float32) for name, value in copy_heads(model).weights.items()}
    encoder = model.encoder.state_dict()
    words, scales = quantise_rows(encoder["words.weight"].float().numpy())
    arrays |= {
        "words": words,
        "word_scales": scales,
        "buckets": bucket_positions(REACH).numpy().astype(np.int8),
    }
    arrays |= {
        name: encoder[f"{name}.weight"].float().numpy() for name in ("positions", "norm", "relative")
    } | {"norm_bias": encoder["norm.bias"].float().numpy()}
    np.savez(folder / "arrays.npz", allow_pickle=False, **arrays)


def main() -> None:
    """Export a trained reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    export_parts(load_reader(arguments.weights), arguments.out)
    shutil.copy(arguments.tokenizer, arguments.out / "tokenizer.json")


if __name__ == "__main__":
    main()
