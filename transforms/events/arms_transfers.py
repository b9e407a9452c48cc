"""Arms given to somebody ("sent Ghana six tanks") are help; arms merely dispatched are a show of force."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.actors.gazetteer import load_entries
from transforms.events.clauses import Clause, expand
from transforms.events.lexicon import Lexicon
from transforms.events.nouns import find_noun_classes, noun_lemma
from transforms.events.role_words import list_objects
from transforms.events.word_sets import word_set

HANDING = word_set("handing")
# what its owner may sail or fly to a friend's coast: given only where a receiver is the indirect object
CRAFT = word_set("craft")
RECEIVERS = frozenset({"GPE", "NORP", "ORG", "PERSON"})


def find_given_arms(clause: Clause, lexicon: Lexicon) -> Token | None:
    """The arms that somebody hands to a named receiver; None where they are only moved."""
    if clause.lemma not in HANDING or clause.is_passive:
        return None
    arms = [o for o in clause.objects if "weapons" in find_noun_classes(o, lexicon) and not _is_name(o)]
    if not arms:
        return None
    if any(_is_name(o) for o in clause.objects) or any(list_receivers(arms[0])):
        return arms[0]
    if noun_lemma(arms[0]) in CRAFT:
        return None
    return arms[0] if any(_is_party(n) for n in _list_goals(clause, arms[0])) else None


def list_receivers(arms: Token) -> Iterator[Token]:
    """The indirect object that the parser hangs on the arms ("to send Ghana 16 jets")."""
    for child in arms.children:
        if child.dep_ in {"nmod", "compound"} and child.nbor(1).tag_ == "CD" and _is_name(child):
            yield child


def _is_name(token: Token) -> bool:
    return token.ent_type_ in RECEIVERS and token.pos_ == "PROPN"


def _list_goals(clause: Clause, arms: Token) -> Iterator[Token]:
    yield from (n for p, n in clause.preps if p == "to")
    for child in arms.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ == "to":
            yield from list_objects(child)
    for child in clause.verb.children:
        if child.dep_ == "dative" and child.lower_ == "to":
            yield from (e for o in child.children if o.dep_ == "pobj" for e in expand(o))


def _is_party(token: Token) -> bool:
    """Whether it is a state or a body, not the town or sea to which somebody sends his own."""
    if token.ent_type_ in {"NORP", "ORG"}:
        return True
    names = (token.text, token.doc[token.left_edge.i : token.i + 1].text)
    entries = (load_entries().get(name) for name in names)
    return any(e is not None and e.kind not in {"capital", "region"} for e in entries)
