"""Words that bound or blur a quantity: "more than 8,000", "about $48.7 billion", "90 percent or more"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import load_comparators, load_word_list
from transforms.figures.quantities.quantities import Quantity
from transforms.lexicon.alternatives import join_alternatives
from transforms.lexicon.patterns import load_pattern

FILLER = (
    r"(?:\s+(?:the|a|an|another|some|his|her|its|their|all|just|only|additional|"
    r"an additional))?(?:\s+(?:the\s+)?ages?(?:\s+of)?)?"
)


@lru_cache(maxsize=1)
def compile_before() -> re.Pattern[str]:
    """A comparator phrase that ends where a quantity begins."""
    alternatives = join_alternatives(load_comparators("before"), space=r"\s+")
    return re.compile(rf"(?<![\w-])(?P<phrase>{alternatives}){FILLER}\s*\Z", re.IGNORECASE)


@lru_cache(maxsize=1)
def compile_after() -> re.Pattern[str]:
    """A comparator phrase that begins where a quantity ends; one noun may stand between."""
    alternatives = join_alternatives(load_comparators("after"), space=r"\s+")
    return re.compile(
        rf"(?:\s*(?P<phrase>{alternatives})|(?:\s+[a-z]+)?,?\s+(?P<late>or (?:more|less|fewer|so)))(?![\w-])",
        re.IGNORECASE,
    )


def read_comparator(text: str, quantity: Quantity) -> tuple[str, int, int]:
    """Comparator and the span of quantity and phrase together."""
    window = max(0, quantity.start - 32)
    match = compile_before().search(text, window, quantity.start)
    start, end = quantity.start, quantity.end
    comparator = "=" if quantity.number.kind != "vague" else "~"
    if match and _holds(text, match, quantity.end):
        comparator = load_comparators("before")[re.sub(r"\s+", " ", match["phrase"].lower())]
        start = match.start()
        negated = re.search(r"\b(?:not|no)\s+\Z", text[max(0, start - 5) : start], re.IGNORECASE)
        if negated and comparator in "<>":
            comparator = "<=" if comparator == ">" else ">="
            start -= len(negated[0])
    after = compile_after().match(text, end)
    if after and _after_holds(text, after):
        phrase = re.sub(r"\s+", " ", (after["phrase"] or after["late"]).lower())
        comparator = load_comparators("after").get(phrase, comparator)
        end = after.end() if after["phrase"] else end
    return comparator, start, end


# "Over the four days", "about the three hands", "under a 10-year deal": a preposition of its own, no bound.
PLACED = load_pattern("figures", "placed")
# "Close to a five-month peak": the peak is close, and no number.
HIGH_BEHIND = load_pattern("figures", "high_behind")
NOUGHT = re.compile(r"(?:zero|0)\b", re.IGNORECASE)
MARK_BEHIND = load_pattern("figures", "mark_behind")


def _holds(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the phrase speaks of the number and not of its neighbourhood ("about" a topic.

    "over" years).
    """
    phrase = match["phrase"].lower()
    if PLACED.fullmatch(match[0]) and not MARK_BEHIND.match(text, end):
        return False
    if phrase in ("close to", "near") and HIGH_BEHIND.match(text, end):
        return False
    if phrase == "near" and NOUGHT.match(text, match.end()) is None:
        return False  # "near two villages"
    before = text[max(0, match.start() - 14) : match.start()].lower()
    if phrase == "up to" and load_pattern("figures", "climbed_before").search(before):
        return False
    if phrase in load_word_list("limits_of_age") and load_pattern("figures", "people_before").search(before):
        return True
    if phrase == "some" and re.search(r"\bof\s+\Z", before):
        return False
    return not (phrase == "over" and load_pattern("figures", "taking_before").search(before))


def settle_over(a: AnchoredQuantity) -> AnchoredQuantity:
    """As in "Over 25 years" as a time that went by is no bound."""
    if a.comparator != ">" or a.quantity.unit.dimension != "duration" or a.start == a.quantity.start:
        return a
    token = a.root.doc[a.first - 1]
    if token.lower_ == "over" and token.dep_ == "prep" and token.i + 1 == a.first:
        return replace(a, comparator="=", start=a.quantity.start)
    return a


def _after_holds(text: str, match: re.Match[str]) -> bool:
    phrase = (match["phrase"] or "").lower()
    if phrase in ("or more", "or less", "or fewer") and re.match(r"\s+than\b", text[match.end() :]):
        return False
    if phrase == "+":
        return not re.match(r"\s*\d", text[match.end() :])
    return not (phrase == "plus" and re.match(r"\s+(?:\w|\$)", text[match.end() :]))
