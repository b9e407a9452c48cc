"""Items of what is left, what is multiplied and what is done in part.

"10 minutes remaining", "doubled its output", "60 percent contained", "43 percent-owned by the state".
"""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, list_own_tokens
from transforms.figures.items.event_phrases import append_complements
from transforms.figures.items.item_references import resolve_thing
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import find_object, find_subject
from transforms.lexicon.patterns import load_pattern

LEFT = load_pattern("figures", "left")


def describe_left_over(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """As in "with 10 minutes remaining"."""
    if a.quantity.unit.dimension != "duration" or LEFT.match(c.text, a.end) is None:
        return None
    return "time remaining"


def describe_multiplied(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """What is multiplied: the object of "doubled", the noun behind an adjective that was meant as a verb."""
    if a.quantity.unit.code != "ratio":
        return None
    own = list_own_tokens(a)
    if a.root.pos_ == "VERB" and a.quantity.number.kind == "multiplier":
        thing = find_object(a.root, own)
        return resolve_thing(c, thing, own) if thing is not None and thing.i > a.last else None
    noun = a.root.head
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        subject = find_subject(noun.head)  # "the rate is twice the national one"
        return resolve_thing(c, subject, own) if subject is not None and subject.i not in own else None
    if (
        a.quantity.number.kind == "multiplier"
        and a.root.pos_ == "ADJ"
        and a.root.dep_ == "amod"
        and noun.tag_ == "NNS"
        and noun.i == a.last + 1
    ):
        return c.phrase(noun, own)
    return None


def describe_state(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """As in "the fire is 60 percent contained", "Nissan is 43 percent-owned by Renault"."""
    doc, at = a.root.doc, a.last + 1
    if a.quantity.unit.code != "percent" or at + 1 >= len(doc):
        return None
    hyphen = doc[at].text == "-"
    state = doc[at + 1] if hyphen else doc[at]
    if state.tag_ != "VBN" and state.lower_ not in load_word_list("states_of_things"):
        return None
    own = list_own_tokens(a)
    if state.head.pos_ == "NOUN" and state.dep_ == "amod":
        return c.phrase(state.head, own) if state.head.i > state.i else None
    holder = _find_bearer(state)
    if holder is None or holder.i in own or holder.i >= a.first or (not hyphen and not _is_state(a, state)):
        return None
    described = resolve_thing(c, holder, own)
    return append_complements(c, described, state.text, state, own) if described else None


def _is_state(a: AnchoredQuantity, state: Token) -> bool:
    """Whether "be" or "have" carries the state."""
    carrier = state.head
    return state.dep_ in ("acomp", "attr", "oprd", "advcl", "ccomp", "xcomp", "conj") and (
        carrier.lemma_ in load_word_list("verbs_of_state") or a.root.dep_ == "npadvmod"
    )


def _find_bearer(state: Token) -> Token | None:
    carrier = state.head
    if carrier.lemma_ in ("have", "keep") and (thing := find_object(carrier, ())) is not None:
        return thing
    if carrier.pos_ in ("VERB", "AUX") and carrier.i != state.i:
        return find_subject(carrier)
    return find_subject(state)


def describe_holders(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """As in "46% are Democrats", "63% said they would vote": those who are or say so."""
    verb = a.root.head
    if a.quantity.unit.code != "percent":
        return None
    behind = a.root.doc[a.last + 1 : a.last + 3]
    if a.noun is not None and behind[0].lower_ in load_word_list("answers") and behind[-1].pos_ != "ADP":
        return _write_holders(c, behind[0])  # "41 percent report difficulty paying"
    told = next((t for t in a.root.rights if t.dep_ == "relcl" and t.i - a.last <= 3), None)
    if told is not None and a.root.doc[a.last + 1].lower_ == "who":
        return _write_holders(c, told)  # "15 per cent who said they had cut jobs"
    if a.root.dep_ != "nsubj" or a.noun is not None:
        return None
    if verb.lemma_ == "be":
        told = next((t for t in verb.rights if t.dep_ == "attr" and t.tag_ in ("NNS", "NNPS")), None)
        return c.phrase(told, list_own_tokens(a)) if told is not None else None
    if verb.lemma_ not in load_word_list("opinion_verbs") and not _is_act(verb):
        return None
    return _write_holders(c, verb)


def _is_act(verb: Token) -> bool:
    """Whether those counted do something: "20 percent were planning to hire", where no "Of X," opens."""
    return verb.sent[0].lower_ != "of" and verb.tag_ == "VBG" and verb.lemma_ in load_word_list("intentions")


def _write_holders(c: ItemContext, verb: Token) -> str:
    """The people of a poll who say or do something."""
    end = min(max(verb.right_edge.i, verb.head.right_edge.i) + 1, verb.i + 9)
    words = [t for t in verb.doc[verb.i + 1 : end] if t.i not in c.dates]
    stop = next((n for n, t in enumerate(words) if _ends_saying(c, t)), None)
    who = "people" if verb.tag_ == "VBG" else "people who"
    return " ".join([who, verb.text, *(t.text for t in words[:stop])])


def _ends_saying(c: ItemContext, token: Token) -> bool:
    ends = token.text in (",", ";", ".", ":", "—", "(") or token.dep_ == "cc" or token.i in c.owner
    return ends or token.lower_ in load_word_list("comparing_words")
