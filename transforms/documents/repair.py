"""Repairs of damaged text that keep the way back to the raw text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A repaired text and how its offsets map to those of the text before.

    `starts` and `shifts` are parallel: from offset `starts[i]` of the repaired text on, the raw offset is
    the repaired one plus `shifts[i]`.
    """

    text: str
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def to_raw(self, offset: int) -> int:
        """The offset in the text before the repair that an offset of the repaired text stands for."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def repair_text(text: str) -> RepairedText:
    """Repair a decoded text; line breaks stay where they are but for words broken at line ends."""
    return RepairedText(text)
