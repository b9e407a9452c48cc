"""What money is for, said behind the amount itself: "3 million euros for drains and 2 million for lamps"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, list_own_tokens
from transforms.figures.lexicon import load_word_list

# An item longer than this says enough without the purpose.
LONGEST = 7


def add_purpose(c: ItemContext, a: AnchoredQuantity, item: str) -> str:
    """The item with what its amount is for; that of another amount in the same list is taken away."""
    own, thing = _read_behind(c, a), find_purpose(c, a)
    if own is None:
        return item
    said = item
    for other in c.anchored:
        if other is not a and other.sentence_no == a.sentence_no and (told := _read_behind(c, other)):
            item = item.removesuffix(f" {_write_purpose(c, told[1])}")
    if thing is None and item == said:
        return item
    purpose = _write_purpose(c, thing or own[1])
    return item if purpose in item or len(item.split()) > LONGEST else f"{item} {purpose}"


def find_purpose(c: ItemContext, a: AnchoredQuantity) -> Token | None:
    """The thing behind "for", where that hangs on the amount and no verb takes it."""
    told = _read_behind(c, a)
    return told[1] if told is not None and told[0].head.i in list_own_tokens(a) else None


def _read_behind(c: ItemContext, a: AnchoredQuantity) -> tuple[Token, Token] | None:
    """The "for" behind an amount of money and the thing that it leads to."""
    doc = a.root.doc
    if a.quantity.unit.dimension != "money" or a.last + 2 >= len(doc) or doc[a.last + 1].lower_ != "for":
        return None
    link = doc[a.last + 1]
    thing = next((t for t in link.rights if t.dep_ == "pobj"), None)
    if thing is None or thing.pos_ != "NOUN" or thing.i in c.owner or thing.i in c.dates:
        return None
    is_time = thing.lemma_ in load_word_list("time_nouns")
    is_rate = any(t.lower_ in ("each", "every") for t in thing.lefts)
    return None if is_time or is_rate else (link, thing)


def _write_purpose(c: ItemContext, thing: Token) -> str:
    return f"for {c.phrase(thing, frozenset(), 5)}"
