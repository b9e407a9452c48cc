"""Numbers in digits and words: one pass over the text, exact decimal values."""

from __future__ import annotations

import re
from decimal import Decimal

from transforms.figures.numbers.atoms import Atom, find_atoms
from transforms.figures.numbers.bare import compose_bare, compose_vague
from transforms.figures.numbers.cardinals import JOINER, is_and_gap, is_gap, read_cardinal
from transforms.figures.numbers.number import Number
from transforms.lexicon.patterns import load_pattern

QUARTERS_BEFORE = load_pattern("figures", "quarters_before")
AND_A = load_pattern("figures", "and_a")


def find_numbers(text: str) -> list[Number]:
    """All numbers of a text, composed of their atoms, left to right and never overlapping."""
    atoms = find_atoms(text)
    found: list[Number] = []
    position = 0
    while position < len(atoms):
        number, used = _compose(text, atoms, position)
        if number is not None:
            found.append(number)
        position += used
    return found


def _compose(text: str, atoms: list[Atom], at: int) -> tuple[Number | None, int]:
    """The number that begins at an atom, and how many atoms it takes."""
    first = atoms[at]
    if first.kind in ("multiplier", "denominator", "half", "hundred", "scale", "dozen"):
        return compose_bare(text, atoms, at)
    if first.kind in ("slash", "glyph"):
        return _scaled(text, atoms, at, 1, first.value, "fraction" if first.value < 1 else "cardinal")
    if first.kind == "vague":
        return compose_vague(text, atoms, at)
    value, used = (first.value, 1) if first.kind == "digits" else read_cardinal(text, atoms, at)
    if first.kind == "digits" and at + 1 < len(atoms):
        nxt = atoms[at + 1]
        if nxt.kind in ("hundred", "scale", "dozen") and is_gap(text, first, nxt):
            value, used = read_cardinal(text, atoms, at)
    pointed = _read_point(text, atoms, at, used, value)
    if pointed is not None:
        return pointed
    fraction = _read_fraction(text, atoms, at, used, value)
    if fraction is not None:
        return fraction
    return _scaled(text, atoms, at, used, value, "cardinal")


def _read_point(
    text: str, atoms: list[Atom], at: int, used: int, value: Decimal
) -> tuple[Number | None, int] | None:
    """As in "two point five", "nine point zero four"."""
    last = atoms[at + used - 1]
    point = re.compile(r"\s+point(?=\s)", re.IGNORECASE).match(text, last.end)
    digits, end, count = "", 0, used
    while point and at + count < len(atoms) and atoms[at + count].kind in ("unit", "tens"):
        atom = atoms[at + count]
        start = end or point.end()
        if not JOINER.fullmatch(text, start, atom.start):
            break
        digits = (
            digits[:-1]
            if atom.value < 10 and digits.endswith("0") and atoms[at + count - 1].kind == "tens"
            else digits
        )
        digits, end, count = digits + str(atom.value), atom.end, count + 1
    follows = atoms[at + count] if at + count < len(atoms) else None
    if not digits or (follows is not None and follows.kind == "hundred"):
        return None  # "at one point nine hundred people ..."
    return _scaled(text, atoms, at, count, value + Decimal("0." + digits), "cardinal")


def _read_fraction(
    text: str, atoms: list[Atom], at: int, used: int, value: Decimal
) -> tuple[Number | None, int] | None:
    """As in "two-thirds", "three quarters", "one and a half", "five and a quarter".

    "two and three fifths".
    """
    nxt = at + used
    if nxt >= len(atoms):
        return None
    left, atom = atoms[nxt - 1], atoms[nxt]
    if atom.kind in ("denominator", "half") and is_gap(text, left, atom) and left.kind != "digits":
        if _counts_quarters(text, atoms[at].start, atom, value):
            return None
        if value == 1 or atom.text.lower().endswith(("s", "ves")):
            return _scaled(text, atoms, at, used + 1, value / atom.value, "fraction")
        return None
    and_a = AND_A.fullmatch(text, left.end, atom.start)
    if and_a and atom.kind in ("half", "denominator") and not text[atom.end : atom.end + 4].startswith(" of"):
        whole = left.value if left.kind == "scale" else Decimal(1)  # "two million and a half"
        return _scaled(text, atoms, at, used + 1, value + whole / atom.value, "cardinal")
    if (
        is_and_gap(text, left, atom)
        and atom.kind == "unit"
        and nxt + 1 < len(atoms)
        and atoms[nxt + 1].kind in ("denominator", "half")
        and is_gap(text, atom, atoms[nxt + 1])
        and (atom.value == 1 or atoms[nxt + 1].text.lower().endswith("s"))
    ):
        return _scaled(text, atoms, at, used + 2, value + atom.value / atoms[nxt + 1].value, "cardinal")
    return None


def _counts_quarters(text: str, start: int, atom: Atom, value: Decimal) -> bool:
    """As in "the last three quarters", "ten quarters": quarters of years, and no share."""
    if atom.text.lower() != "quarters" or text[atom.end : atom.end + 4] == " of ":
        return False
    return value >= 4 or QUARTERS_BEFORE.search(text, max(0, start - 16), start) is not None


def _scaled(
    text: str, atoms: list[Atom], at: int, used: int, value: Decimal, kind: str
) -> tuple[Number | None, int]:
    """Finish a number; a scale may still follow ("2 1/2 million", "one and a half million".

    "half a million").
    """
    nxt = at + used
    if nxt < len(atoms) and atoms[nxt].kind in ("scale", "hundred", "dozen") and kind != "vague":
        between = text[atoms[nxt - 1].end : atoms[nxt].start]
        joined = is_gap(text, atoms[nxt - 1], atoms[nxt])
        if joined or (kind == "fraction" and re.fullmatch(r"\s+(?:of\s+)?an?\s+", between)):
            return _scaled(text, atoms, at, used + 1, value * atoms[nxt].value, "cardinal")
    start, end = atoms[at].start, atoms[nxt - 1].end
    if kind == "fraction" and not _is_fraction_of_whole(atoms, at, used):
        return None, used
    return Number(
        start, end, value, kind, atoms[at].kind in ("digits", "slash", "glyph"), text[start:end]
    ), used


def _is_fraction_of_whole(atoms: list[Atom], at: int, used: int) -> bool:
    first = atoms[at]
    return not (used == 1 and first.kind == "slash" and first.text in ("9/11", "24/7", "7/7"))
