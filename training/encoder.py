"""MPNet as a torch module, small enough to read.

After "MPNet: Masked and Permuted Pre-training for Language Understanding" (Song et al. 2020).

Weights are those published as all-mpnet-base-v2 (Apache-2.0).
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

# The published model has twelve layers; the two uppermost serve its own task and are left out.
WIDTH, HEADS, LAYERS, INNER = 768, 12, 10, 3072
PADDING = 1


def bucket_positions(length: int) -> Tensor:
    """Buckets of relative positions, shape (length, length), as T5 forms them (32 buckets, reach 128)."""
    position = torch.arange(length)
    distance = position[:, None] - position[None, :]
    half = 16
    bucket = (distance < 0).long() * half
    distance = distance.abs()
    near = half // 2
    far = (
        near + (torch.log(distance.float().clamp(min=1) / near) / math.log(128 / near) * (half - near)).long()
    )
    return bucket + torch.where(distance < near, distance, far.clamp(max=half - 1))


class LockedDropout(nn.Module):
    """Dropout with one mask for all pieces of a sequence: as good here, and drawn in no time."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, states: Tensor) -> Tensor:
        """States with some of their width set to zero while training."""
        if not self.training or self.rate == 0:
            return states
        mask = torch.rand(states.shape[0], 1, states.shape[2]) >= self.rate
        return states * (mask / (1 - self.rate)).to(states.dtype)


class Layer(nn.Module):
    """One transformer layer, normalised behind each block."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = LockedDropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States (batch, pieces, width) behind the layer; `bias` is added to the attention scores."""
        batch, pieces, _ = states.shape

        def split(x: Tensor) -> Tensor:
            return x.view(batch, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.q(states)), split(self.k(states)), split(self.v(states))
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias
        context = scores.softmax(-1).to(v.dtype) @ v
        context = context.transpose(1, 2).reshape(batch, pieces, WIDTH)
        states = self.attention_norm(states + self.dropout(self.o(context)))
        return self.output_norm(states + self.dropout(self.outer(F.gelu(self.inner(states)))))


class Encoder(nn.Module):
    """Embeddings and layers; callers run the layers in two stages."""

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(30527, WIDTH, padding_idx=PADDING)
        self.positions = nn.Embedding(514, WIDTH, padding_idx=PADDING)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.relative = nn.Embedding(32, HEADS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = LockedDropout(dropout)

    def embed(self, ids: Tensor) -> Tensor:
        """Input states of word pieces, shape (batch, pieces, width)."""
        places = torch.arange(2, ids.shape[1] + 2)
        return self.dropout(self.norm(self.words(ids) + self.positions(places)[None]))

    def make_bias(self, mask: Tensor) -> Tensor:
        """What is added to attention scores: relative positions, and minus infinity at padding."""
        relative = self.relative(bucket_positions(mask.shape[1])).permute(2, 0, 1)[None]
        return relative + torch.where(mask, 0.0, -1e4)[:, None, None, :]

    def run(self, states: Tensor, bias: Tensor, first: int, last: int) -> Tensor:
        """States behind layers first..last-1."""
        for layer in self.layers[first:last]:
            states = layer(states, bias)
        return states


def read_published(folder: Path) -> dict[str, Tensor]:
    """The weights of the published encoder in a folder, by their names without the prefix of its kind."""
    weights = load_file(folder / "model.safetensors")
    return {name.removeprefix("mpnet."): value for name, value in weights.items()}


def load_encoder(weights: dict[str, Tensor], dropout: float = 0.1, layers: int = LAYERS) -> Encoder:
    """The encoder with published weights (names as in the published file)."""
    encoder = Encoder(dropout, layers)
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
        "relative.weight": "encoder.relative_attention_bias.weight",
    }
    parts = {
        "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
        "attention_norm": "attention.LayerNorm", "inner": "intermediate.dense", "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }  # fmt: skip
    for number in range(layers):
        for own, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{number}.{own}.{kind}"] = f"encoder.layer.{number}.{theirs}.{kind}"
    encoder.load_state_dict({own: weights[theirs].float() for own, theirs in names.items()})
    return encoder
