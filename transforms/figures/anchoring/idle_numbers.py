"""Numbers in turns of speech that count nothing: "in two", "per 100,000 people", "test scores", "doubles"."""

from __future__ import annotations

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import load_word_list
from transforms.lexicon.patterns import load_pattern

# "Split the field in two": nothing is counted.
PARTS = load_pattern("figures", "parts")
PARTED = load_pattern("figures", "parted")
# "The two", "the twelve": more are not taken up by their number.
MOST_KNOWN = 12
# "62 cases per 100,000 people": what a rate is counted on.
PER_MANY = {100, 1_000, 10_000, 100_000, 1_000_000}
PER_BEFORE = load_pattern("figures", "per_before")


def is_idle_number(a: AnchoredQuantity, text: str) -> bool:
    """Whether a number is part of a turn of speech, the base of a rate or a word for marks."""
    number = a.quantity.number
    if number.text.lower() == "scores" and _are_marks(a):
        return True
    if not a.is_count:
        return False
    if _takes_up_known(a):
        return True
    if number.value in PER_MANY and PER_BEFORE.search(text, max(0, number.start - 20), number.start):
        return True
    parted = number.value < 10 and PARTED.match(text, number.end) is not None
    return parted and PARTS.search(text, max(0, number.start - 60), number.start) is not None


def _takes_up_known(a: AnchoredQuantity) -> bool:
    """As in "trade between the two", "the three then left": those told before, who are not counted again."""
    number = a.quantity.number
    is_small = number.value <= MOST_KNOWN and not number.in_digits and a.noun is None and a.first > 0
    lead = a.root.doc[a.first - 1] if is_small else a.root
    return lead.lower_ == "the" and lead.head == a.root and not any(t.i > a.last for t in a.root.rights)


def _are_marks(a: AnchoredQuantity) -> bool:
    """As in "their total scores", "test scores": results, and no great number."""
    following = a.root.doc[a.last + 1 : a.last + 2]
    if len(following) and following[0].lower_ in ("of", "more"):
        return False
    return any(t.dep_ in ("amod", "compound", "poss", "nmod", "det") for t in a.root.lefts)


def is_idle_multiplier(a: AnchoredQuantity) -> bool:
    """As in "double haters", "mixed doubles", "double booked": nothing was doubled."""
    token = a.root
    if token.lower_ == "doubles" and (token.pos_ == "NOUN" or token.tag_ == "NNS"):
        beside = token.doc[token.i - 1] if token.i else token
        return beside.pos_ in ("ADJ", "DET", "ADP", "PART", "PRON", "VERB") or beside.lower_ in (
            "singles",
            "mixed",
        )
    if token.lower_ in load_word_list("idle_multipliers"):
        following = token.doc[token.i + 1 : token.i + 2]
        if token.pos_ != "VERB" and len(following) and following[0].tag_ in ("VBN", "VBD"):
            return True  # "double booked"
        lead = token.doc[token.i - 1].lower_ if token.i and not token.is_sent_start else ""
        is_verb = lead in load_word_list("words_before_verb")
        if token.pos_ == "ADJ" and token.head.tag_ in ("NNS", "NNPS") and not is_verb:
            return True  # "double haters", where "to double exports" is a verb
        return (
            token.dep_ in ("compound", "amod", "nmod", "nsubj", "pobj") and token.head.tag_ not in ("NNS",)
        ) or token.pos_ == "PROPN"
    return token.pos_ == "PROPN" or (token.lower_ == "halves" and token.pos_ == "NOUN")
