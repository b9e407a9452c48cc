"""The verdict on one line of flat text."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.blocks import BlockKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is, whether it stays, which rule or model decided, and the model's probability."""

    kind: BlockKind
    is_kept: bool
    reason: str
    score: float
