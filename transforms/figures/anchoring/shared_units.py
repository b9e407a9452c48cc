"""Units said once for two figures: "512,000 barrels, compared with 498,000"."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import load_change_words
from transforms.language.syntax import find_verb
from transforms.lexicon.patterns import load_pattern

SHARED = load_pattern("figures", "shared")
LISTED = load_pattern("figures", "listed")
# "Over 20 percent, 25 or even above 27": a list of levels whose unit is said once.
LISTED_LEVEL = load_pattern("figures", "listed_level")
SHAREABLE = {"money", "mass", "volume", "flow", "length", "area", "power", "energy", "age"}
# "To 3.1 million barrels in March from 3.3 million in February": a time or place between the two levels.
LEVELS = load_pattern("figures", "levels")
# "3.1 million barrels per day in April, down 120,000 from March".
MOVED_BY = load_pattern("figures", "moved_by")
AFTER_CHANGE = load_pattern("figures", "after_change")
LEVEL_LEAD = load_pattern("figures", "level_lead")


def share_unit_before(before: AnchoredQuantity, a: AnchoredQuantity, text: str) -> AnchoredQuantity:
    """As in "512,000 barrels, compared with 498,000" or "350 million euros, Germany 244 million"."""
    unit = before.quantity.unit
    if not a.is_count or a.noun is not None or unit.dimension not in SHAREABLE or a.quantity.has_prefix:
        return a
    if a.quantity.number.kind != "cardinal" or before.sentence_no != a.sentence_no:
        return a
    between = text[before.end : a.start]
    listed = (
        unit.dimension == "money"
        and re.search(r"[a-z]$", a.quantity.number.text)
        and LISTED.fullmatch(between)
    )
    factor = float(a.quantity.value) / max(1e-9, abs(float(before.quantity.value)))
    near = 0.02 < factor < 50
    if not near or not (listed or SHARED.fullmatch(between)):
        return a
    return _share(a, before)


def share_unit_across(before: AnchoredQuantity, a: AnchoredQuantity, text: str) -> AnchoredQuantity:
    """As in "from 20 euros in 2008 to 29 in 2020", "the highest is 84.75 cents and the lowest is 74.07"."""
    unit = before.quantity.unit
    if not a.is_count or a.noun is not None or unit.code in ("count", "ratio") or a.quantity.has_prefix:
        return a
    if (
        unit.dimension in ("duration", "age")
        or before.sentence_no != a.sentence_no
        or before.noun is not None
    ):
        return a
    numbers = (before.quantity.number, a.quantity.number)
    if any(not n.in_digits or n.kind != "cardinal" for n in numbers):
        return a
    factor = float(a.quantity.value) / max(1e-9, abs(float(before.quantity.value)))
    if unit.code != "percent" and factor < 1 and MOVED_BY.fullmatch(text, before.end, a.start):
        return _share(a, before)
    if not 0.1 < factor < 10:
        return a
    if unit.code == "percent" and LISTED_LEVEL.fullmatch(text, before.end, a.start):
        return _share(a, before)
    if LEVEL_LEAD.search(text, max(0, before.start - 24), before.start) and LEVELS.fullmatch(
        text, before.end, a.start
    ):
        return _share(a, before)
    if AFTER_CHANGE.fullmatch(text, before.end, a.start):
        return _share(a, before)
    return _share(a, before) if _is_parallel(before, a) else a


def _is_parallel(before: AnchoredQuantity, a: AnchoredQuantity) -> bool:
    """Whether two clauses say the same: "rose by 2 percent ... fell by 1", "is 84.1 ... is 74.2"."""
    links = (before.root.head, a.root.head)
    roles = (before.root.dep_, a.root.dep_)
    verbs = (find_verb(before.root), find_verb(a.root))
    if roles[0] != roles[1] or verbs[0] is None or verbs[1] is None or verbs[0].i == verbs[1].i:
        return False
    if roles[0] == "attr":
        return verbs[0].lemma_ == verbs[1].lemma_ == "be" and "." in a.quantity.number.text
    if roles[0] != "pobj" or links[0].lower_ != links[1].lower_ or links[0].lower_ not in ("by", "to", "at"):
        return False
    change = load_change_words("verb")
    return verbs[0].lemma_ in change and verbs[1].lemma_ in change


def _share(a: AnchoredQuantity, before: AnchoredQuantity) -> AnchoredQuantity:
    unit = before.quantity.unit
    value = a.quantity.value * unit.factor
    quantity = replace(a.quantity, unit=unit, value=value, per_unit=before.quantity.per_unit)
    return replace(a, quantity=quantity)
