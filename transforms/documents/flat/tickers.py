"""Live tickers: entries that follow each other, each under its time of day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from transforms.documents.flat.page import FlatPage, is_sentence
from transforms.documents.kinds.kind_signs import find_title_signs
from transforms.documents.lines.verdict import Verdict

_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\.?)?(?: \(?[A-Z]{2,4}\)?)?(?: ?(?:updated|edited))?",
    re.IGNORECASE,
)
_LONGEST_ENTRY = 16  # lines
_FEWEST_ENTRIES = 5
_FEWEST_LIVE = 3  # where the title says that the page is a live one
_HEAD_LINES = 12
_TOLD = 0.6  # share of the entries that hold a sentence; in a list of headlines with their times few do


def keep_tickers(page: FlatPage, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The entries of a ticker that the article opens belong to it, without times, credits and posts."""
    settled = list(verdicts)
    first = next((number for number, verdict in enumerate(settled) if verdict.is_kept), len(settled))
    for entries in _find_tickers(page, first):
        is_short = len(entries) < _FEWEST_ENTRIES
        for number in (n for entry in entries for n in entry if not page.is_known(n)):
            if not settled[number].is_kept and (not is_short or is_sentence(page.texts[number])):
                settled[number] = Verdict("body", True, "ticker", page.scores[number])
    return settled


def _find_tickers(page: FlatPage, first: int) -> list[list[range]]:
    """The lines of each entry of every ticker below the line `first`."""
    is_live = any(find_title_signs(text, "live") for text in page.texts[:_HEAD_LINES])
    start = 0 if is_live else first
    clocks = [n for n in range(start, len(page.texts)) if _CLOCK.fullmatch(page.texts[n])]
    fewest = _FEWEST_LIVE if is_live else _FEWEST_ENTRIES
    if is_live and clocks:
        clocks.append(_find_end(page, clocks[-1]))
    runs: list[list[range]] = [[]]
    for start, end in pairwise(clocks):
        if end - start <= _LONGEST_ENTRY:
            runs[-1].append(range(start + 1, end))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= fewest and _tells(page, run) >= _TOLD * len(run)]


def _find_end(page: FlatPage, start: int) -> int:
    """The line at which the last entry of a live page ends: one that sites print."""
    reach = range(start + 1, min(start + _LONGEST_ENTRY, len(page.texts)))
    return next((n for n in reach if page.is_known(n)), reach.stop)


def _tells(page: FlatPage, entries: Sequence[range]) -> int:
    """How many of the entries hold a sentence."""
    return sum(any(is_sentence(page.texts[n]) and not page.is_known(n) for n in entry) for entry in entries)
