"""Shapes of the arguments of a predicate that decide whether it names an event."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.clauses import FINITE, Clause
from transforms.events.lexicon import load_lexicon
from transforms.events.nouns import find_noun_classes
from transforms.events.word_sets import word_set

HIDING = frozenset({"name", "identify", "quote"})
ACCIDENTS = word_set("accidents")


def is_bare(verb: Token) -> bool:
    """Whether it is what somebody is to do: "to leave", "that he be freed"."""
    return (
        verb.tag_ == "VB"
        and not asks_for_anonymity(verb)
        and not any(c.tag_ in FINITE for c in verb.children)
    )


def asks_for_anonymity(verb: Token) -> bool:
    """Whether somebody only asks "not to be named", "to remain anonymous"."""
    words = {c.lower_ for c in verb.children}
    return "anonymous" in words or (verb.lemma_.lower() in HIDING and "not" in words)


def is_of_one_person(clause: Clause) -> bool:
    """Whether nobody but single persons act, and on nothing."""
    return not clause.objects and all(
        (s.pos_ == "PROPN" and s.ent_type_ in {"PERSON", ""}) or s.lower_ in {"i", "he", "she"}
        for s in clause.subjects or (clause.verb,)
    )


def is_statement(clause: Clause) -> bool:
    """Whether what follows is said to be so: "insisted that the rules were kept"; not "that he go"."""
    return any(
        t.dep_ == "ccomp"
        and (t.tag_ in FINITE or any(c.tag_ in FINITE and c.lower_ != "should" for c in t.children))
        for t in clause.inner
    )


def is_title(token: Token) -> bool:
    """Whether a name is that of a work: of a film, an album, a book."""
    before = token.left_edge.i - 1
    quoted = before >= 0 and token.doc[before].text in {'"', "“", "'", "‘"}
    return token.ent_type_ == "WORK_OF_ART" or (quoted and token.pos_ == "PROPN")


def has_accident(verb: Token) -> bool:
    """Whether somebody was hurt when something crashed or sank, a storm struck or a fire broke out."""
    lexicon = load_lexicon()
    for child in verb.children:
        if child.dep_ == "advcl" and child.lemma_.lower() in ACCIDENTS:
            return True
        if child.dep_ == "advcl" and any(
            c.dep_ == "nsubj" and "hazard" in find_noun_classes(c, lexicon) for c in child.children
        ):
            return True
    return False
