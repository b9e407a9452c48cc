"""The words of an item as the name of a measure: singular, without articles and fillers, synonyms as one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.figures.series.measure_lexicon import (
    load_irregular_singulars,
    load_measure_phrases,
    load_measure_words,
    load_phrase_openings,
)

WORD = re.compile(r"[^\W_]+(?:[.'’&/][^\W_]+)*")
# Endings that only look like a plural.
NO_PLURAL = ("ss", "us", "is", "ics")


def name_measure(item: str) -> tuple[str, ...]:
    """Words of what an item measures, in order of the item.

    Names of parties are taken out before; what is left after the fillers may be nothing.
    """
    words = [form_singular(w.lower()) for w in WORD.findall(item.replace("’s", "").replace("'s", ""))]
    words = _replace_phrases(words)
    fillers = load_measure_words()["filler"]
    kept = [w for w in words if w not in fillers and not w[0].isdigit()]
    # "oil prices" and "price of oil": the order says nothing, and a word twice says no more than once.
    return tuple(dict.fromkeys(_replace_phrases(kept)))


def form_singular(word: str) -> str:
    """The singular of a noun in lower case; other words stay."""
    if word in load_irregular_singulars():
        return load_irregular_singulars()[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(NO_PLURAL):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


def _replace_phrases(words: Sequence[str]) -> list[str]:
    found = list(words)
    if load_phrase_openings().isdisjoint(found):
        return found
    for phrase, measure in load_measure_phrases():
        if phrase[0] not in found:
            continue
        size = len(phrase)
        at = 0
        while at + size <= len(found):
            if tuple(found[at : at + size]) == phrase:
                found[at : at + size] = measure
                at += len(measure)
            else:
                at += 1
    return found
