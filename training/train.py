"""Train the reader.

python -m training.train --encoder FOLDER --out FOLDER [--hold-out] [--rounds 1 2 ...] DOCUMENTS.jsonl ...

`--rounds` says for each epoch up to which round of teaching its documents go. With `--start EPOCH.pt
--first N` it goes on after epoch N - 1 of an interrupted training.
"""

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.encoder import load_encoder, read_published
from training.examples import Cut, Example, build_examples, cut_documents
from training.reader_model import Reader, measure_loss
from training.split import find_round, is_held_out
from transforms.reading.windows import load_tokenizer

SEED = 20261129
PIECES_A_STEP = 1000
RATE, HEAD_RATE, DECAY_BY_LAYER = 1.3e-4, 3e-3, 0.92
WARM_UP = 60
REPORTED = 50  # steps between two lines of progress
MEAN_DECAY = 0.995
# Up to which round of teaching the documents of each epoch go.
ROUNDS_BY_EPOCH = (1, 1, 2, 3, 3, 4, 4)


def read_documents(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Annotated documents of JSON lines."""
    return [json.loads(line) for path in paths for line in path.read_text("utf8").split("\n") if line.strip()]


def draw_batches(examples: Sequence[Example], dice: random.Random) -> Iterator[list[Example]]:
    """Batches of windows of similar length, of about PIECES_A_STEP pieces, in random order."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + dice.random() * 30)
    batches: list[list[Example]] = []
    for example in order:
        longest = len(example.window.ids)
        if not batches or (len(batches[-1]) + 1) * longest > PIECES_A_STEP:
            batches.append([])
        batches[-1].append(example)
    dice.shuffle(batches)
    yield from batches


def group_parameters(model: Reader) -> list[dict[str, Any]]:
    """Parameters with their learning rates: heads fast, layers slower the lower they are."""
    for parameter in model.encoder.parameters():
        parameter.requires_grad = False
    groups = []
    for number in range(model.frozen, model.depth):
        layer = model.encoder.layers[number]
        layer.requires_grad_(True)
        rate = RATE * DECAY_BY_LAYER ** (model.depth - 1 - number)
        groups.append({"params": list(layer.parameters()), "lr": rate, "weight_decay": 0.01})
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups.append({"params": heads, "lr": HEAD_RATE, "weight_decay": 0.0})
    return groups


class MeanWeights:
    """Running mean of the trained weights, better on unseen texts than the last ones."""

    def __init__(self, model: nn.Module) -> None:
        self.values = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
        self.steps = 0

    def update(self, model: nn.Module) -> None:
        """Take in the weights of a step."""
        self.steps += 1
        decay = min(MEAN_DECAY, self.steps / (self.steps + 10))
        for name, parameter in model.named_parameters():
            if name in self.values:
                self.values[name].lerp_(parameter.detach(), 1 - decay)

    def copy_into(self, model: nn.Module) -> nn.Module:
        """A copy of the model with the mean weights."""
        twin = copy.deepcopy(model)
        with torch.no_grad():
            for name, parameter in twin.named_parameters():
                if name in self.values:
                    parameter.copy_(self.values[name])
        return twin.eval()


def count_steps(cuts: Sequence[Cut]) -> int:
    """Steps of an epoch over these documents."""
    return len(list(draw_batches(build_examples(cuts, random.Random(SEED)), random.Random(SEED))))


class Progress:
    """Says every REPORTED steps how far the training is and what the parts of the loss are.

    `step` counts from the beginning of this run, `passed` are the steps of the epochs before it.
    """

    def __init__(self, planned: int, passed: int) -> None:
        self.step, self.epoch = 0, 0
        self._planned, self._passed = planned, passed
        self._began, self._sums = time.monotonic(), dict[str, float]()

    def begin_epoch(self, number: int) -> None:
        """Start the sums anew."""
        self.epoch, self._sums = number, {}

    def add(self, parts: dict[str, float]) -> None:
        """Count a step with its losses."""
        self.step += 1
        for name, value in parts.items():
            self._sums[name] = self._sums.get(name, 0.0) + value
        if self.step % REPORTED == 0:
            shown = " ".join(f"{n} {v / REPORTED:.3f}" for n, v in self._sums.items())
            done = f"step {self._passed + self.step}/{self._planned}"
            print(f"epoch {self.epoch} {done} {time.monotonic() - self._began:.0f} s: {shown}", flush=True)
            self._sums = {}

    def scale_rate(self) -> float:
        """The share of the learning rates that the next step takes: warm up, then fall to a twentieth."""
        left = 1 - (self._passed + self.step) / self._planned
        return min(1.0, (self.step + 1) / WARM_UP) * max(0.05, left)


def train(
    model: Reader,
    epochs: Sequence[Sequence[Cut]],
    *,
    first: int = 0,
    steps: int | None = None,
    keep: Path | None = None,
) -> nn.Module:
    """Train in place over the documents of each epoch; returns the model with mean weights.

    `first` is the epoch to begin with (the model has been through those before), `steps` ends it early, the
    folder `keep` takes the weights of each epoch.
    """
    dice = random.Random(SEED + first)
    torch.manual_seed(SEED + first)
    optimizer = torch.optim.AdamW(group_parameters(model), betas=(0.9, 0.98), fused=True)
    rates = [g["lr"] for g in optimizer.param_groups]
    lengths = [count_steps(cuts) for cuts in epochs]
    planned, passed = sum(lengths), sum(lengths[:first])
    mean, progress = MeanWeights(model), Progress(planned, passed)
    for epoch in range(first, len(epochs)):
        model.train()
        progress.begin_epoch(epoch)
        for batch in draw_batches(build_examples(epochs[epoch], dice), dice):
            scale = progress.scale_rate()
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            parts = _take_step(model, optimizer, batch, dice)
            mean.update(model)
            progress.add(parts)
            if steps is not None and progress.step >= steps:
                return mean.copy_into(model)
        if keep is not None:
            torch.save(mean.copy_into(model).state_dict(), keep / f"epoch{epoch}.pt")
    return mean.copy_into(model)


def _take_step(
    model: Reader, optimizer: torch.optim.Optimizer, batch: Sequence[Example], dice: random.Random
) -> dict[str, float]:
    """One step of the optimiser; the parts of the loss by name."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss, parts = measure_loss(model, batch, dice)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 1.0)
    optimizer.step()
    return parts


def main() -> None:
    """Train on the documents given and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--rounds", type=int, nargs="+", default=ROUNDS_BY_EPOCH)
    parser.add_argument("--frozen", type=int, default=5)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    documents = read_documents(arguments.documents)
    if arguments.hold_out:
        documents = [d for d in documents if not is_held_out(d["id"])]
    tokenizer = load_tokenizer(arguments.encoder / "tokenizer.json")
    model = Reader(load_encoder(read_published(arguments.encoder)), frozen=arguments.frozen)
    if arguments.start is not None:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    arguments.out.mkdir(parents=True, exist_ok=True)
    cuts = cut_documents(tokenizer, documents)
    epochs = [[c for c in cuts if find_round(c.document["id"]) <= last] for last in arguments.rounds]
    trained = train(model, epochs, first=arguments.first, steps=arguments.steps, keep=arguments.out)
    torch.save(trained.state_dict(), arguments.out / "reader.pt")


if __name__ == "__main__":
    main()
