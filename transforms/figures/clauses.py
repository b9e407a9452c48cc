"""Clauses whose figure the parser hung elsewhere: "by 29%" on a noun, "at a rate of 3%" on the rate."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.language.syntax import find_object


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
