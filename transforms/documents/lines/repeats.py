"""Lines that repeat what stands elsewhere in the article: pasted titles, standfirsts, pull quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

_WORD = re.compile(r"\w+")
_GRAM = 4
_MIN_WORDS = 9
_SHARE = 0.85
_MOST_HOLDERS = 30


def find_repeats(texts: Mapping[int, str]) -> set[int]:
    """Numbers of the lines nearly all of whose word sequences stand in another line.

    Of two equal lines the later one is the repeat; of a quote pulled from a paragraph, the quote is.
    """
    grams = {number: _list_grams(text) for number, text in texts.items()}
    counts = Counter(chain.from_iterable(grams.values()))
    # A gram of one line tells nothing; one of many is a phrase of the page, and too many pairs to compare.
    telling = {gram for gram, count in counts.items() if 1 < count <= _MOST_HOLDERS}
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, found in grams.items():
        for gram in found & telling:
            holders.setdefault(gram, []).append(number)
    repeats: set[int] = set()
    for number in sorted({number for group in holders.values() for number in group}, reverse=True):
        shared = Counter(
            other
            for gram in grams[number] & telling
            for other in holders[gram]
            if other != number and other not in repeats
        )
        if any(
            _repeats(grams[number], grams[other], count, other < number) for other, count in shared.items()
        ):
            repeats.add(number)
    return repeats


def _repeats(grams: set[tuple[str, ...]], others: set[tuple[str, ...]], count: int, is_later: bool) -> bool:
    """Whether nearly all of a line stands in another one that is earlier and like it, or longer."""
    if count < len(grams) * _SHARE:
        return False
    is_same = len(others) * _SHARE <= count
    return (is_same and is_later) or len(others) > len(grams) * 1.15


def _list_grams(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    if len(words) < _MIN_WORDS:
        return set()
    return set(zip(*(words[start:] for start in range(_GRAM)), strict=False))


def normalise_line(text: str) -> str:
    """A line as its lower-case words, for telling whether two lines say the same."""
    return " ".join(_WORD.findall(text.casefold()))


def list_stems(texts: Iterable[str]) -> set[str]:
    """The longer words of some lines, cut to six letters."""
    return {word[:6] for text in texts for word in _WORD.findall(text.casefold()) if len(word) > 3}


def share_words(text: str, stems: set[str]) -> float:
    """Share of the longer words of a line that are among the stems of others."""
    words = list_stems([text])
    return len(words & stems) / len(words) if words else 0.0
