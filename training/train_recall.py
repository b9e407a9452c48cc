"""Train what recalls parties told earlier, on the states of a finished reader; add it to the reader's files.

    python -m training.train_recall MODEL_FOLDER DOCUMENTS.jsonl ...

It learns from the documents that the reader learned from; the cuts are chosen on those held out.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.encoder import WIDTH
from training.recall_examples import RecallExample, build_examples
from training.split import is_held_out, is_ordinary
from training.standoff import read_lines
from transforms.reading.model_files import CARD, RECALL
from transforms.reading.settle import RECALLED

SEED = 20261130
KEYS, HIDDEN, DROPOUT = 32, 32, 0.3
EPOCHS, BATCH, RATE, WARM_UP = 4, 64, 2e-3, 50
NOWHERE = -1e4
CUTS = tuple(round(float(x), 2) for x in np.arange(0.25, 0.9, 0.05))


class RecallModel(nn.Module):
    """Scores of candidates and of nobody."""

    def __init__(self, event: int, pair: int) -> None:
        super().__init__()
        self.key = nn.Linear(WIDTH, KEYS)
        self.asks = nn.Linear(WIDTH, KEYS * len(RECALLED))
        self.pair = nn.ModuleList(_make_network(pair + event) for _ in RECALLED)
        self.nobody = nn.ModuleList(_make_network(KEYS + event) for _ in RECALLED)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(
        self, role: int, trigger: Tensor, states: Tensor, event: Tensor, pairs: Tensor, owner: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Scores of nobody (events) and of candidates, whose events `owner` numbers."""
        asked = self.asks(self.dropout(trigger)).view(-1, len(RECALLED), KEYS)[:, role]
        keys = self.key(self.dropout(states))
        scores = self.pair[role](torch.cat([pairs, event[owner]], 1))[:, 0]
        scores = scores + (keys * asked[owner]).sum(1) / KEYS**0.5
        return self.nobody[role](torch.cat([asked, event], 1))[:, 0], scores


def _make_network(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1))


def score_batch(model: RecallModel, batch: Sequence[RecallExample]) -> tuple[Tensor, Tensor, Tensor]:
    """Scores of nobody and of the candidates of examples of one role, and the numbers of their examples."""
    owner = torch.from_numpy(np.repeat(np.arange(len(batch)), [len(e.pairs) for e in batch]))
    nobody, scores = model(
        batch[0].role,
        torch.from_numpy(np.stack([e.trigger for e in batch]).astype(np.float32)),
        torch.from_numpy(np.concatenate([e.states for e in batch]).astype(np.float32)),
        torch.from_numpy(np.stack([e.event for e in batch])),
        torch.from_numpy(np.concatenate([e.pairs for e in batch])),
        owner,
    )
    return nobody, scores, owner


def measure_loss(model: RecallModel, batch: Sequence[RecallExample]) -> Tensor:
    """Minus the logarithm of what the right candidates, or nobody, have of the sum of powers."""
    nobody, scores, owner = score_batch(model, batch)
    right = torch.from_numpy(np.concatenate([e.right for e in batch]))
    is_right = torch.from_numpy(np.array([e.right.any() for e in batch]))
    everything = torch.logaddexp(nobody, _sum_powers(scores, owner, len(batch)))
    wanted = _sum_powers(torch.where(right, scores, NOWHERE), owner, len(batch))
    return -(torch.where(is_right, wanted, nobody) - everything).mean()


def _sum_powers(scores: Tensor, owner: Tensor, count: int) -> Tensor:
    """Logarithm of the summed powers of the scores of each example."""
    most = torch.full((count,), NOWHERE).scatter_reduce(0, owner, scores.detach(), "amax")
    return most + torch.log(torch.zeros(count).index_add(0, owner, torch.exp(scores - most[owner])) + 1e-9)


def draw_batches(examples: Sequence[RecallExample], dice: random.Random) -> Iterator[list[RecallExample]]:
    """Batches of one role each, in random order."""
    batches = []
    for role in range(len(RECALLED)):
        own = [e for e in examples if e.role == role]
        dice.shuffle(own)
        batches += [own[at : at + BATCH] for at in range(0, len(own) - BATCH + 1, BATCH)]
    dice.shuffle(batches)
    yield from batches


