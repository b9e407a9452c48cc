"""Weights of the reader in the package as torch keeps them, to go on teaching it.

python -m training.restore_weights MODEL_FOLDER --encoder FOLDER --out WEIGHTS.pt

The embeddings, which are not trained, are those of the published encoder; of the layers the 8-bit weights are
made numbers again (`export.Smoothed` tells how they became 8-bit), which the next steps of training even out.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.encoder import load_encoder, read_published
from training.export import SCALE
from training.reader_model import Reader

# The products of a layer in the order in which the exported graph holds them.
PRODUCTS = ("joined", "o", "inner", "outer")
NORMS = ("attention_norm", "output_norm")


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """The weights of an ONNX file by name; each product's 8-bit weights by the names `maps.LAYER.PRODUCT`.

    Arrays of a product: `.quantized` (inputs, outputs), `.scale` and `.zero_point` (outputs).
    """
    graph = onnx.load(str(path)).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    products = [node for node in graph.node if node.op_type == "MatMulInteger"]
    for number, node in enumerate(products):
        stem = node.input[1].removesuffix("_quantized")
        layer, product = divmod(number, len(PRODUCTS))
        for part in ("quantized", "scale", "zero_point"):
            arrays[f"maps.{layer}.{product}.{part}"] = arrays[f"{stem}_{part}"]
    return arrays


def restore_product(arrays: dict[str, np.ndarray], name: str) -> tuple[Tensor, Tensor]:
    """Weight (outputs, inputs) and bias of a product."""
    whole = arrays[f"{name}.quantized"].astype(np.float32) - arrays[f"{name}.zero_point"].astype(np.float32)
    weight = (whole * arrays[f"{name}.scale"]).T * arrays[f"{name}.factor"]
    if f"{name}.loud" in arrays:
        weight[:, arrays[f"{name}.loud"]] = arrays[f"{name}.loud_weight"].T
    return torch.from_numpy(np.ascontiguousarray(weight)), torch.from_numpy(
        arrays[f"{name}.linear.bias"].copy()
    )


def restore_layer(arrays: dict[str, np.ndarray], number: int) -> dict[str, Tensor]:
    """The weights of a layer (`number` counts in the file) by their names in `encoder.Layer`."""
    found: dict[str, Tensor] = {}
    for place, product in enumerate(PRODUCTS):
        weight, bias = restore_product(arrays, f"maps.{number}.{place}")
        parts = ("q", "k", "v") if product == "joined" else (product,)
        for part, own_weight, own_bias in zip(parts, weight.split(len(weight) // len(parts)),
                                              bias.split(len(bias) // len(parts)), strict=True):  # fmt: skip
            scale = SCALE if part == "q" else 1.0
            found |= {f"{part}.weight": own_weight * scale, f"{part}.bias": own_bias * scale}
    for norm in NORMS:
        for kind in ("weight", "bias"):
            found[f"{norm}.{kind}"] = torch.from_numpy(arrays[f"layers.{number}.{norm}.{kind}"].copy())
    return found


def restore_into(model: Reader, folder: Path) -> None:
    """Give a reader on the published encoder the trained layers and the heads of a model folder."""
    state = model.state_dict()
    for name, first in (("lower", 0), ("upper", model.split)):
        arrays = read_weights(folder / f"{name}.onnx")
        last = model.split if name == "lower" else model.depth
        for number in range(max(first, model.frozen), last):
            own = restore_layer(arrays, number - first)
            state |= {f"encoder.layers.{number}.{part}": value for part, value in own.items()}
    with np.load(folder / "arrays.npz") as stored:
        heads = (n for n in state if not n.startswith("encoder."))
        state |= {name: torch.from_numpy(stored[name].copy()).view_as(state[name]) for name in heads}
    model.load_state_dict(state)


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    model = Reader(load_encoder(read_published(arguments.encoder)), frozen=0)
    restore_into(model, arguments.folder)
    torch.save(model.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
