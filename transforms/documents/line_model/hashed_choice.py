"""Choices that look arbitrary and are the same on every run: hashes of a name and a number."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

_Item = TypeVar("_Item")
_BYTES = 8


def hash_to_share(name: str, number: int) -> float:
    """A number from 0 (included) to 1 (excluded) that only the name and the number decide."""
    digest = blake2b(f"{name}\n{number}".encode(), digest_size=_BYTES).digest()
    # 53 bits fit a float exactly: with more, the largest hash would round up to 1.
    return (int.from_bytes(digest, "big") >> 11) / (1 << 53)


class HashedChoice:
    """A sequence of choices that only its name decides."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0

    def draw(self) -> float:
        """The next number from 0 (included) to 1 (excluded)."""
        self._count += 1
        return hash_to_share(self._name, self._count)

    def draw_between(self, low: int, high: int) -> int:
        """The next whole number from low to high, both included."""
        return low + int(self.draw() * (high - low + 1))

    def choose(self, items: Sequence[_Item]) -> _Item:
        """One of the items."""
        return items[int(self.draw() * len(items))]

    def choose_several(self, items: Sequence[_Item], count: int) -> list[_Item]:
        """`count` different items, or all where there are fewer."""
        left = list(range(len(items)))
        return [items[left.pop(int(self.draw() * len(left)))] for _ in range(min(count, len(items)))]
