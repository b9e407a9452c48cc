"""What a distance lies between: "240 kilometres north of the capital"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, list_own_tokens
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import find_subject
from transforms.lexicon.patterns import load_pattern

# What stands between a length and the place that it is counted from.
WAY = load_pattern("figures", "way")


def describe_distance(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """The item of a length that tells how far from a place: "distance of Burakin from Perth"."""
    way = WAY.match(c.text, a.end) if a.quantity.unit.dimension == "length" else None
    if a.noun is not None and a.noun.lower_ not in load_word_list("directions"):
        return None
    if way is None:
        return None
    place = _find_place(a, way.end())
    if place is None or place.i in c.dates:
        return None
    far = f"from {c.phrase(place, list_own_tokens(a), 5)}"
    thing = _find_thing(c, a)
    return (
        f"distance of {c.phrase(thing, list_own_tokens(a), 3)} {far}"
        if thing is not None
        else f"distance {far}"
    )


def _find_place(a: AnchoredQuantity, start: int) -> Token | None:
    """The noun of the phrase that begins at an offset."""
    for token in a.root.doc[a.last + 1 : a.last + 12]:
        if token.idx >= start and token.dep_ in ("pobj", "dobj") and token.pos_ in ("NOUN", "PROPN"):
            return token
    return None


def _find_thing(c: ItemContext, a: AnchoredQuantity) -> Token | None:
    """The place or thing that lies there: a name right before, or the subject of "lies", "is"."""
    doc, at = a.root.doc, a.first - 1
    while at > 0 and doc[at].idx >= a.start:
        at -= 1
    before = doc[at - 1] if at > 0 and doc[at].text == "," else doc[at]
    if before.pos_ == "PROPN" and before.i not in c.dates:
        return before
    verb = a.root
    for _ in range(3):
        verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            break
    subject = find_subject(verb) if verb.lemma_ in load_word_list("verbs_of_lying") else None
    return subject if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None
