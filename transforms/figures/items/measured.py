"""Items of measures: climb from the figure to the clause or noun that governs it."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, list_own_tokens
from transforms.figures.items.governing_nouns import describe_governor
from transforms.figures.items.governing_verbs import describe_clause
from transforms.figures.items.item_references import resolve_thing
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import VERBAL, find_subject

NOMINAL = frozenset({"NOUN", "PROPN"})
MAX_CLIMB = 9
# How a figure hangs on another one that tells the same thing.
FIGURE_LINKS = frozenset(
    [
        "conj",
        "appos",
        "dep",
        "npadvmod",
        "advmod",
        "amod",
        "prep",
        "relcl",
        "acl",
        "advcl",
        "nmod",
        "quantmod",
        "nummod",
    ]
)
# Kinds of numbers that verbs tell: "doubled", "halved".
TOLD_BY_VERBS = frozenset(["multiplier", "fraction"])
# How the preposition before a figure hangs on what is above.
PHRASE_LINKS = frozenset(["prep", "agent", "dative", "advmod", "pcomp", "acl", "conj", "advcl", "amod"])
# How a figure, or a word above it, describes a noun.
NOUN_LINKS = frozenset(["nummod", "compound", "amod", "nmod", "npadvmod", "appos", "advmod", "acl", "relcl"])
# How an auxiliary that stands for a clause ("which was 5%") hangs on the verb above.
CLAUSE_LINKS = frozenset(["prep", "agent", "advmod", "advcl", "acl"])


def describe_measure(c: ItemContext, a: AnchoredQuantity, start: Token, number: int) -> str | None:
    """Climb from a figure to the noun or clause that says what it measures."""
    own, token = list_own_tokens(a), start
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return describe_fragment(c, a, token, own)
        linked = c.owner.get(token.head.i)
        if linked is not None and linked != number and token.dep_ in FIGURE_LINKS:
            return c.describe(linked)
        noun, phrase = _find_governing_noun(c, a, token, own)
        if noun is not None:
            return describe_governor(c, a, noun, own | phrase)
        clause = _find_governing_verb(a, token, start)
        # A unit is no verb, but "doubled" is.
        if clause is not None and (clause[0].i not in own or a.quantity.number.kind in TOLD_BY_VERBS):
            return describe_clause(c, a, *clause, own)
        token = token.head
    return None


def _is_in_phrase(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.dep_ in PHRASE_LINKS


def _only_modifies(a: AnchoredQuantity, token: Token) -> bool:
    """As in "half the", "twice the": the word above says nothing of its own."""
    if token.dep_ in ("predet", "det"):
        return True
    return a.quantity.number.kind == "multiplier" and token.dep_ in ("amod", "nummod", "advmod")


def _find_governing_noun(
    c: ItemContext, a: AnchoredQuantity, token: Token, own: frozenset[int]
) -> tuple[Token | None, frozenset[int]]:
    """The noun right above, and the tokens of the phrase that links it: "price of 5 dollars"."""
    if _is_in_phrase(token):
        noun = token.head.head
        # "its guidance for the quarter to $84 billion" is about the guidance.
        is_period = noun.lower_ in load_word_list("calendar_units")
        if noun.pos_ in NOMINAL and noun.i not in own and c.owner.get(noun.i) is None and not is_period:
            return noun, frozenset(t.i for t in token.head.subtree)
    elif not _only_modifies(a, token) and token.head.pos_ in NOMINAL and token.dep_ in NOUN_LINKS:
        return token.head, frozenset()
    return None, frozenset()


def _find_governing_verb(a: AnchoredQuantity, token: Token, start: Token) -> tuple[Token, Token] | None:
    """The verb that governs, and the token by which the figure hangs on it."""
    if _is_in_phrase(token) or _only_modifies(a, token):
        return None
    is_verb, is_below_verb = token.pos_ in VERBAL, token.head.pos_ in VERBAL
    if is_below_verb and not is_verb:
        return token.head, token
    if token.i in range(a.first, a.last + 1) and token.pos_ == "VERB" and token.dep_ == "npadvmod":
        return None  # "the ship 180m long", where the parser takes the unit for a verb
    if token.pos_ == "VERB" or (is_verb and is_below_verb and token.dep_ in CLAUSE_LINKS):
        return token, start
    return None


def describe_fragment(c: ItemContext, a: AnchoredQuantity, token: Token, own: frozenset[int]) -> str | None:
    """A fragment: the first noun that stands before the figure."""
    if token.pos_ == "VERB" and (subject := find_subject(token)) is not None and subject.i not in own:
        return resolve_thing(c, subject, own)
    for child in token.lefts:
        if child.pos_ in ("NOUN", "PROPN") and child.i not in own:
            return c.phrase(child, own)
    for other in reversed(token.doc[max(a.root.sent.start, a.first - 12) : a.first]):
        if other.pos_ in ("NOUN", "PROPN") and other.i not in c.owner and other.i not in c.dates:
            return c.phrase(other, own)
    return None
