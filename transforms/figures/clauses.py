"""Subjects and objects of clauses, through control, coordination and relative clauses."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
RELATIVE = {"which", "that", "who", "whom", "whose"}


def find_subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject of a verb; an antecedent for a relative pronoun.

    The governing clause's where it is shared.
    """
    for child in reversed(list(verb.children)):
        if child.dep_ in SUBJECTS:
            if (named := _find_named_before(child, verb)) is not None:
                return named
            if child.lower_ in RELATIVE and verb.dep_ in ("relcl", "ccomp", "advcl", "acl"):
                return verb.head if verb.head.pos_ not in ("VERB", "AUX") else child
            return child
    if depth > 4 or verb.head.i == verb.i:
        return None
    if verb.dep_ == "acl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return find_subject(verb.head.head, depth + 1) if verb.head.head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "aux", "auxpass"):
        if verb.dep_ == "xcomp" and (obj := find_object(verb.head, ())) is not None:
            return obj
        return find_subject(verb.head, depth + 1) if verb.head.pos_ in ("VERB", "AUX") else verb.head
    if verb.dep_ in ("pcomp", "prep"):
        anchor = verb.head.head if verb.dep_ == "pcomp" else verb.head
        return find_subject(anchor, depth + 1) if anchor.pos_ in ("VERB", "AUX") else anchor
    return None


def _find_named_before(aside: Token, verb: Token) -> Token | None:
    """As in "Stocks in Cushing, the delivery point, fell": the aside was taken for the subject."""
    opens, closes = aside.left_edge.i, aside.right_edge.i
    doc = verb.doc
    if not opens > 0 or doc[opens - 1].text != "," or closes + 1 >= len(doc):
        return None
    if doc[closes + 1].text != "," and doc[closes].text != ",":
        return None
    return next((t for t in verb.lefts if t.dep_ in SUBJECTS and t.i < opens - 1), None)


def find_object(verb: Token, own: Collection[int]) -> Token | None:
    """The direct object of a verb, unless the quantity is it or in it."""
    for child in verb.children:
        if child.dep_ in ("dobj", "obj") and child.i not in own:
            return child
    return None


def find_verb(token: Token) -> Token | None:
    """The nearest verb above a token."""
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def find_moved_object(root: Token) -> tuple[Token, Token] | None:
    """Verb and object in "increased referrals into treatment by 29%", where "by" was hung on a noun."""
    by = root.head
    if root.dep_ != "pobj" or by.lower_ != "by" or by.head.pos_ not in ("NOUN", "PROPN"):
        return None
    token = by.head
    for _ in range(5):
        if token.dep_ in ("dobj", "nsubjpass") and token.head.pos_ == "VERB":
            return token.head, token
        if token.dep_ == "prep" and token.head.pos_ == "VERB":
            thing = find_object(token.head, ())
            return (token.head, thing) if thing is not None and thing.i < token.i else None
        if token.dep_ not in ("pobj", "prep", "conj"):
            return None
        token = token.head
    return None


def find_pace_verb(pace: Token) -> Token | None:
    """The verb in "grew at an annual rate of 3%", "shrank by a rate of 2%"."""
    link = pace.head
    if pace.dep_ == "pobj" and link.lower_ in ("at", "by") and link.head.pos_ == "VERB":
        return link.head
    return None
