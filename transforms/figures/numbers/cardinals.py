"""Cardinals in words and digits: "two hundred and five thousand", "3.5 million"."""

from __future__ import annotations

import re
from decimal import Decimal

from transforms.figures.numbers.atoms import Atom

JOINER = re.compile(r"[\s\u00a0]+|\s?[-\u2010\u2011]\s?")
AND_JOINER = re.compile(r"\s+(?:and|&)\s+(?:an?\s+)?|,\s+", re.IGNORECASE)


def is_gap(text: str, left: Atom, right: Atom) -> bool:
    """Whether two atoms stand side by side: nothing, space or a hyphen between."""
    return JOINER.fullmatch(text, left.end, right.start) is not None or left.end == right.start


def is_and_gap(text: str, left: Atom, right: Atom) -> bool:
    """Whether "and" or a comma joins two atoms."""
    return AND_JOINER.fullmatch(text, left.end, right.start) is not None


def read_cardinal(text: str, atoms: list[Atom], at: int) -> tuple[Decimal, int]:
    """Value and length of a cardinal: "two hundred and five thousand", "3.5 million", "three lakh crore"."""
    total, current = Decimal(0), atoms[at].value
    last_scale = Decimal(10) ** 30
    used = 1
    while at + used < len(atoms):
        left, atom = atoms[at + used - 1], atoms[at + used]
        close = is_gap(text, left, atom)
        if not close and not (is_and_gap(text, left, atom) and left.kind in ("hundred", "scale")):
            break
        if atom.kind in ("hundred", "dozen") and close and (0 < current < 100 or used == 1):
            current *= atom.value
        elif atom.kind == "scale" and close:
            if not current:
                total *= atom.value  # "lakh crore": a scale of a scale
            elif atom.value < last_scale:
                total, current = total + current * atom.value, Decimal(0)
                last_scale = atom.value
            else:
                break
        elif atom.kind == "digits" and left.kind == "scale" and close and _continues(text, atoms, at + used):
            current = atom.value
        elif atom.kind in ("unit", "tens", "digits") and _may_follow(left, atom, current):
            if _is_listed(text, atoms, at + used, close):
                break
            current += atom.value
        else:
            break
        used += 1
    return total + current, used


def _is_listed(text: str, atoms: list[Atom], at: int, close: bool) -> bool:
    """Whether a comma parts a number from the one before it."""
    return not close and "," in text[atoms[at - 1].end : atoms[at].start] and not _continues(text, atoms, at)


def _may_follow(left: Atom, atom: Atom, current: Decimal) -> bool:
    """Whether a smaller number may follow: twenty + five, hundred + five, thousand + two."""
    if atom.kind == "digits" and (left.kind != "hundred" or atom.value >= 100 or current == 0):
        return False
    if left.kind == "tens":
        return atom.kind == "unit" and 0 < atom.value < 10
    if left.kind == "hundred":
        return atom.value < 100
    return left.kind == "scale"


def _continues(text: str, atoms: list[Atom], at: int) -> bool:
    """After a comma ("three million, two hundred") a number goes on only with another scale behind it."""
    if at + 1 >= len(atoms) or atoms[at - 1].kind != "scale" or not is_gap(text, atoms[at], atoms[at + 1]):
        return False
    nxt = atoms[at + 1]
    return nxt.kind in ("hundred", "scale") and nxt.value < atoms[at - 1].value
