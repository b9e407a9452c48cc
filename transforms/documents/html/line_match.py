"""Which lines of a page an extractor's paragraphs stand for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from transforms.documents.html.lines import HtmlLine

_LETTERS = re.compile(r"[\W_]+")
_MIN_PART = 12


def match_paragraphs(lines: Sequence[HtmlLine], paragraphs: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that stand in the paragraphs, whole or as a part (or hold a whole one).

    Both are compared by their letters and digits. Of equal lines the one that continues the order counts.
    """
    keys = [_fold(line.text) for line in lines]
    places: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        if key:
            places.setdefault(key, []).append(number)
    places = {key: _prefer_outside(lines, numbers) for key, numbers in places.items()}
    found: set[int] = set()
    rest: list[str] = []
    last = -1
    for paragraph in paragraphs:
        key = _fold(paragraph)
        numbers = places.get(key)
        if numbers is None:
            rest.append(key)
            continue
        number = _choose(numbers, last)
        found.add(number)
        last = number
    if rest:
        found |= _match_parts(keys, rest, found)
    return frozenset(found)


def _prefer_outside(lines: Sequence[HtmlLine], numbers: list[int]) -> list[int]:
    """Of equal lines, those that stand in no zone, if any does."""
    return [number for number in numbers if lines[number].zone is None] or numbers


def _choose(numbers: Sequence[int], last: int) -> int:
    following = bisect_right(numbers, last)
    return numbers[following] if following < len(numbers) else numbers[0]


def _match_parts(keys: Sequence[str], rest: Sequence[str], found: set[int]) -> set[int]:
    joined = "\n".join(rest)
    parts: set[int] = set()
    for number, key in enumerate(keys):
        if number in found or not key:
            continue
        is_part = len(key) >= _MIN_PART and key in joined
        holds = len(key) >= _MIN_PART and any(
            len(part) >= _MIN_PART and len(part) > 0.5 * len(key) and part in key for part in rest
        )
        if is_part or holds:
            parts.add(number)
    return parts


def _fold(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
