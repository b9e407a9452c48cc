"""Quantities of a text placed in its parse, ages told apart, what is no figure left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from transforms.figures.anchoring.ages import read_age
from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity, TokenIndex, anchor_quantity
from transforms.figures.anchoring.comparators import read_comparator, settle_over
from transforms.figures.anchoring.exclusions import is_excluded
from transforms.figures.anchoring.index_levels import read_index_level
from transforms.figures.anchoring.magnitudes import read_magnitude
from transforms.figures.anchoring.shared_units import share_unit_across, share_unit_before
from transforms.figures.lexicon import load_word_list
from transforms.figures.quantities.quantities import COUNT, Quantity
from transforms.figures.quantities.shares import RATIO
from transforms.figures.quantities.units import read_per
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.patterns import load_pattern

OF_THING = load_pattern("figures", "of_thing")
LARGEST_MINOR = 3
RATIO_BEFORE = load_pattern("figures", "ratio_before")


def anchor_quantities(
    parsed: ParsedDocument, index: TokenIndex, quantities: Sequence[Quantity]
) -> tuple[list[AnchoredQuantity], dict[int, Token]]:
    """The figures of a document in its parse, and whose age which of them is (by position)."""
    anchored: list[AnchoredQuantity] = []
    ages: dict[int, Token] = {}
    seen: set[tuple[int, str]] = set()
    for quantity in quantities:
        comparator, start, end = read_comparator(parsed.text, quantity)
        found = anchor_quantity(index, quantity, comparator, start, end, parsed.sentence_no_at(start))
        age = read_age(found, parsed.text)
        if age is not None:
            found, owner = age
            if owner is not None:
                ages[len(anchored)] = owner
        elif magnitude := read_magnitude(found, parsed.text):
            found = magnitude
        elif is_excluded(found, parsed.text, anchored[-1] if anchored else None) or _is_repeated_pair(
            found, seen
        ):
            continue
        found = _read_ratio(_read_rate(settle_over(found), parsed.text), parsed.text)
        found = read_index_level(found, anchored[-1] if anchored else None, parsed.text)
        if anchored:
            found = share_unit_before(anchored[-1], found, parsed.text)
            for before in reversed(anchored[-2:]):
                found = share_unit_across(before, found, parsed.text)
        anchored.append(_share_comparator(anchored[-1], found, parsed.text) if anchored else found)
    return [_drop_shared_unit(anchored, n) for n in range(len(anchored))], ages


def _drop_shared_unit(anchored: Sequence[AnchoredQuantity], number: int) -> AnchoredQuantity:
    """As in "from 100 to 150 euros": the unit of the next figure is no noun that this one counts."""
    a = anchored[number]
    for other in anchored[number + 1 : number + 2]:
        if a.noun is not None and other.first <= a.noun.i <= other.last:
            return replace(a, noun=None)
    return a


def _read_ratio(a: AnchoredQuantity, text: str) -> AnchoredQuantity:
    """As in "the ratio of debt to income fell to 0.8": the level of a ratio is one."""
    bare = a.is_count and a.noun is None and a.quantity.number.in_digits
    if not bare or RATIO_BEFORE.search(text, max(0, a.start - 120), a.start) is None:
        return a
    return replace(a, quantity=replace(a.quantity, unit=RATIO))


def _read_rate(a: AnchoredQuantity, text: str) -> AnchoredQuantity:
    """As in "300 cars a day": a count per unit of time, said behind the noun."""
    if a.quantity.per_unit:
        return a
    if a.quantity.unit.dimension in ("mass", "volume", "energy", "money"):
        behind = OF_THING.match(text, a.end)  # "2 million tonnes of gas a year"
        per, _ = read_per(text, behind.end(), COUNT) if behind else (None, 0)
        timed = per in ("d", "wk", "mo", "a")
        return replace(a, quantity=replace(a.quantity, per_unit=per)) if timed else a
    if not a.is_count or a.noun is None or a.noun.i - a.last > 3:
        return a
    per, _ = read_per(text, a.noun.idx + len(a.noun), COUNT)
    if per not in ("s", "min", "h", "d", "wk", "mo", "a"):
        return a
    return replace(a, quantity=replace(a.quantity, per_unit=per))


def is_minor(a: AnchoredQuantity) -> bool:
    """Whether a small number in words only points back, as in "the two countries"."""
    number = a.quantity.number
    small = a.is_count and a.noun is not None and not number.in_digits and 1 < number.value <= LARGEST_MINOR
    if not small or a.comparator != "=" or a.first == 0:
        return False
    return a.root.doc[a.first - 1].lower_ in load_word_list("determiners_of_all")


def _is_repeated_pair(a: AnchoredQuantity, seen: set[tuple[int, str]]) -> bool:
    """As in "The two countries" tells the same each time.

    One row a document for small numbers behind an article.
    """
    number = a.quantity.number
    if a.noun is None or not is_minor(a):
        return False
    key = (int(number.value), a.noun.lemma_.lower())
    repeated = key in seen
    seen.add(key)
    return repeated


def _share_comparator(before: AnchoredQuantity, a: AnchoredQuantity, text: str) -> AnchoredQuantity:
    """A conversion in brackets is bounded as the amount that it converts: "up to $12.9bn (£10bn)"."""
    dimension = a.quantity.unit.dimension
    converts = dimension == before.quantity.unit.dimension and dimension not in ("count", "share")
    if a.comparator == "=" and converts and text[before.end : a.start].strip() in ("(", "["):
        return replace(a, comparator=before.comparator)
    return a
