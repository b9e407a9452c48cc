"""A trained reader run by torch behind the interface of the exported one."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.encoder import Encoder
from training.reader_model import Reader
from transforms.reading.decode import Array
from transforms.reading.read_windows import Heads


class TorchLayers:
    """Runs the encoder of a trained reader, in single precision."""

    def __init__(self, model: Reader) -> None:
        self.model = model.eval()

    def read_lower(self, ids: NDArray[np.int64]) -> Array:
        """States below the shared layers."""
        with torch.inference_mode():
            return self.model.read_lower(torch.from_numpy(ids)).float().numpy()

    def read_upper(self, states: Array, mask: NDArray[np.bool_]) -> Array:
        """States behind the last layer."""
        with torch.inference_mode():
            return self.model.read_upper(torch.from_numpy(states), torch.from_numpy(mask)).float().numpy()


def load_reader(path: Path) -> Reader:
    """The reader of a file of weights."""
    model = Reader(Encoder())
    model.load_state_dict(torch.load(path, weights_only=True))
    return model.eval()


def copy_heads(model: Reader) -> Heads:
    """The output layers as arrays."""
    names = (n for n in model.state_dict() if not n.startswith("encoder."))
    return Heads({n: model.state_dict()[n].float().numpy() for n in names})
