"""The reader as a torch module: triggers in a first pass, parties, status and dates of each in a second."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.encoder import PADDING, WIDTH, Encoder
from training.examples import IGNORED, Example, MarkedEvent
from transforms.reading.labels import DATE_LINKS, MODES, PRESENCES, ROLES, STATUSES, TYPES

# Layers that both passes run with the same weights; the second pass starts on the states below them.
UPPER = 3
GROUP_WIDTH = 64
PAIR_WIDTH = 64
EVENTS_A_GROUP = 10
DRAWN_EVENTS = 0.75
POSITIVE_WEIGHT = 3.0
UNREAL_WEIGHT = 2.5


@dataclass(frozen=True, slots=True)
class Marked:
    """What the second pass says of marked events (rows) and of the pieces of their slices."""

    roles: Tensor
    status: Tensor
    mode: Tensor
    presences: Tensor
    date_link: Tensor
    group: Tensor


class Reader(nn.Module):
    """Encoder with heads."""

    def __init__(self, encoder: Encoder, frozen: int = 5, upper: int = UPPER) -> None:
        super().__init__()
        self.encoder = encoder
        self.frozen, self.split, self.depth = frozen, len(encoder.layers) - upper, len(encoder.layers)
        self.types = nn.Linear(WIDTH, len(TYPES))
        self.roles = nn.Linear(WIDTH, len(ROLES))
        self.role_words = nn.Linear(WIDTH, len(ROLES) * PAIR_WIDTH)
        self.role_triggers = nn.Linear(WIDTH, len(ROLES) * PAIR_WIDTH)
        self.status = nn.Linear(WIDTH, len(STATUSES))
        self.mode = nn.Linear(WIDTH, len(MODES))
        self.presences = nn.Linear(WIDTH, 3 * len(PRESENCES))
        self.date_link = nn.Linear(WIDTH, len(DATE_LINKS))
        self.group = nn.Linear(WIDTH, GROUP_WIDTH)
        self.group_scale = nn.Parameter(torch.tensor([4.0, -2.0]))
        self.mark = nn.Embedding(len(TYPES), WIDTH)
        nn.init.normal_(self.mark.weight, std=0.1)
        nn.init.constant_(self.types.bias, -4.0)
        nn.init.constant_(self.roles.bias, -3.0)

    def read_lower(self, ids: Tensor) -> Tensor:
        """States below the shared upper layers; the frozen layers run without gradients."""
        bias = self.encoder.make_bias(ids != PADDING)
        training = self.training
        with torch.no_grad():
            self.encoder.eval()
            states = self.encoder.run(self.encoder.embed(ids), bias, 0, self.frozen)
            self.encoder.train(training)
        return self.encoder.run(states, bias, self.frozen, self.split)

    def read_upper(self, states: Tensor, mask: Tensor) -> Tensor:
        """States behind the last layer."""
        return self.encoder.run(states, self.encoder.make_bias(mask), self.split, self.depth)

    def mark_slices(
        self, states: Tensor, where: Sequence[tuple[int, MarkedEvent]]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Slices of lower states for events (window number, event), marked; their mask; trigger weights."""
        length = max(e.end - e.start for _, e in where)
        slices, mask, triggers = [], [], []
        for window, event in where:
            size = event.end - event.start
            weights = torch.zeros(length)
            weights[list(event.pieces)] = 1
            slices.append(F.pad(states[window, event.start : event.end], (0, 0, 0, length - size)))
            mask.append(torch.arange(length) < size)
            triggers.append(weights)
        trigger = torch.stack(triggers)
        kinds = torch.tensor([e.kind for _, e in where])
        marked = torch.stack(slices) + trigger[:, :, None] * self.mark(kinds)[:, None, :]
        return marked, torch.stack(mask), trigger

    def read_marked(self, states: Tensor, where: Sequence[tuple[int, MarkedEvent]]) -> list[Marked]:
        """The second pass, in groups of EVENTS_A_GROUP events in the order given."""
        groups = [where[i : i + EVENTS_A_GROUP] for i in range(0, len(where), EVENTS_A_GROUP)]
        return [self._read_group(states, group) for group in groups]

    def _read_group(self, states: Tensor, where: Sequence[tuple[int, MarkedEvent]]) -> Marked:
        marked, mask, trigger = self.mark_slices(states, where)
        out = self.read_upper(marked, mask).float()
        pooled = (out * trigger[:, :, None]).sum(1) / trigger.sum(1, keepdim=True).clamp(min=1)
        presences = self.presences(pooled).view(-1, 3, len(PRESENCES))
        group = F.normalize(self.group(pooled), dim=-1)
        return Marked(
            self._score_roles(out, pooled),
            self.status(pooled),
            self.mode(pooled),
            presences,
            self.date_link(pooled),
            group,
        )

    def _score_roles(self, words: Tensor, triggers: Tensor) -> Tensor:
        """Scores (batch, pieces, roles): of a word alone, and of the word with the trigger (bilinear)."""
        batch, pieces, _ = words.shape
        left = self.role_words(words).view(batch, pieces, len(ROLES), PAIR_WIDTH)
        right = self.role_triggers(triggers).view(batch, 1, len(ROLES), PAIR_WIDTH)
        return self.roles(words) + (left * right).sum(-1) / PAIR_WIDTH**0.5


