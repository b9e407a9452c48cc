"""A quantity in the parse: its tokens, the one that governs it, and the noun that it counts or modifies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from transforms.figures.lexicon import load_word_list
from transforms.figures.quantities.quantities import Quantity

BETWEEN = {"ADJ", "NOUN", "PROPN", "ADV", "VERB", "CCONJ", "PUNCT", "PART", "SYM", "NUM"}


@dataclass(frozen=True, slots=True)
class AnchoredQuantity:
    """One quantity of a document with its place in the parse.

    `start`..`end` is the span of the figure, comparator included; tokens `first`..`last` hold the quantity.
    """

    quantity: Quantity
    comparator: str
    start: int
    end: int
    sentence_no: int
    first: int
    last: int
    root: Token
    noun: Token | None

    @property
    def is_count(self) -> bool:
        """Whether it has no unit of measure."""
        return self.quantity.unit.code == "count"


class TokenIndex:
    """Tokens of a document by character."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts: list[int] = doc.to_array("IDX").tolist() if len(doc) else []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """First and last token number of a character span."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first, bisect_left(self._starts, end) - 1)
        return first, last


def anchor_quantity(
    index: TokenIndex, quantity: Quantity, comparator: str, start: int, end: int, sentence_no: int
) -> AnchoredQuantity:
    """Find root and noun of a quantity."""
    first, last = index.span(quantity.start, quantity.end)
    root = _lift_over_period(_find_root(index.doc, first, last))
    noun = _find_noun(index.doc, quantity, root, last)
    return AnchoredQuantity(quantity, comparator, start, end, sentence_no, first, last, root, noun)


def _find_root(doc: Doc, first: int, last: int) -> Token:
    """The last token of a span whose head lies outside of it."""
    roots = [t for t in doc[first : last + 1] if not first <= t.head.i <= last or t.head.i == t.i]
    nominal = [
        t
        for t in roots
        if t.pos_ in ("NOUN", "NUM", "SYM", "PROPN", "ADJ", "VERB") and t.dep_ not in ("punct", "case")
    ]
    return (nominal or roots or [doc[last]])[-1]


def _lift_over_period(root: Token) -> Token:
    """As in "0.6 percent month on month": the parser hangs the figure on the month."""
    head = root.head
    follows = head.doc[head.i + 1].lower_ if head.i + 1 < len(head.doc) else ""
    if head.i <= root.i or head.lower_ not in load_word_list("calendar_units"):
        return root
    between = {t.lower_ for t in head.doc[root.i + 1 : head.i]}
    if follows in ("on", "over") or between & load_word_list("words_before_period"):
        return head
    return root


def _find_noun(doc: Doc, quantity: Quantity, root: Token, last: int) -> Token | None:
    """The noun behind a quantity that it counts ("8,000 enterprises") or modifies ("a $3 billion fine")."""
    head = root.head
    if quantity.number.kind == "multiplier":
        return None
    if quantity.unit.code == "count" and head.lower_ in load_word_list("calendar_units") and head.i > last:
        return None  # "rose 15,000 last week"
    if (
        head.i > last
        and root.dep_ in load_word_list("left_modifiers")
        and head.pos_ in ("NOUN", "PROPN")
        and head.i - last <= 12
    ):
        return _unless_interrupted(doc, last, head)
    if quantity.unit.code != "count" and not quantity.is_hyphenated:
        return None
    if quantity.number.kind == "fraction":
        return None
    return _scan_noun(doc, last)


def _unless_interrupted(doc: Doc, last: int, noun: Token) -> Token | None:
    between = doc[last + 1 : noun.i]
    if any(t.text in ("—", "–", "--", ":", ";") for t in between):
        return None
    if any(t.pos_ in ("ADP", "AUX", "SCONJ") and t.dep_ not in ("quantmod", "prep") for t in between):
        return None
    return noun


def _scan_noun(doc: Doc, last: int) -> Token | None:
    """Where the parser fails: the last noun of the run of adjectives and nouns behind the number."""
    found = None
    for token in doc[last + 1 : last + 6]:
        if (
            token.is_sent_start
            or token.pos_ not in ("ADJ", "NOUN", "PROPN", "PUNCT")
            or token.text in (",", ".", ";", ":", "(", ")", "”", '"', "—", "–")
        ):
            break
        if token.pos_ in ("NOUN", "PROPN"):
            found = token
    if found is None or found.lower_ in load_word_list("calendar_units") or found.lower_ == "night":
        return None
    return found if found.i - last <= 5 else None
