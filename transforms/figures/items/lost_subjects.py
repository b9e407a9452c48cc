"""Subjects that the parser draws into the date before them: "In FY24 revenue was 4 billion"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.items.context import ItemContext
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import list_auxiliaries


def describe_lost_subject(c: ItemContext, verb: Token, own: frozenset[int]) -> str | None:
    """The words between a date and a verb without subject, where they end in a noun."""
    first = min([verb.i, *(t.i for t in list_auxiliaries(verb) if t.i < verb.i)])
    noun = verb.doc[first - 1] if first > verb.sent.start else None
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ != "pobj" or noun.i in own:
        return None
    words = verb.doc[noun.left_edge.i : noun.i]
    dated = [t.i for t in words if t.i in c.dates or t.lemma_ in load_word_list("time_nouns")]
    if not dated or noun.i in c.dates:
        return None
    return c.phrase(noun, own | set(range(noun.left_edge.i, dated[-1] + 1)))