def pad_ids(examples: Sequence[Example]) -> Tensor:
    """Word pieces of windows, padded."""
    length = max(len(e.window.ids) for e in examples)
    rows = [
        F.pad(torch.from_numpy(e.window.ids), (0, length - len(e.window.ids)), value=PADDING)
        for e in examples
    ]
    return torch.stack(rows)


def measure_loss(
    model: Reader, examples: Sequence[Example], dice: random.Random
) -> tuple[Tensor, dict[str, float]]:
    """Loss of a batch of windows, and its parts; a share of the events goes through the second pass."""
    ids = pad_ids(examples)
    lower = model.read_lower(ids)
    top = model.read_upper(lower, ids != PADDING).float()
    losses = {"types": _type_loss(model, top, examples)}
    where = [(n, e) for n, example in enumerate(examples) for e in example.events if e.pieces]
    where = [pair for pair in where if dice.random() < DRAWN_EVENTS]
    if where:
        losses |= _event_losses(model, lower, where)
    total = torch.stack(list(losses.values())).sum()
    return total, {name: float(value.detach()) for name, value in losses.items()}


def join_marked(parts: Sequence[Marked]) -> Marked:
    """Groups put together, without the pieces' roles."""
    return Marked(
        parts[0].roles[:0],
        *(
            torch.cat([getattr(p, name) for p in parts])
            for name in ("status", "mode", "presences", "date_link", "group")
        ),
    )


def _type_loss(model: Reader, top: Tensor, examples: Sequence[Example]) -> Tensor:
    logits = model.types(top)
    total, count = torch.zeros(()), 0.0
    for number, example in enumerate(examples):
        size = len(example.window.ids)
        target, weight = torch.from_numpy(example.types), torch.from_numpy(example.weights)
        loss = F.binary_cross_entropy_with_logits(
            logits[number, :size], target, weight, reduction="sum", pos_weight=torch.tensor(POSITIVE_WEIGHT)
        )
        total = total + loss
        count += float(example.weights.max(1).sum())
    return 4 * total / max(1.0, count)


def _event_losses(
    model: Reader, lower: Tensor, where: Sequence[tuple[int, MarkedEvent]]
) -> dict[str, Tensor]:
    where = sorted(where, key=lambda pair: pair[1].end - pair[1].start)
    parts = model.read_marked(lower, where)
    events = [e for _, e in where]
    weights = torch.tensor([e.weight for e in events])
    role_total, role_count = torch.zeros(()), 0.0
    for number, event in enumerate(events):
        target = torch.from_numpy(event.roles)
        known = (target != IGNORED).float()
        logits = parts[number // EVENTS_A_GROUP].roles[number % EVENTS_A_GROUP, : len(target)]
        loss = F.binary_cross_entropy_with_logits(
            logits, target.clamp(min=0), known, reduction="sum", pos_weight=torch.tensor(2.0)
        )
        role_total = role_total + weights[number] * loss
        role_count += float(known[:, 0].sum())
    read = join_marked(parts)
    status = torch.tensor([e.status for e in events])
    status_weight = weights * torch.where(status > 0, UNREAL_WEIGHT, 1.0)
    mode = torch.tensor([e.mode for e in events])
    date_link = torch.tensor([e.date_link for e in events])
    losses = {
        "roles": 6 * role_total / role_count,
        "status": 0.5 * _mean(F.cross_entropy(read.status, status, reduction="none"), status_weight),
        "date": 0.3 * _mean(F.cross_entropy(read.date_link, date_link, reduction="none"), weights),
    }
    has_mode = mode != IGNORED
    if has_mode.any():
        losses["mode"] = 0.3 * _mean(
            F.cross_entropy(read.mode[has_mode], mode[has_mode], reduction="none"), weights[has_mode]
        )
    for number in range(3):
        target = torch.tensor([e.presences[number] for e in events])
        losses[f"presence{number}"] = 0.2 * _mean(
            F.cross_entropy(read.presences[:, number], target, reduction="none"), weights
        )
    pairs = _pair_loss(model, read.group, where)
    if pairs is not None:
        losses["group"] = 0.3 * pairs
    return losses


def _pair_loss(model: Reader, group: Tensor, where: Sequence[tuple[int, MarkedEvent]]) -> Tensor | None:
    windows = torch.tensor([w for w, _ in where])
    kinds = torch.tensor([e.kind for _, e in where])
    numbers = torch.tensor([e.group for _, e in where])
    pairs = torch.triu((windows[:, None] == windows[None]) & (kinds[:, None] == kinds[None]), diagonal=1)
    if not pairs.any():
        return None
    logits = model.group_scale[0] * (group @ group.T) + model.group_scale[1]
    same = (numbers[:, None] == numbers[None]).float()
    return F.binary_cross_entropy_with_logits(logits[pairs], same[pairs])


def _mean(losses: Tensor, weights: Tensor) -> Tensor:
    return (losses * weights).sum() / weights.sum()
