"""Who did what a clause counts or measures, where the figure is that one's own."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.references import load_indicator_nouns
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import (
    find_object,
    find_prepositional,
    find_subject,
    find_verb,
    is_passive,
)

# Roles by which a figure belongs to what its verb says; a phrase in front or a clause between breaks the tie.
ROLES = frozenset(
    {"dobj", "attr", "npadvmod", "advmod", "pobj", "prep", "conj", "nummod", "quantmod", "nmod"}
    | {"compound", "amod", "acomp", "dative", "oprd", "dep"}
)


def find_doer(a: AnchoredQuantity) -> Token | None:
    """The subject of the clause of a figure: "Tesla" of "Tesla sold 5 cars", the agent of a passive.

    None where the clause tells of others ("the ministry confirmed 17 deaths"), of another thing that moved
    ("the cartel pushed prices up by 40 percent") or where the subject suffers.
    """
    verb = find_verb(a.root)
    if verb is None or not _is_argument(a, verb) or (_is_about_others(verb) and not _reports_result(verb)):
        return None
    if is_passive(verb):
        return find_prepositional(verb, "by")
    charged = _find_charged(verb)
    if charged is not None:
        return charged
    subject = find_subject(verb)
    if subject is None or subject.i > a.first or _moves_another(a, verb):
        return None
    shared = subject.head.i != verb.i and verb.dep_ in ("advcl", "conj")
    return None if shared and subject.head.pos_ == "VERB" and _is_about_others(subject.head) else subject


def _is_argument(a: AnchoredQuantity, verb: Token) -> bool:
    """Whether a figure stands behind its verb and hangs on it without a clause between."""
    token = a.root
    while token.i != verb.i:
        if token.dep_ not in ROLES:
            return False
        token = token.head
    return a.first > verb.i or a.root.i == verb.i


def _moves_another(a: AnchoredQuantity, verb: Token) -> bool:
    """Whether a verb moves what is not its subject's by or to the figure: prices, a sector of the market."""
    thing = find_object(verb, range(a.first, a.last + 1))
    if (
        thing is None
        or a.root.dep_ not in ("pobj", "npadvmod", "advmod")
        or (a.noun is not None and a.is_count)
    ):
        return False
    if a.root.dep_ == "pobj" and a.root.head.lower_ not in load_word_list("moving_links"):
        return False
    if any(t.tag_ == "PRP$" for t in thing.lefts):
        return False
    return not is_owned(thing) or thing.lemma_.lower() in load_word_list("nobodys")


def is_owned(noun: Token) -> bool:
    """Whether a noun names something that somebody has: sales, exports, debt, a stake."""
    lemma = noun.lemma_.lower()
    if lemma in ("index", "market"):
        return False
    words = {lemma, noun.lower_}
    return not (words.isdisjoint(load_indicator_nouns()) and words.isdisjoint(load_word_list("owned_nouns")))


def _is_about_others(verb: Token) -> bool:
    """Whether what a subject does is about others' figures: it says, expects, fines, mends a forecast."""
    if verb.lemma_ in load_word_list("verbs_on_others"):
        return True
    thing = find_object(verb, ())
    return thing is not None and thing.lemma_.lower() in load_word_list("forecast_nouns")


def _reports_result(verb: Token) -> bool:
    """As in "the group reported a loss": its own, where "police reported a theft" is not theirs."""
    if verb.lemma_ not in load_word_list("verbs_on_results"):
        return False
    subject = find_subject(verb)
    return (
        subject is not None
        and subject.lemma_.lower() not in load_word_list("observers")
        and any(t.dep_ == "dobj" and t.lower_ in load_word_list("results") for t in verb.rights)
    )


def _find_charged(verb: Token) -> Token | None:
    """China of "accused China of sending 17 ships", the bank of "kept the bank from paying 5 million"."""
    link = verb.head
    if verb.dep_ != "pcomp" or link.lower_ not in ("of", "from"):
        return None
    return find_object(link.head, ())
