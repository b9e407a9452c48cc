"""Abbreviations that a text introduces: "Kilimanjaro Relief Fund (KRF)"; later "KRF" is the fund."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.model import TICKER
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold

ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z.&-]{1,8}")


def read_abbreviations(words: Words, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """The spans, with every use of an introduced abbreviation made a name of what it abbreviates."""
    introduced: dict[str, NameSpan] = {}
    for span in spans:
        k = span.last
        if span.type == "person" or k + 2 >= len(words) or words.text[k] != "(" or words.text[k + 2] != ")":
            continue
        short = words.text[k + 1]
        if (
            ABBREVIATION.fullmatch(short)
            and not TICKER.fullmatch(short)
            and span.last - span.first > 1
            and _abbreviates(short, words.slice(span.first, span.last))
        ):
            introduced.setdefault(short, span)
    if not introduced:
        return list(spans)
    found = {i for i, text in enumerate(words.text) if text in introduced}
    kept = [s for s in spans if not (s.last - s.first == 1 and s.first in found)]
    inside = {i for s in kept for i in range(s.first, s.last)}
    for i in sorted(found - inside):
        model = introduced[words.text[i]]
        full = words.slice(model.first, model.last)
        kept.append(replace(model, first=i, last=i + 1, alias=full, method="abbreviation"))
    return kept


def _abbreviates(short: str, full: str) -> bool:
    """Whether the letters of an abbreviation stand in a name in that order, the first at its start."""
    letters = iter(fold(full).replace(" ", ""))
    wanted = fold(short).replace(" ", "")
    return fold(full)[:1] == wanted[:1] and all(letter in letters for letter in wanted)
