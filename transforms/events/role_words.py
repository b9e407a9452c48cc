"""Prepositions and dependency labels by which parties hang on a predicate or noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.events.clauses import expand
from transforms.events.word_sets import word_set

TOWARDS = word_set("towards")
RECIPROCAL = frozenset({"with", "between", "among", "alongside"})
LOCAL = frozenset({"in", "at", "near", "outside", "inside", "across", "off", "around"})
CIRCUMSTANTIAL = frozenset({"in", "at", "on", "from", "about", "over", "upon"})
LEFT = frozenset({"poss", "compound", "amod", "nmod"})
# a noun for what somebody does to somebody: its of-phrase is who suffers it
TRANSITIVE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "SUPPORT", "AID"})
TAKING = frozenset({"annexation", "occupation"})
VICTIM_NOUNS = word_set("victim_nouns")


def list_objects(preposition: Token) -> Iterator[Token]:
    """The nouns of a preposition, with those coordinated."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from expand(child)


def list_stance(token: Token) -> str:
    """The "pro", "anti" or "post" before a name ("pro-Palestine protests"); empty where there is none."""
    if token.i < 2 or token.doc[token.i - 1].text != "-":
        return ""
    before = token.doc[token.i - 2].lower_
    return before if before in {"pro", "anti", "post"} else ""


def names_victim(noun: Token) -> bool:
    """Whether the possessor of a noun suffers it: "Ruiz's arrest"; not "the Israeli occupation"."""
    lemma = noun.lemma_.lower()
    if lemma in TAKING and any(c.dep_ == "amod" and c.ent_type_ == "NORP" for c in noun.children):
        return False
    return lemma in VICTIM_NOUNS
