"""Whether a figure is the size of a change, and in which direction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.attributes.governed_changes import (
    read_change_of_noun,
    read_change_of_verb,
    read_governed_change,
)
from transforms.figures.attributes.worded_changes import BEFORE, read_worded_change
from transforms.figures.lexicon import load_change_words, load_multiplier_words, load_word_list
from transforms.figures.quantities.quantities import is_margin
from transforms.lexicon.patterns import load_pattern

SCORE_BEHIND = re.compile(r"\s?[-–]\s?\d")
# "Dropped 24 points among women, 15 points among men and 16 points among the young."
LISTED_CHANGE = load_pattern("figures", "listed_change")
AGAINST = load_pattern("figures", "against")
REACHED = load_pattern("figures", "reached")


def read_change(a: AnchoredQuantity, text: str) -> str | None:
    """`increase`, `decrease` or None.

    A level that was reached ("rose to 5") is no change; "by 5", "up 5", "5 higher", "rose 5" and
    "a 5% rise" are.
    """
    number = a.quantity.number
    if is_margin(text, a.quantity.start):
        return None
    if number.kind == "multiplier":
        return _change_of_multiplier(a, text)
    if number.kind == "fraction" and a.quantity.unit.code == "ratio":
        return "decrease"
    if a.quantity.unit.dimension not in load_word_list("size_dimensions"):
        return None
    if a.is_count and SCORE_BEHIND.match(text, a.quantity.end):
        return None  # "losing 3-0"
    if a.noun is None and REACHED.search(text, max(0, a.start - 24), a.start):
        return None
    worded = read_worded_change(a, text)
    if worded is not None:
        return worded
    if a.quantity.unit.dimension == "duration" and not _says_by(a):
        return None
    return read_governed_change(a)


def _change_of_multiplier(a: AnchoredQuantity, text: str) -> str | None:
    word = load_multiplier_words()[a.quantity.number.text.lower()]
    token = a.root
    if word.kind == "verb" and token.lower_ in load_word_list("multiplying_verbs"):
        return word.change if token.pos_ == "VERB" else None
    if word.kind == "fold":
        before = BEFORE.search(text, max(0, a.start - 34), a.quantity.start)
        if before and before["word"].lower() in ("up", "down"):
            return "increase" if before["word"].lower() == "up" else "decrease"
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), token)
        return read_change_of_noun(a) or read_change_of_verb(a) or load_change_words("verb").get(verb.lemma_)
    return word.change


def _says_by(a: AnchoredQuantity) -> bool:
    return a.root.dep_ == "pobj" and a.root.head.lower_ == "by"


def find_change(
    anchored: Sequence[AnchoredQuantity], changes: Sequence[str | None], number: int, text: str
) -> str | None:
    """The change of a figure; `changes` are those of the figures before it."""
    a = anchored[number]
    if number and _converts(anchored[number - 1], a, text):
        return changes[-1]  # "sixfold to HK$3.7 billion (US$473 million)": a level told twice
    return read_change(a, text) or inherit_change(anchored, changes, number, text)


def _converts(before: AnchoredQuantity, a: AnchoredQuantity, text: str) -> bool:
    same = before.quantity.unit.dimension == a.quantity.unit.dimension == "money"
    return same and text[before.end : a.start].strip() in ("(", "[")


def inherit_change(
    anchored: Sequence[AnchoredQuantity], changes: Sequence[str | None], number: int, text: str
) -> str | None:
    """As in "up 0.25 points, or 0.01%", "grew 4 percent, against 3 percent in May".

    The figure that restates a change, and the change that it is compared with, are changes too.
    """
    if number == 0 or changes[-1] is None:
        return None
    before, a = anchored[number - 1], anchored[number]
    between = text[before.end : a.start].strip(" ,")
    if between in ("or", "(", "/") and not a.is_count:
        return changes[-1]
    alike = a.quantity.unit.code == before.quantity.unit.code and a.noun is None and not a.is_count
    if alike and LISTED_CHANGE.fullmatch(text, before.end, a.start):
        return changes[-1]
    same = alike and a.quantity.unit.code == "percent"
    return changes[-1] if same and AGAINST.fullmatch(text, before.end, a.start) else None
