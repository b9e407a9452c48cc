"""Changes that the noun or verb above a figure tells: "an increase of 5%", "fell by 3 km"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.governing_nouns import find_pace_verb
from transforms.figures.lexicon import load_change_words, load_word_list
from transforms.language.syntax import find_object

RATES = frozenset({"rate", "pace"})
# Nouns whose modifier is what moves: "a growth forecast of 5%".
RATED = RATES | {"forecast", "estimate", "target"}
# How a figure hangs on the verb whose change it sizes.
ROLES = {"npadvmod", "dobj", "advmod", "attr", "oprd", "dep", "quantmod", "ccomp", "nsubj", "prep"}


def read_governed_change(a: AnchoredQuantity) -> str | None:
    """The change that the noun, verb or preposition above a figure tells."""
    return read_change_of_noun(a) or read_change_of_verb(a) or _change_by_neighbour(a) or _change_to_level(a)


def read_change_of_noun(a: AnchoredQuantity) -> str | None:
    """As in "a 5% rise", "an increase of 5%", "a 3 billion cut"."""
    if a.noun is not None and not a.is_count:
        return _change_of_own_noun(a, a.noun)
    token = _through_conjuncts(a)
    if token.dep_ == "pobj" and token.head.lower_ in ("of", "by"):
        governor = token.head.head
        paced = find_pace_verb(governor) if governor.lemma_ in RATES else None
        if paced is not None:
            return load_change_words("verb").get(paced.lemma_)
        return _change_of_governor(a, governor)
    return None


def _change_of_own_noun(a: AnchoredQuantity, noun: Token) -> str | None:
    """As in "a 5% rise"; "a $400 million equity raise" and "a two-day rise" are none."""
    dimension = a.quantity.unit.dimension
    if noun.lemma_ == "raise" and dimension == "money":
        return None
    if a.quantity.is_hyphenated and dimension == "duration":
        return None
    return load_change_words("noun").get(noun.lemma_.lower())


def _change_of_governor(a: AnchoredQuantity, governor: Token) -> str | None:
    """As in "an increase of 5%", "bringing growth to an annual rate of 4%", "a growth forecast of 5%"."""
    nouns, brought = load_change_words("noun"), _find_brought(governor)
    if brought is not None and brought.lemma_.lower() in nouns:
        return nouns[brought.lemma_.lower()]
    noun = _find_moving_noun(governor)
    if noun.lemma_.lower() == "loss" and a.quantity.unit.dimension in ("share", "index"):
        return "decrease"
    return nouns.get(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None


def _find_brought(pace: Token) -> Token | None:
    """The growth of "bringing growth to an annual rate of 4%"."""
    if pace.lemma_ not in RATES or pace.dep_ != "pobj" or pace.head.lower_ != "to":
        return None
    return find_object(pace.head.head, ())


def _find_moving_noun(noun: Token) -> Token:
    """The growth of "a growth forecast of 5%", the increase of "an increase in inventories of 419,000"."""
    nouns = load_change_words("noun")
    if noun.lemma_ in RATED:
        modifiers = (t for t in noun.lefts if t.lemma_ in nouns and t.dep_ in ("compound", "amod"))
        noun = next(modifiers, noun)
    if noun.pos_ != "NOUN" or noun.lemma_.lower() in nouns or noun.dep_ != "pobj":
        return noun
    above = noun.head.head
    return above if noun.head.lower_ == "in" and above.pos_ == "NOUN" else noun


def read_change_of_verb(a: AnchoredQuantity) -> str | None:
    """As in "rose 5%", "fell by 3 km", "cut spending by $2 billion", "lost 190 points"."""
    verbs = load_change_words("verb")
    token = _through_conjuncts(a)
    if a.is_count and a.noun is not None:
        token = a.noun
    if token.dep_ == "pobj" and a.start <= token.head.idx < a.quantity.start:
        by = token.doc[
            max(0, next(t.i for t in token.doc[max(0, a.first - 5) : a.last + 1] if t.idx >= a.start) - 1)
        ]
        if by.lower_ == "by" and by.head.lemma_ in verbs:
            return verbs[by.head.lemma_]  # "rose by more than a third"
        if token.head.lower_ not in ("under", "over") or a.quantity.unit.dimension != "share":
            return None
        token = token.head  # "rose under 4%": the preposition is the comparator
    if token.dep_ == "pobj":
        return _change_by_preposition(a, token.head)
    return _change_by_role(a, token) if token.dep_ in ROLES and token.head.pos_ == "VERB" else None


def _change_by_preposition(a: AnchoredQuantity, preposition: Token) -> str | None:
    """As in "fell by 3 km", "was up by 5": the verb or adverb before "by"."""
    governor = preposition.head
    if preposition.lower_ != "by" or governor.pos_ not in ("VERB", "AUX", "ADV", "ADP"):
        return None
    if preposition.dep_ == "agent" and a.is_count and a.noun is not None:
        return None  # "shot dead by two policemen"
    adverbs = [c for c in governor.children if c.dep_ == "advmod"]
    return (
        load_change_words("verb").get(governor.lemma_)
        or load_change_words("verb_by").get(governor.lemma_)
        or _direction_of_adverb(governor)
        or next((d for d in map(_direction_of_adverb, adverbs) if d), None)
    )


def _change_by_role(a: AnchoredQuantity, token: Token) -> str | None:
    """As in "rose 5%", "lost 190 points": the verb that the figure is an object or adverb of."""
    verb, verbs = token.head, load_change_words("verb")
    if token.dep_ in ("npadvmod", "advmod") and verb.lemma_ in load_change_words("verb_by"):
        return load_change_words("verb_by")[verb.lemma_] if a.quantity.unit.dimension == "share" else None
    if token.dep_ == "nsubj" or verb.lemma_ not in verbs or _moves_no_level(a, token, verb):
        return None
    return verbs[verb.lemma_]


def _moves_no_level(a: AnchoredQuantity, token: Token, verb: Token) -> bool:
    """Whether a verb of change speaks of no level here: points that a player added, money raised or lost."""
    dimension, is_object = a.quantity.unit.dimension, token.dep_ == "dobj"
    if is_object and verb.lemma_ == "recover" and not _is_recovery(a):
        return True
    if dimension == "index" and any(t.dep_ == "nsubj" and t.ent_type_ == "PERSON" for t in verb.lefts):
        return True  # points that a player added
    if dimension == "length" and verb.lemma_ in load_word_list("advancing_verbs"):
        return True  # troops and plumes do, and no level grows
    if a.is_count:
        counted = a.noun is not None and verb.lemma_ not in load_word_list("verbs_of_number")
        return counted or (a.noun is None and is_object)
    if dimension != "money":
        return False
    lost = (
        verb.lemma_ == "lose" and a.quantity.value >= 1_000_000
    )  # money that was lost, and no level that fell
    return lost or (is_object and verb.lemma_ in load_word_list("moving_verbs"))


def _is_recovery(a: AnchoredQuantity) -> bool:
    """As in "output recovered 2.2 percent", where "recovered 60 percent of the loot" is no change."""
    last = a.root.doc[a.last]
    return a.quantity.unit.dimension == "share" and last.i + 1 < len(last.doc) and last.nbor(1).lower_ != "of"


def _direction_of_adverb(token: Token) -> str | None:
    return load_change_words("adverb").get(token.lower_)


def _change_by_neighbour(a: AnchoredQuantity) -> str | None:
    """As in "grew by 2.55%—the highest rate since 2016", where the parser joins figure and rate."""
    by = a.root.doc[a.first - 1] if a.first else a.root
    if by.lower_ != "by" or by.head.pos_ != "VERB" or a.quantity.unit.dimension == "duration":
        return None
    return load_change_words("verb").get(by.head.lemma_)


def _change_to_level(a: AnchoredQuantity) -> str | None:
    """As in "slid $41 to $2,695", where the parser takes both amounts for one range."""
    doc = a.root.doc
    if not 0 < a.first <= a.last < len(doc) - 2 or a.noun is not None or doc[a.last + 1].lower_ != "to":
        return None
    verb, level = doc[a.first - 1], doc[a.last + 2]
    is_level = level.like_num or level.is_currency
    return load_change_words("verb").get(verb.lemma_) if is_level and verb.pos_ == "VERB" else None


def _through_conjuncts(a: AnchoredQuantity) -> Token:
    """The first of a chain "190 points, or 0.6%"."""
    token = a.root
    for _ in range(3):
        if token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "NUM", "SYM", "PROPN"):
            token = token.head
        else:
            break
    return token
