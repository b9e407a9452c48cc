"""The tense in which a time expression is spoken of: its governing verb's."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Doc, Token

from transforms.language.syntax import find_verb, is_past_perfect, list_auxiliaries
from transforms.language.tense_words import load_tense_words

Tense = Literal["past", "present", "future"]

# The future's words, and those of plans and expectations.
WORDS = load_tense_words()


def find_tense(doc: Doc, first: int, last: int) -> Tense | None:
    """Tense of the verb that governs tokens first..last; None where no verb does."""
    root = doc[first:last].root if last > first else doc[first]
    verb = find_verb(root, of_clause=True)
    if verb is None:
        return None
    if _promises_term(verb, root):
        return "future"
    is_wishing = verb.lemma_.lower() in WORDS["wishing"] and not is_past_perfect(verb)
    if is_wishing and (wish := _find_wish(verb)) is not None and wish.i < root.i:
        return _read_wish(root, wish)
    return read_tense(verb)


def _promises_term(verb: Token, root: Token) -> bool:
    """Whether a date is the term of a promise: "pledged wagons before autumn", "vowed to pay by June"."""
    is_term = root.dep_ == "pobj" and root.head.lower_ in WORDS["term_prepositions"]
    return is_term and verb.lemma_.lower() in WORDS["promising"] and not is_past_perfect(verb)


def _find_wish(verb: Token) -> Token | None:
    """What somebody wants: the vote of "wanted a vote in May", the deal of "hoped for a deal by May"."""
    thing = next((t for t in verb.rights if t.dep_ == "dobj"), None)
    link = next((t for t in verb.rights if t.dep_ == "prep" and t.lower_ == "for"), None)
    return thing or (next((t for t in link.rights if t.dep_ == "pobj"), None) if link is not None else None)


def _read_wish(root: Token, wish: Token) -> Tense | None:
    """A date that hangs on what is wanted lies ahead; one that hangs on the wanting is left open."""
    return "future" if root.dep_ == "pobj" and root.head.head.i == wish.i else None


def read_tense(verb: Token) -> Tense:
    """Tense of a verb with its auxiliaries; an infinitive takes its governor's, or lies ahead."""
    auxiliaries = list_auxiliaries(verb)
    told = _read_auxiliaries(verb, {a.lower_ for a in auxiliaries}, {a.tag_ for a in auxiliaries})
    if told is not None:
        return told
    if verb.tag_ == "VBD":
        return "future" if verb.lower_ == "due" and _is_expecting(verb) and not auxiliaries else "past"
    if _takes_tense_of_head(verb, not auxiliaries):
        return read_tense(verb.head)
    if _is_expecting(verb) or (verb.tag_ == "VBG" and not auxiliaries and _is_prospect(verb)):
        return "future"
    return "present"


def _read_auxiliaries(verb: Token, forms: set[str], tags: set[str]) -> Tense | None:
    """What "will", "to", "was" or "has" say of a verb, and a participle alone; None: nothing."""
    if forms & WORDS["future_auxiliaries"]:
        return "past" if "have" in forms and not forms & {"will", "shall"} else "future"
    if "to" in forms and "have" not in forms and (verb.tag_ == "VB" or "be" in forms):
        return _read_infinitive(verb)
    if "VBD" in tags or forms & WORDS["past_auxiliaries"]:
        return "past"
    if verb.tag_ == "VBN":
        return "past" if not (tags & {"VBZ", "VBP"}) or forms & {"has", "have"} else "present"
    return None


def _takes_tense_of_head(verb: Token, is_bare: bool) -> bool:
    """Whether a plain form or gerund is of the time of the verb that it hangs on."""
    if verb.head.i == verb.i:
        return False
    if verb.tag_ == "VB":
        return verb.dep_ in ("conj", "xcomp", "ccomp")
    return verb.tag_ == "VBG" and is_bare and verb.dep_ != "ROOT" and verb.head.pos_ in ("VERB", "AUX")


def _is_prospect(verb: Token) -> bool:
    """Whether a gerund tells what may come: "the risk of losing the seat in November"."""
    of = verb.head
    return verb.dep_ == "pcomp" and of.lower_ == "of" and of.head.lemma_.lower() in WORDS["prospects"]


def _read_infinitive(verb: Token) -> Tense:
    head = verb.head
    if head.i == verb.i or verb.dep_ in ("acl", "relcl"):
        return "future"
    if head.lemma_.lower() in WORDS["expecting"] or head.pos_ in ("ADJ", "NOUN", "AUX"):
        return "future"
    if head.pos_ == "VERB" and verb.dep_ == "advcl":
        return read_tense(head)
    return "future" if read_tense(head) != "past" else "past"


def _is_expecting(verb: Token) -> bool:
    return any(c.lower_ in WORDS["announced"] for c in verb.children)


def is_scheduled(verb: Token) -> bool:
    """Whether a verb in the simple or continuous present may tell of a plan."""
    if verb.tag_ == "VBG":
        return any(c.tag_ in ("VBZ", "VBP") and c.dep_ == "aux" for c in verb.children)
    if verb.lower_ in WORDS["scheduled_participles"]:
        tags = {a.tag_ for a in list_auxiliaries(verb)}
        return bool(tags & {"VBZ", "VBP"}) and not tags & {"VBD", "VBN"}
    if verb.tag_ not in ("VBZ", "VBP"):
        return False
    comes_into = any(c.lower_ == "into" for c in verb.children)  # "comes into force on 1 July"
    return comes_into or verb.lemma_.lower() in WORDS["scheduled"]
