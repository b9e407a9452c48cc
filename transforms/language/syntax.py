"""Subject, object, governor, auxiliaries and negation of a clause, read from the parse in one place.

Labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from spacy.tokens import Token

from transforms.lexicon.word_lists import read_lines

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVE = frozenset(read_lines(Path(__file__).with_name("relative_pronouns.txt")))
VERBAL = frozenset({"VERB", "AUX"})
# Clauses that take the subject of the one above: "rose and fell", "plans to buy", "fell, dragging ...".
SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "aux", "auxpass"})
# Relative pronouns stand for the noun above in these clauses.
RELATED = frozenset({"relcl", "ccomp", "advcl", "acl"})
MAX_SHARED = 5
MAX_STEPS = 12
AUXILIARIES = frozenset({"aux", "auxpass"})
# Verbs in these roles head no clause: auxiliaries, and participles before a noun ("rising prices").
NO_CLAUSE = AUXILIARIES | {"amod", "compound"}


def find_subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject of a verb; the antecedent of a relative pronoun.

    The governing clause's where it is shared, the noun that a participle or relative clause describes.
    """
    own = find_own_subject(verb)
    if own is not None or depth >= MAX_SHARED or verb.head.i == verb.i:
        return own
    if verb.dep_ in ("acl", "relcl"):
        return _find_described(verb, depth)
    if verb.dep_ in SHARING:
        if verb.dep_ == "xcomp" and (thing := find_object(verb.head, ())) is not None:
            return thing
        return _find_above(verb.head, depth)
    if verb.dep_ in ("pcomp", "prep"):
        return _find_above(verb.head.head if verb.dep_ == "pcomp" else verb.head, depth)
    return None


def find_own_subject(verb: Token) -> Token | None:
    """The subject among the dependents of a verb, the nearest where there are two."""
    child = next((t for t in reversed(list(verb.children)) if t.dep_ in SUBJECTS), None)
    if child is None:
        return None
    named = _find_named_before(child, verb)
    if named is not None:
        return named
    if child.lower_ in RELATIVE and verb.dep_ in RELATED and verb.head.pos_ not in VERBAL:
        return verb.head
    return child


def _find_above(governor: Token, depth: int) -> Token | None:
    return find_subject(governor, depth + 1) if governor.pos_ in VERBAL else governor


def _find_described(verb: Token, depth: int) -> Token | None:
    """As in "a plan to buy": whoever has the plan; "the firm that bought", "goods made in": the noun."""
    noun = verb.head
    if verb.dep_ == "relcl" or not is_infinitive(verb):
        return noun
    return find_subject(noun.head, depth + 1) if noun.head.pos_ in VERBAL else None


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
    """The direct object of a verb, unless it is among the tokens `own`."""
    for child in verb.children:
        if child.dep_ in ("dobj", "obj") and child.i not in own:
            return child
    return None


def find_prepositional(head: Token, *links: str) -> Token | None:
    """The noun behind one of some prepositions below a token: X of "sales of X", "sold by X"."""
    for link in head.rights:
        if link.dep_ in ("prep", "agent", "dative") and link.lower_ in links:
            found = next((t for t in link.rights if t.dep_ == "pobj"), None)
            if found is not None:
                return found
    return None


def find_verb(token: Token, *, of_clause: bool = False) -> Token | None:
    """The nearest verb at or above a token; `of_clause` passes over those that head no clause."""
    for _ in range(MAX_STEPS):
        is_top = token.head.i == token.i
        if token.pos_ in VERBAL and (is_top or not of_clause or _heads_clause(token)):
            return token
        if is_top:
            return None
        token = token.head
    return None


def _heads_clause(verb: Token) -> bool:
    return verb.dep_ not in NO_CLAUSE and (verb.pos_ == "VERB" or verb.tag_ != "VBG")


def list_auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, "to" of the infinitive among them, in text order."""
    return [t for t in verb.children if t.dep_ in AUXILIARIES]


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)


def is_negated(verb: Token) -> bool:
    """Whether "not", "n't" or "never" stands with a verb."""
    return any(t.dep_ == "neg" for t in verb.children)


def is_past_perfect(verb: Token) -> bool:
    """Whether a verb stands with "had": "had postponed"."""
    return any(t.lower_ == "had" for t in list_auxiliaries(verb))


def has_passive_auxiliary(verb: Token) -> bool:
    """Whether a form of "be" or "get" makes a verb passive: "was sold", unlike "cars sold"."""
    return any(t.dep_ == "auxpass" for t in verb.children)


def is_passive(verb: Token) -> bool:
    """Whether a verb has a passive auxiliary or subject."""
    return has_passive_auxiliary(verb) or any(t.dep_ == "nsubjpass" for t in verb.children)
