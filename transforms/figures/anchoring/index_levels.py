"""Levels of stock indices: bare numbers that are points ("the FTSE 100 closed at 8,012")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import FOLDER, load_unit_words
from transforms.lexicon.patterns import load_pattern
from transforms.lexicon.word_lists import read_lines

# Levels stand behind one of these, or are what something hits.
LEVEL_BEFORE = load_pattern("figures", "index_levels_level_before")
INDEX_NOUN = load_pattern("figures", "index_noun")


@lru_cache(maxsize=1)
def compile_indices() -> re.Pattern[str]:
    """Names of stock indices, with the number that may belong to them."""
    names = sorted(read_lines(FOLDER / "stock_indices.txt"), key=lambda n: (-len(n), n))
    joined = "|".join(re.escape(n).replace(r"\ ", r"\s") for n in names)
    return re.compile(
        rf"(?<![\w&])(?:{joined})(?:[\s-](?:\d{{2,4}})(?![\d.,%]))?(?:\s(?:[Ii]ndex|Composite))?(?![\w&])"
    )


def read_index_level(a: AnchoredQuantity, before: AnchoredQuantity | None, text: str) -> AnchoredQuantity:
    """The figure in points, where it is the level of an index named since the last level."""
    if not a.is_count or a.noun is not None or a.quantity.number.kind != "cardinal" or a.quantity.value < 10:
        return a
    if not a.quantity.number.in_digits or LEVEL_BEFORE.search(text, max(0, a.start - 60), a.start) is None:
        return a
    if find_index_name(a, text) is None and not _follows_index(a, before, text):
        return a
    return replace(a, quantity=replace(a.quantity, unit=load_unit_words()["points"]))


def find_index_name(a: AnchoredQuantity, text: str) -> re.Match[str] | None:
    """The last index named in the clause of a figure."""
    start = max(a.root.sent.start_char, a.start - 120)
    cut = max(text.rfind(sign, start, a.start) for sign in (";", "; ", " while ", " and the "))
    names = list(compile_indices().finditer(text, max(start, cut), a.start))
    return names[-1] if names else INDEX_NOUN.search(text, max(start, cut), a.start)


def name_own_index(a: AnchoredQuantity, item: str, text: str) -> str:
    """The item of a share with the index that stands nearest, where it names one."""
    names_index = item.lower().endswith("index") or compile_indices().search(item) is not None
    if a.quantity.unit.code != "percent" or not names_index:
        return item
    name = find_index_name(a, text)
    return item if name is None or name[0] in item else name[0]


def _follows_index(a: AnchoredQuantity, before: AnchoredQuantity | None, text: str) -> bool:
    """As in "to 5,100 from 5,080": the level before is one in points."""
    if before is None or before.quantity.unit.code != "point" or before.sentence_no != a.sentence_no:
        return False
    return bool(re.fullmatch(r"\s+(?:points\s+)?from\s+", text[before.end : a.start]))
