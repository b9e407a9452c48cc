"""Strings made to keep a regular expression busy, out of the expression itself.

For every repetition without a small bound: what stands before it, then the repeated part many times, then a
character that fits nowhere. Where a repetition can match the same text in several ways, the search for a
match that isn't there tries them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MISFIT = "\x00"
FEWEST_TURNS = 20  # a repetition of at most so many turns is no danger
_MOST_VARIANTS = 4
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_CATEGORIES = {
    ops.CATEGORY_DIGIT: "1",
    ops.CATEGORY_NOT_DIGIT: "a",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_NOT_SPACE: "a",
    ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_WORD: " ",
}


@dataclass(frozen=True, slots=True)
class Attack:
    """A string of any length: a beginning, a part that is repeated, and an end that fits nowhere."""

    start: str
    pump: str

    def write(self, length: int) -> str:
        """The string, at least `length` characters long."""
        turns = max(1, -(-length // len(self.pump)))
        return self.start + self.pump * turns + MISFIT


def list_attacks(pattern: re.Pattern[str]) -> list[Attack]:
    """The attacks on a pattern; none where nothing in it is repeated without a small bound."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found = dict.fromkeys(_walk(list(tree), "", is_insensitive=bool(pattern.flags & re.IGNORECASE)))
    return list(found)


def _walk(nodes: Sequence[Any], before: str, is_insensitive: bool) -> Iterator[Attack]:
    for op, argument in nodes:
        if op in _REPEATS:
            _, most, inner = argument
            if most > FEWEST_TURNS:
                for pump in _write_variants(list(inner)):
                    yield Attack(before, pump)
                    if before:
                        yield Attack("", before + pump)
            yield from _walk(list(inner), before, is_insensitive)
        elif op is ops.BRANCH:
            for branch in argument[1]:
                yield from _walk(list(branch), before, is_insensitive)
        elif (inner := _find_inner(op, argument)) is not None:
            yield from _walk(inner, before, is_insensitive)
        before += _write([(op, argument)])


def _find_inner(op: Any, argument: Any) -> list[Any] | None:
    if op is ops.SUBPATTERN:
        return list(argument[-1])
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return list(argument[1])
    return list(argument) if op is ops.ATOMIC_GROUP else None


def _write_variants(nodes: list[Any]) -> list[str]:
    """Strings that the nodes match: one for each branch of the first choice among them."""
    number = next((n for n, (op, _) in enumerate(nodes) if op is ops.BRANCH), None)
    if number is None:
        return [text] if (text := _write(nodes)) else []
    branches = nodes[number][1][1][:_MOST_VARIANTS]
    texts = [_write([*nodes[:number], *branch, *nodes[number + 1 :]]) for branch in branches]
    return [text for text in dict.fromkeys(texts) if text]


def _write(nodes: Sequence[Any]) -> str:
    """A string that the nodes match, for most of them."""
    written = ""
    for op, argument in nodes:
        if op is ops.LITERAL:
            written += chr(argument)
        elif op is ops.NOT_LITERAL:
            written += "a" if argument != ord("a") else "b"
        elif op is ops.ANY:
            written += "a"
        elif op is ops.IN:
            written += _write_member(argument)
        elif op is ops.BRANCH:
            written += _write(argument[1][0])
        elif op in _REPEATS:
            least, most, inner = argument
            written += _write(inner) * (max(least, 1) if most else 0)
        elif op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
            written += _write(argument[-1] if op is ops.SUBPATTERN else argument)
    return written


def _write_member(members: Sequence[Any]) -> str:
    """A character of a set."""
    if members and members[0][0] is ops.NEGATE:
        taken = _write_taken(members[1:])
        return next(char for char in "a1 ,-b(" + chr(0x4E00) if char not in taken)
    op, argument = members[-1]
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.RANGE:
        return chr(argument[0])
    return _CATEGORIES.get(argument, "a")


def _write_taken(members: Sequence[Any]) -> set[str]:
    taken: set[str] = set()
    for op, argument in members:
        if op is ops.LITERAL:
            taken.add(chr(argument))
        elif op is ops.RANGE:
            taken |= {chr(code) for code in range(argument[0], min(argument[1], 0x7F) + 1)}
        elif op is ops.CATEGORY:
            pattern = {ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_WORD: r"\w"}
            kind = re.compile(pattern.get(argument, r"[^\w\s]"))
            taken |= {char for char in "a1 ,-b(" if kind.match(char)}
    return taken
