"""Whether an item reads as the name of a series: half phrases become null, the others get a confidence."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import load_word_list, read_rows

# A sentence that ends inside (no "U.S." or "Sen."), a line break or a colon: two phrases, and no name.
BROKEN = re.compile(r"\d\w{0,2}\.\s+\S|[a-z]{5,}[.!?]\s+[A-Z]|;\s|[\n:|]|\.\.")
LONG = 9


@lru_cache(maxsize=1)
def load_item_confidences() -> dict[str, float]:
    """Share of right items by the way that they were found."""
    return {row["way"]: float(row["confidence"]) for row in read_rows("item_confidence.csv")}


def settle_item(item: str | None) -> str | None:
    """An item without loose words at its end; None where what is left names nothing.

    "Exports to" loses its preposition; "they", "and rose", "10m. Losses" are no items.
    """
    if item is None or BROKEN.search(item):
        return None
    words = item.split()
    while words and words[-1].lower() in load_word_list("loose_endings"):
        words.pop()
    if not words or words[0].lower() in load_word_list("loose_openings"):
        return None
    if len(words) == 1 and (words[0].lower() in load_word_list("empty_items") or not words[0][:1].isalnum()):
        return None
    return " ".join(words)


def rate_item(a: AnchoredQuantity, item: str | None, focus: Token | None) -> float | None:
    """Probability that an item names the series; None without item."""
    if item is None:
        return None
    known = load_item_confidences()
    way = "counted" if a.noun is not None and a.is_count else "governed" if focus is not None else "clause"
    return round(known[way] + (known["long"] if len(item.split()) > LONG else 0.0), 2)