def train(examples: Sequence[RecallExample], epochs: int = EPOCHS) -> RecallModel:
    """Train on examples; those whose party is told earlier, but is no candidate, teach nothing."""
    teaching = [e for e in examples if e.right.any() or not e.is_earlier]
    torch.manual_seed(SEED)
    dice = random.Random(SEED)
    model = RecallModel(len(teaching[0].event), teaching[0].pairs.shape[1]).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    planned, step = epochs * len(list(draw_batches(teaching, random.Random(SEED)))), 0
    for epoch in range(epochs):
        total = 0.0
        for batch in draw_batches(teaching, dice):
            for group in optimizer.param_groups:
                group["lr"] = RATE * max(0.05, 1 - step / planned) * min(1, (step + 1) / WARM_UP)
            loss = measure_loss(model, batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total, step = total + float(loss.detach()), step + 1
        print(f"epoch {epoch} step {step}/{planned}: {total * epochs / planned:.3f}", flush=True)
    return model.eval()


def choose_cuts(model: RecallModel, examples: Sequence[RecallExample]) -> dict[str, float]:
    """By role, the probability from which candidates taken are most often right rather than wrong."""
    cuts = {}
    for role, name in enumerate(RECALLED):
        own = [e for e in examples if e.role == role and e.is_open]
        best = [recall_best(model, e) for e in own]

        def count_gain(
            cut: float, own: list[RecallExample] = own, best: list[tuple[float, int]] = best
        ) -> int:
            """Parties made right, less nobody made somebody; where a party was missing nothing is lost."""
            taken = [(e, at) for e, (chance, at) in zip(own, best, strict=True) if chance >= cut]
            return sum(int(e.right[at]) - int(not e.is_earlier) for e, at in taken)

        cuts[name] = max(CUTS, key=count_gain)
        print(name, {cut: count_gain(cut) for cut in CUTS}, f"of {sum(e.is_earlier for e in own)}")
    return cuts


def recall_best(model: RecallModel, example: RecallExample) -> tuple[float, int]:
    """The probability and number of the best candidate, all mentions of its words together."""
    with torch.inference_mode():
        nobody, scores, _ = score_batch(model, [example])
    chances = torch.cat([nobody, scores]).softmax(0)[1:].numpy()
    totals = example.same @ chances
    best = int(np.argmax(totals + 1e-6 * chances))
    return float(totals[best]), best


def write_recall(model: RecallModel, cuts: dict[str, float], folder: Path) -> None:
    """Write `recall.npz` and name it, with its cuts, in `reader.json`."""
    names = {
        f"{part}.{role}.": f"{name}.{part}."
        for part in ("pair", "nobody")
        for role, name in enumerate(RECALLED)
    }
    arrays = {}
    for name, value in model.state_dict().items():
        prefix = next((p for p in names if name.startswith(p)), None)
        # Layers are numbered 0 and 1: the one between them has no weights.
        own = names[prefix] + name[len(prefix) :].replace("2.", "1.") if prefix else name
        arrays[own] = value.numpy().astype(np.float16)
    np.savez(folder / RECALL, allow_pickle=False, **arrays)
    card = json.loads((folder / CARD).read_text("utf8"))
    card["files"][RECALL] = sha256((folder / RECALL).read_bytes()).hexdigest()
    card["cuts"]["recall"] = cuts
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", "utf8")


def main() -> None:
    """Train on the documents given and complete the reader in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    arguments = parser.parse_args()
    documents = [d for path in arguments.documents for d in read_lines(path)]
    taught = [d for d in documents if not is_held_out(d["id"])]
    held = [d for d in documents if is_held_out(d["id"]) and is_ordinary(d["id"])]
    model = train(build_examples(arguments.folder, taught))
    write_recall(model, choose_cuts(model, build_examples(arguments.folder, held)), arguments.folder)


if __name__ == "__main__":
    main()
