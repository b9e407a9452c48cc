"""Spans of a text whose digits and number words are no figures: dates, times of day, links.

References, names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from schemas.time_expressions import TimeExpression
from transforms.figures.lexicon import FOLDER
from transforms.lexicon.patterns import load_pattern
from transforms.lexicon.word_lists import read_lines

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jun\.|July?|"
    r"Jul\.|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|"
    r"\.)?)"
)
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
DURATION_WORD = load_pattern("figures", "duration_word")


DIGITS = re.compile(r"\d+")
# What else opens a window, in a text that holds one of the signs.
WORDED = re.compile(r"\d+|o['’]\s?clock|Group of", re.IGNORECASE)
SIGNS_OF_WORDED = ("clock", "group of")
REACH = 45
# No pattern begins inside a word; said once, it spares a try of each at every letter.
BEGIN = r"(?:(?<![^\W_])|(?=[\#@'’‘+\[(]))"


# What the spans of a pattern begin with; "" stands for anything.
BEGINNINGS = {"digit": r"(?=\d)", "letter": r"(?=[^\W\d_])", "": r"(?![^\W_])"}


@dataclass(frozen=True, slots=True)
class MaskPattern:
    """A regular expression, what its spans begin with, and the signs of which a text must hold one."""

    begins: str
    signs: tuple[str, ...]
    pattern: str


@lru_cache(maxsize=1)
def load_patterns() -> tuple[MaskPattern, ...]:
    """The patterns of `mask_patterns.txt`."""
    patterns = []
    for line in read_lines(FOLDER / "mask_patterns.txt"):
        name, _, pattern = line.partition(": ")
        begins = name.partition(" <")[2].partition(">")[0]
        signs = name.partition(" (")[2].rstrip(")").split()
        pattern = pattern.replace("MONTH", MONTH).replace("YEAR", YEAR)
        patterns.append(MaskPattern(begins, tuple(signs), pattern))
    return tuple(patterns)


@lru_cache(maxsize=16)
def compile_patterns(are_possible: tuple[bool, ...]) -> re.Pattern[str]:
    """The patterns that are possible, as one regular expression that tries each where it may begin."""
    kept = [p for p, is_kept in zip(load_patterns(), are_possible, strict=True) if is_kept]
    branches = []
    for begins, sign in BEGINNINGS.items():
        joined = "|".join(p.pattern for p in kept if p.begins in ("", begins))
        branches.append(f"{sign}(?:{joined})")
    return re.compile(f"{BEGIN}(?:{'|'.join(branches)})", re.VERBOSE | re.IGNORECASE)


def compile_masks(text: str) -> re.Pattern[str]:
    """The patterns that a text may hold."""
    lowered = text.lower()
    return compile_patterns(
        tuple(not p.signs or any(sign in lowered for sign in p.signs) for p in load_patterns())
    )


class Masks:
    """Sorted spans, with the question whether a span lies in one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._longest = max((end - start for start, end in self._spans), default=0)

    def covers(self, start: int, end: int) -> bool:
        """Whether a masked span overlaps start..end."""
        at = bisect_right(self._starts, end - 1) - 1
        while at >= 0 and self._starts[at] >= start - self._longest:
            if self._spans[at][0] < end and start < self._spans[at][1]:
                return True
            at -= 1
        return False


def _find_windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches around what can begin or end a masked span, so that the patterns need not run everywhere."""
    start = end = -1
    lowered = text.lower()
    trigger = WORDED if any(sign in lowered for sign in SIGNS_OF_WORDED) else DIGITS
    for match in trigger.finditer(text):
        low, high = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
        low = text.rfind(" ", 0, low) + 1 if low else 0
        if low > end:
            if end >= 0:
                yield start, end
            start = low
        end = max(end, high)
    if end >= 0:
        yield start, end


def find_masks(text: str) -> Masks:
    """Spans of a text that match a pattern of what is no figure."""
    pattern = compile_masks(text)
    return Masks(m.span() for start, end in _find_windows(text) for m in pattern.finditer(text, start, end))


def mask_times(times: Iterable[TimeExpression]) -> Masks:
    """Spans of the dates and times that were found.

    A number before a unit of time is a figure inside a time expression as well ("the last 27 years").
    """
    return Masks(
        (time.char_start, time.char_end)
        for time in times
        if time.type != "DURATION" and not (time.type == "SET" and " times " in time.text)
    )
