"""Write a trained reader as the product reads it: two ONNX files of 8-bit weights, heads, tokenizer.

    python -m training.export WEIGHTS.pt --tokenizer FILE --out FOLDER
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import bucket_positions
from training.reader_model import Reader
from training.torch_layers import copy_heads, load_reader

OPSET = 17
# Relative positions are looked up in a table: nothing of their arithmetic stays in the exported graph.
REACH = 512


class Lower(nn.Module):
    """Word pieces to the states below the shared layers."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.encoder, self.split = model.encoder, model.split
        self.register_buffer("buckets", bucket_positions(REACH))

    def forward(self, ids: Tensor) -> Tensor:
        """States of ids (1, pieces)."""
        length = ids.shape[1]
        bias = self.encoder.relative(self.buckets[:length, :length]).permute(2, 0, 1)[None]
        return self.encoder.run(self.encoder.embed(ids), bias, 0, self.split)


class Upper(nn.Module):
    """States below the shared layers to those behind the last."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.encoder, self.split, self.depth = model.encoder, model.split, model.depth
        self.register_buffer("buckets", bucket_positions(REACH))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States (batch, pieces, width) with a mask of the pieces that are there."""
        length = states.shape[1]
        bias = self.encoder.relative(self.buckets[:length, :length]).permute(2, 0, 1)[None]
        bias = bias + torch.where(mask, 0.0, -1e4)[:, None, None, :]
        return self.encoder.run(states, bias, self.split, self.depth)


def export_parts(model: Reader, folder: Path) -> None:
    """Write `lower.onnx` and `upper.onnx` with 8-bit weights, and `heads.npz`."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(5, 30000, (1, 24))
    states, mask = torch.randn(2, 24, 768), torch.ones(2, 24, dtype=torch.bool)
    plain = folder / "plain.onnx"
    for name, module, inputs, axes in (
        ("lower", Lower(model).eval(), (ids,), {"ids": {1: "pieces"}, "out": {1: "pieces"}}),
        (
            "upper", Upper(model).eval(), (states, mask),
            {"states": {0: "batch", 1: "pieces"}, "mask": {0: "batch", 1: "pieces"}, "out": {0: "batch", 1: "pieces"}},
        ),
    ):  # fmt: skip
        torch.onnx.export(
            module, inputs, str(plain), input_names=[n for n in axes if n != "out"], output_names=["out"],
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        # 7 bits: processors without VNNI add up pairs of 8-bit products in 16 bits, and would overflow.
        quantize_dynamic(
            str(plain), str(folder / f"{name}.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    plain.unlink()
    heads = {name: value.astype(np.float32) for name, value in copy_heads(model).weights.items()}
    np.savez(folder / "heads.npz", **heads)


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
