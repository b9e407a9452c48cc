"""Scores of matches, which are no figures, and votes, whose two sides are: "won 3-1", "voted 14-9"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from transforms.figures.lexicon import load_word_list
from transforms.figures.quantities.quantities import COUNT, Quantity
from transforms.lexicon.patterns import load_pattern

HYPHEN = re.compile(r"\s?[-\u2010-\u2013]\s?")
SCORE_CONTEXT = load_pattern("figures", "score_context")
# "The Panthers (14-16, 8-9 Ohio Valley)", "have gone 4-6 at home", "slipped to 2-3": games won and lost.
RECORD_BEFORE = load_pattern("figures", "record_before")
RECORD_BEHIND = load_pattern("figures", "record_behind")
# Behind a score no unit and nothing counted stands.
UNIT_BEHIND = load_pattern("figures", "unit_behind")
SENTENCE_END = re.compile(r"[.!?]\s|\n")
# No side of a match gets more.
MOST_POINTS = 200


@lru_cache(maxsize=1)
def compile_votes() -> re.Pattern[str]:
    """Words that make two joined numbers a vote."""
    return re.compile(rf"\b(?:{'|'.join(sorted(load_word_list('vote_words')))})\b", re.IGNORECASE)


def is_pair_apart(text: str, low: Quantity, high: Quantity) -> bool:
    """Whether two bare numbers joined by a hyphen are a score, a record of games or a vote, and no range."""
    if high.value <= low.value:
        return True
    if RECORD_BEFORE.search(text, max(0, low.start - 24), low.start) and RECORD_BEHIND.match(text, high.end):
        return True
    near = text[max(0, low.start - 60) : high.end + 40]
    return bool(SCORE_CONTEXT.search(near)) and UNIT_BEHIND.match(text, high.end) is None


def drop_scores(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Leave out the two numbers of each score; the sides of a vote stay."""
    dropped: set[int] = set()
    for n in range(len(quantities) - 1):
        if n not in dropped and _is_score(text, quantities[n], quantities[n + 1]):
            dropped |= {n, n + 1}
    return [q for n, q in enumerate(quantities) if n not in dropped]


def _is_score(text: str, low: Quantity, high: Quantity) -> bool:
    bare = low.unit is COUNT and high.unit is COUNT and not (low.per_unit or high.per_unit)
    if not bare or HYPHEN.fullmatch(text, low.end, high.start) is None:
        return False
    whole = all(q.number.text.isdigit() and q.value < MOST_POINTS for q in (low, high))
    if not whole or not is_pair_apart(text, low, high):
        return False
    before = SENTENCE_END.split(text[max(0, low.start - 120) : low.start])[-1]
    behind = SENTENCE_END.split(text[high.end : high.end + 80])[0]
    return compile_votes().search(f"{before} {behind}") is None and _is_clean_behind(text, high.end)


def _is_clean_behind(text: str, end: int) -> bool:
    """Whether no unit, no decimal and no third number follows."""
    return (
        UNIT_BEHIND.match(text, end) is None
        and re.match(r"\s?[-–/]\s?\d|[.,]\d", text[end : end + 4]) is None
    )
