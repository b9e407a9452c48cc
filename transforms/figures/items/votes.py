"""Whose share of a vote a figure is, where only a name stands beside it: "beating Kroll on 46 percent"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext
from transforms.figures.lexicon import load_word_list

# "By 61 votes to 34": the second number counts votes too.
SIDES = re.compile(r"\s+(?:votes?\s+)?(?:to|against|versus)\s+", re.IGNORECASE)


def describe_side(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "by 61 votes to 34": what the number before counts."""
    if not number or not a.is_count or a.noun is not None:
        return None
    before = c.anchored[number - 1]
    if before.noun is None or before.noun.lemma_.lower() not in load_word_list("things_voted"):
        return None
    if not SIDES.fullmatch(c.text, before.noun.idx + len(before.noun.text), a.start):
        return None
    return c.phrase(before.noun, frozenset(range(before.first, before.last + 1)), 3)


def name_vote(a: AnchoredQuantity, item: str, focus: Token | None) -> str:
    """An item that is only a name becomes that name's share of the vote, where the sentence tells of one."""
    is_name = focus is not None and item.endswith(focus.text)
    return f"vote share of {item}" if is_name and is_vote_share(a, focus) else item


def is_vote_share(a: AnchoredQuantity, focus: Token | None) -> bool:
    """Whether a share whose series is only a name is that of a vote."""
    if a.quantity.unit.code != "percent" or focus is None or focus.pos_ != "PROPN":
        return False
    if focus.ent_type_ not in ("PERSON", "ORG", "NORP"):
        return False
    words = load_word_list("words_of_voting")
    return any(t.lemma_.lower() in words for t in a.root.sent)
