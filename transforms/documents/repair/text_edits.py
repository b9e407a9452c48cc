"""Edits to a text that keep the way back to the text before them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from `start` to `end` (exclusive) with `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A repaired text and, for each of its offsets, the offset in the raw text (None: they are the same).

    `positions` has one entry more than the text has characters, so that the end can be looked up.
    """

    text: str
    positions: array[int] | None = None

    def to_raw(self, offset: int) -> int:
        """The raw offset that an offset of the repaired text stands for; a span's end maps like its start.

        What was deleted right before an offset belongs to the span before it.
        """
        return offset if self.positions is None else self.positions[offset]


def apply_edits(repaired: RepairedText, edits: Sequence[Edit]) -> RepairedText:
    """Apply edits, sorted and without overlaps, to a text that may have been edited before."""
    if not edits:
        return repaired
    text = repaired.text
    before = array("I", range(len(text) + 1)) if repaired.positions is None else repaired.positions
    positions = array("I")
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces.append(text[position : edit.start])
        pieces.append(edit.new)
        positions.extend(before[position : edit.start])
        last = max(edit.start, edit.end - 1)
        positions.extend(before[min(edit.start + i, last)] for i in range(len(edit.new)))
        position = edit.end
    pieces.append(text[position:])
    positions.extend(before[position:])
    return RepairedText("".join(pieces), positions)
