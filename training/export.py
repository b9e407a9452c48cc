"""Write a trained reader as the product reads it: two ONNX files of 8-bit weights, heads, tokenizer.

python -m training.export WEIGHTS.pt --tokenizer FILE --out FOLDER
"""

import argparse
import math
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from training.encoder import HEADS, INNER, WIDTH, bucket_positions
from training.reader_model import Reader
from training.standoff import read_lines
from training.torch_layers import copy_heads, load_reader
from transforms.reading.windows import cut_segments, load_tokenizer, pack_windows

OPSET = 17
# Pieces at most in a window.
REACH = 320
SCALE = math.sqrt(WIDTH // HEADS)
# How far the unevenness of channels is moved from inputs to weights; the documents on which it is measured.
EVENNESS = 0.75
LOUD = 8
MEASURED = 40
OWN = Path(__file__).parent / "data" / "own.jsonl"


class Smoothed(nn.Module):
    """A linear map whose input is evened out first, so that few channels don't take the whole 8-bit scale.

    Channel j is divided by max|x_j|^a / max|w_j|^(1 - a), its weights multiplied by it (SmoothQuant, Xiao et
    al. 2023), a = EVENNESS. Some largest channels may be left out of the 8-bit product and multiplied in
    single precision (LLM.int8(), Dettmers et al. 2022).
    """

    def __init__(self, weight: Tensor, bias: Tensor, largest: Tensor, loud_count: int = 0) -> None:
        super().__init__()
        self.has_loud = loud_count > 0
        scale = largest.clamp(min=1e-4) ** EVENNESS / weight.abs().amax(0).clamp(min=1e-4) ** (1 - EVENNESS)
        loud = largest.topk(loud_count).indices.sort().values
        kept = torch.ones_like(largest)
        kept[loud] = 0
        self.register_buffer("loud", loud)
        self.register_buffer("factor", kept / scale)
        self.register_buffer("loud_weight", weight[:, loud].detach().T.contiguous())
        self.linear = nn.Linear(weight.shape[1], weight.shape[0])
        with torch.no_grad():
            self.linear.weight.copy_(weight * scale * kept)
            self.linear.bias.copy_(bias)

    def forward(self, states: Tensor) -> Tensor:
        """The map of states (..., channels)."""
        quiet = self.linear(states * self.factor)
        return quiet + states[..., self.loud] @ self.loud_weight if self.has_loud else quiet


class Part(nn.Module):
    """Some layers of the encoder; query, key and value are one product."""

    def __init__(self, model: Reader, first: int, last: int, largest: Sequence[Sequence[Tensor]]) -> None:
        super().__init__()
        self.layers = model.encoder.layers[first:last]
        self.maps = nn.ModuleList()
        for layer, (states, context, middle, inner) in zip(self.layers, largest[first:last], strict=True):
            joined = (
                torch.cat([layer.q.weight / SCALE, layer.k.weight, layer.v.weight]),
                torch.cat([layer.q.bias / SCALE, layer.k.bias, layer.v.bias]),
            )
            self.maps.append(
                nn.ModuleList(
                    [
                        Smoothed(*joined, states),
                        Smoothed(layer.o.weight, layer.o.bias, context),
                        Smoothed(layer.inner.weight, layer.inner.bias, middle, LOUD),
                        Smoothed(layer.outer.weight, layer.outer.bias, inner, LOUD),
                    ]
                )
            )

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States (batch, pieces, width) behind the layers; `bias` is (batch or 1, heads, pieces, pieces)."""
        batch, pieces = states.shape[0], states.shape[1]
        for layer, (joined, o, inner, outer) in zip(self.layers, self.maps, strict=True):
            parts = joined(states).view(batch, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
            q, k, v = parts[0], parts[1], parts[2]
            scores = q @ k.transpose(-1, -2) + bias
            context = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, pieces, WIDTH)
            states = layer.attention_norm(states + o(context))
            states = layer.output_norm(states + outer(F.gelu(inner(states))))
        return states


def measure_inputs(model: Reader, windows: Sequence[Tensor]) -> list[list[Tensor]]:
    """For each layer, the largest absolute inputs by channel of its four products, over windows of pieces."""
    largest: list[list[Tensor]] = []
    hooks = []
    for layer in model.encoder.layers:
        own = [torch.zeros(WIDTH), torch.zeros(WIDTH), torch.zeros(WIDTH), torch.zeros(INNER)]
        largest.append(own)
        for number, part in enumerate((layer.q, layer.o, layer.inner, layer.outer)):

            def note(
                _: nn.Module, inputs: tuple[Tensor], own: list[Tensor] = own, number: int = number
            ) -> None:
                found = inputs[0].detach().float().abs().flatten(0, -2).amax(0)
                own[number] = torch.maximum(own[number], found)

            hooks.append(part.register_forward_pre_hook(note))
    with torch.inference_mode():
        for ids in windows:
            model.read_upper(model.read_lower(ids), torch.ones_like(ids, dtype=torch.bool))
    for hook in hooks:
        hook.remove()
    return largest


def list_loud_products(path: Path) -> list[str]:
    """Names of the products of loud channels, known by the shape of their weights."""
    graph = onnx.load(str(path)).graph
    loud = {tensor.name for tensor in graph.initializer if tensor.dims and tensor.dims[0] == LOUD}
    return [n.name for n in graph.node if n.op_type == "MatMul" and loud & set(n.input)]


def quantise_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """8-bit rows of a table with a scale each."""
    scales = np.abs(table).max(1, keepdims=True).clip(1e-8) / 127
    return np.round(table / scales).astype(np.int8), scales.astype(np.float32)


def draw_windows(tokenizer: Tokenizer, documents: Sequence[dict[str, Any]]) -> list[Tensor]:
    """Word pieces of the windows of documents."""
    windows = (w for d in documents for w in pack_windows(cut_segments(tokenizer, d["sentences"])))
    return [torch.from_numpy(w.ids)[None] for w in windows]


def export_parts(model: Reader, folder: Path, windows: Sequence[Tensor]) -> None:
    """Write `lower.onnx` and `upper.onnx` with 8-bit weights, `arrays.npz` with embeddings and heads."""
    folder.mkdir(parents=True, exist_ok=True)
    states, bias = torch.randn(2, 24, WIDTH), torch.randn(2, HEADS, 24, 24)
    plain = folder / "plain.onnx"
    largest = measure_inputs(model, windows)
    axes = {"states": {0: "batch", 1: "pieces"}, "bias": {0: "biases", 2: "pieces", 3: "pieces"}}
    for name, first, last in (("lower", 0, model.split), ("upper", model.split, model.depth)):
        torch.onnx.export(
            Part(model, first, last, largest).eval(), (states, bias), str(plain),
            input_names=["states", "bias"], output_names=["out"],
            dynamic_axes={**axes, "out": {0: "batch", 1: "pieces"}}, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        # 7 bits: processors without VNNI add up pairs of 8-bit products in 16 bits, and would overflow.
        quantize_dynamic(
            str(plain),
            str(folder / f"{name}.onnx"),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=list_loud_products(plain),
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
    tokenizer = load_tokenizer(arguments.tokenizer)
    windows = draw_windows(tokenizer, read_lines(OWN)[:MEASURED])
    export_parts(load_reader(arguments.weights), arguments.out, windows)
    shutil.copy(arguments.tokenizer, arguments.out / "tokenizer.json")


if __name__ == "__main__":
    main()
