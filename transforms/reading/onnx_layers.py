"""The encoder of the reader, run by onnxruntime on one thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from transforms.reading.decode import Array

# Lengths of windows for which the relative positions are kept.
KEPT_BIASES = 64
# The fused kernel of sum and norm is ten times slower than the two apart (onnxruntime 1.32, one thread).
SLOWER_FUSED = ["SkipLayerNormFusion"]


class OnnxLayers:
    """Embeddings and two graphs of layers; a call holds pieces of one document: rows depend on it alone."""

    def __init__(self, folder: Path, arrays: Mapping[str, Any]) -> None:
        self._lower = _open(folder / "lower.onnx")
        self._upper = _open(folder / "upper.onnx")
        self._arrays = arrays
        self._biases: dict[int, Array] = {}

    def read_lower(self, ids: NDArray[np.int64]) -> Array:
        """States below the shared layers."""
        states = embed(self._arrays, ids)
        return np.asarray(self._lower.run(None, {"states": states, "bias": self._bias(ids.shape[1])})[0])

    def read_upper(self, states: Array, mask: NDArray[np.bool_]) -> Array:
        """States behind the last layer."""
        bias = self._bias(states.shape[1])
        if not mask.all():
            bias = bias + np.where(mask, 0, -1e4).astype(np.float32)[:, None, None, :]
        return np.asarray(self._upper.run(None, {"states": states, "bias": bias})[0])

    def _bias(self, length: int) -> Array:
        """What relative positions add to attention scores, (1, heads, length, length)."""
        if length not in self._biases:
            table = self._arrays["relative"][self._arrays["buckets"][:length, :length]]
            if len(self._biases) > KEPT_BIASES:
                self._biases.clear()
            self._biases[length] = np.ascontiguousarray(table.transpose(2, 0, 1)[None])
        return self._biases[length]


def embed(arrays: Mapping[str, Any], ids: NDArray[np.int64]) -> Array:
    """Input states of word pieces, (1, pieces, width): words and positions, normalised."""
    words = arrays["words"][ids].astype(np.float32) * arrays["word_scales"][ids]
    states = words + arrays["positions"][2 : ids.shape[1] + 2][None]
    centred = states - states.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
    return np.asarray(scaled * arrays["norm"] + arrays["norm_bias"], dtype=np.float32)


def _open(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER_FUSED
    )
