"""Lines that repeat what stands elsewhere in the article: pasted titles, standfirsts, pull quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

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
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, found in grams.items():
        for gram in found:
            holders.setdefault(gram, []).append(number)
    repeats: set[int] = set()
    for number in sorted(grams, reverse=True):
        found = grams[number]
        if not found:
            continue
        shared: dict[int, int] = {}
        for gram in found:
            if len(holders[gram]) > _MOST_HOLDERS:
                continue  # a phrase of the page, and too many pairs to compare
            for other in holders[gram]:
                if other != number and other not in repeats:
                    shared[other] = shared.get(other, 0) + 1
        for other, count in shared.items():
            if count < len(found) * _SHARE:
                continue
            is_same = len(grams[other]) * _SHARE <= count
            if (is_same and other < number) or len(grams[other]) > len(found) * 1.15:
                repeats.add(number)
                break
    return repeats


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
