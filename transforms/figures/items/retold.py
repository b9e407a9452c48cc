"""A figure that somebody only tells: "Police spoke of 6,000", "Analysts had expected 9 percent"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, list_own_tokens
from transforms.figures.lexicon import read_rows
from transforms.language.syntax import find_object, find_subject

# How many sentences back the figure stands whose item is meant.
REACH = 2
# How a figure hangs on the verb that tells it.
OBJECTS = frozenset({"dobj", "attr", "oprd", "ccomp", "npadvmod"})
UNTOLD_DIMENSIONS = frozenset({"duration", "age", "ratio"})


@lru_cache(maxsize=1)
def load_retelling_verbs() -> frozenset[str]:
    """Lemmas of verbs that say who tells a figure and not what it measures."""
    return frozenset(row["lemma"] for row in read_rows("retelling_verbs.csv"))


def describe_retold(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The item of the figure of its kind told before, where a verb only says who tells this one."""
    if a.noun is not None or a.quantity.unit.dimension in UNTOLD_DIMENSIONS or not _is_only_told(a):
        return None
    for n in range(number - 1, -1, -1):
        before = c.anchored[n]
        if a.sentence_no - before.sentence_no > REACH:
            return None
        if before.quantity.unit.code == a.quantity.unit.code and before.quantity.number.kind == "cardinal":
            return c.describe(n)
    return None


def _is_only_told(a: AnchoredQuantity) -> bool:
    """Whether somebody tells the figure, and nothing else stands beside it."""
    link = a.root.head
    is_linked = a.root.dep_ == "pobj" and link.dep_ == "prep" and link.lower_ in ("at", "of", "to")
    verb = link.head if is_linked else link
    if verb.lemma_ not in load_retelling_verbs() or verb.pos_ != "VERB":
        return False
    own = list_own_tokens(a)
    teller = find_subject(verb)
    is_object = is_linked or a.root.dep_ in OBJECTS
    return is_object and _is_somebody(teller, own) and find_object(verb, own) is None


def _is_somebody(teller: Token | None, own: frozenset[int]) -> bool:
    return teller is not None and teller.i not in own and teller.pos_ in ("NOUN", "PROPN", "PRON")
