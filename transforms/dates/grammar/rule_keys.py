"""Which token characters a rule cannot do without, so that most rules need not be tried on most stretches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A compiled pattern while it is read: its text, characters that make a poor key, the place reached."""

    text: str
    common: frozenset[str]
    place: list[int]

    def rarest(self, sets: list[frozenset[str]]) -> frozenset[str]:
        """The set that the fewest stretches meet; the empty one where there is none."""
        return min(sets, key=lambda s: sum(10 if c in self.common else 1 for c in s), default=frozenset())

    def peek(self) -> str:
        """The next character; empty at the end."""
        return self.text[self.place[0] : self.place[0] + 1]

    def take(self, count: int = 1) -> str:
        """The next characters, stepping behind them."""
        start = self.place[0]
        self.place[0] += count
        return self.text[start : start + count]


def find_key(pattern: str, common: frozenset[str]) -> frozenset[str]:
    """The rarest set of characters of which every match of a pattern holds one; empty where there is none.

    Args:
        pattern: a regular expression of characters, sets, groups, `|`, `?`, `*` and `+`.
        common: characters that most stretches hold, and that make a poor key.
    """
    reading = _Pattern(pattern, common, [0])
    return reading.rarest(_read_branches(reading))


def _read_branches(pattern: _Pattern) -> list[frozenset[str]]:
    """Sets of characters that the alternatives up to a closing bracket cannot do without."""
    branches = [list(_read_sequence(pattern))]
    while pattern.peek() == "|":
        pattern.take()
        branches.append(list(_read_sequence(pattern)))
    if len(branches) == 1:
        return branches[0]
    if not all(branches):
        return []
    return [frozenset().union(*map(pattern.rarest, branches))]


def _read_sequence(pattern: _Pattern) -> Iterator[frozenset[str]]:
    while pattern.peek() not in ("", "|", ")"):
        needed = _read_element(pattern)
        is_needed = True
        while pattern.peek() in ("?", "*", "+") and pattern.peek():
            is_needed = pattern.take() == "+" and is_needed
        if is_needed:
            yield from needed


def _read_element(pattern: _Pattern) -> list[frozenset[str]]:
    sign = pattern.take()
    if sign == "\\":
        return [frozenset(pattern.take())]
    if sign == "[":
        end = pattern.text.index("]", pattern.place[0])
        return [frozenset(pattern.take(end - pattern.place[0] + 1)[:-1])]
    if sign != "(":
        return [frozenset(sign)]
    pattern.take()  # the question mark of "(?:" and "(?P<name>"
    if pattern.take() == "P":
        pattern.take(pattern.text.index(">", pattern.place[0]) - pattern.place[0] + 1)
    needed = _read_branches(pattern)
    pattern.take()
    return needed
