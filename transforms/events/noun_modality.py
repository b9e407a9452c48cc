"""Whether what a noun names has happened: not under an "if", not "any attack", not a meeting to come."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.coding import Coding
from transforms.events.modality import is_conditional
from transforms.events.ontology import FRIENDLY
from transforms.events.word_sets import word_set

FUTURE = word_set("future") - {"'d", "would"}
NOT_ANY = frozenset({"no", "any", "neither", "future", "potential", "possible"})
THOUGHTS = word_set("thoughts")  # "fears of an attack", "plans for a visit"
STEPS = 8


def apply_noun_modality(coding: Coding) -> Coding | None:
    """The coding of a noun by itself; None where the event it names is only thought of."""
    noun = coding.anchor
    if any(c.lower_ in NOT_ANY and c.i < noun.i for c in noun.children):
        return None
    token = noun
    for _ in range(STEPS):
        if token.head.i == token.i:
            return coding
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return _apply_verb(coding, token)
        if token.pos_ == "NOUN" and token.i < noun.i and token.lemma_.lower() in THOUGHTS:
            return None
    return coding


def _apply_verb(coding: Coding, verb: Token) -> Coding | None:
    is_known = any(c.dep_ == "poss" or c.lower_ == "the" for c in coding.anchor.children)
    if is_conditional(verb) and not is_known:
        return None
    is_future = any(c.dep_ == "aux" and c.lower_ in FUTURE for c in verb.children)
    if is_future and coding.event_type in FRIENDLY and _is_complement(coding.anchor):
        return coding.turned("AGREE", None, f"will+{coding.rule}", status="planned")
    return coding


def _is_complement(noun: Token) -> bool:
    """Whether it is what somebody goes to, holds or joins, not the subject of the sentence."""
    return noun.dep_ == "dobj" or (noun.dep_ == "pobj" and noun.head.lower_ in {"for", "in", "at", "to"})
