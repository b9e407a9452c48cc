"""Numbers in digits and words: one pass over the text, exact decimal values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from transforms.figures.lexicon import load_word_list
from transforms.figures.numbers.atoms import Atom, find_atoms
from transforms.lexicon.patterns import load_pattern

JOINER = re.compile(r"[\s\u00a0]+|\s?[-\u2010\u2011]\s?")
QUARTERS_BEFORE = load_pattern("figures", "quarters_before")
OF_A_SCALE = re.compile(r"\s+of\s+an?\s+", re.IGNORECASE)
AND_A = load_pattern("figures", "and_a")
AND_JOINER = re.compile(r"\s+(?:and|&)\s+(?:an?\s+)?|,\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: span, exact value and what kind of expression it is.

    kind: cardinal, fraction (of a whole), vague ("dozens"), multiplier ("doubled").
    """

    start: int
    end: int
    value: Decimal
    kind: str
    in_digits: bool
    text: str


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
        return _compose_bare(text, atoms, at)
    if first.kind in ("slash", "glyph"):
        return _scaled(text, atoms, at, 1, first.value, "fraction" if first.value < 1 else "cardinal")
    if first.kind == "vague":
        return _compose_vague(text, atoms, at)
    value, used = (first.value, 1) if first.kind == "digits" else _read_words(text, atoms, at)
    if first.kind == "digits" and at + 1 < len(atoms):
        nxt = atoms[at + 1]
        if nxt.kind in ("hundred", "scale", "dozen") and _gap(text, first, nxt):
            value, used = _read_words(text, atoms, at)
    pointed = _read_point(text, atoms, at, used, value)
    if pointed is not None:
        return pointed
    fraction = _read_fraction(text, atoms, at, used, value)
    if fraction is not None:
        return fraction
    return _scaled(text, atoms, at, used, value, "cardinal")


def _gap(text: str, left: Atom, right: Atom) -> bool:
    return JOINER.fullmatch(text, left.end, right.start) is not None or left.end == right.start


def _and_gap(text: str, left: Atom, right: Atom) -> bool:
    return AND_JOINER.fullmatch(text, left.end, right.start) is not None


def _read_words(text: str, atoms: list[Atom], at: int) -> tuple[Decimal, int]:
    """Value and length of a cardinal: "two hundred and five thousand", "3.5 million", "three lakh crore"."""
    total, current = Decimal(0), atoms[at].value
    last_scale = Decimal(10) ** 30
    used = 1
    while at + used < len(atoms):
        left, atom = atoms[at + used - 1], atoms[at + used]
        close = _gap(text, left, atom)
        if not close and not (_and_gap(text, left, atom) and left.kind in ("hundred", "scale")):
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
            if not close and "," in text[left.end : atom.start] and not _continues(text, atoms, at + used):
                break
            current += atom.value
        else:
            break
        used += 1
    return total + current, used


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
    if at + 1 >= len(atoms) or atoms[at - 1].kind != "scale" or not _gap(text, atoms[at], atoms[at + 1]):
        return False
    nxt = atoms[at + 1]
    return nxt.kind in ("hundred", "scale") and nxt.value < atoms[at - 1].value


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
    if not digits:
        return None
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
    if atom.kind in ("denominator", "half") and _gap(text, left, atom) and left.kind != "digits":
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
        _and_gap(text, left, atom)
        and atom.kind == "unit"
        and nxt + 1 < len(atoms)
        and atoms[nxt + 1].kind in ("denominator", "half")
        and _gap(text, atom, atoms[nxt + 1])
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
        joined = _gap(text, atoms[nxt - 1], atoms[nxt])
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


def _compose_bare(text: str, atoms: list[Atom], at: int) -> tuple[Number | None, int]:
    """Numbers without a leading cardinal: "a hundred", "half a million", "a quarter of", "doubled"."""
    first = atoms[at]
    article = load_pattern("figures", "each_before").search(text[max(0, first.start - 6) : first.start])
    start = first.start - len(article[0]) if article else first.start
    if first.kind == "multiplier":
        return Number(first.start, first.end, first.value, "multiplier", False, first.text), 1
    if first.kind == "half":
        return _compose_half(text, atoms, at)
    if first.kind == "denominator":
        return _compose_denominator(
            text, atoms, at, start, bool(article and article[1].lower() in ("a", "an"))
        )
    if (
        first.kind == "dozen"
        and first.text.lower() == "score"
        and not re.match(r"\s+of\b", text[first.end :])
    ):
        return None, 1
    few = load_pattern("figures", "few_before").search(text[max(0, first.start - 11) : first.start])
    if few:
        factor = Decimal(2) if few[1].lower().startswith("couple") else Decimal(1)
        start = first.start - len(few[0])
        lead = re.search(r"(?<!\w)a\s+$", text[max(0, start - 3) : start], re.IGNORECASE)
        start -= len(lead[0]) if lead else 0
        value, used = factor * first.value, 1
        while (
            at + used < len(atoms)
            and atoms[at + used].kind == "scale"
            and _gap(text, atoms[at + used - 1], atoms[at + used])
        ):
            value, used = value * atoms[at + used].value, used + 1  # "several hundred million"
        end = atoms[at + used - 1].end
        return Number(start, end, value, "vague", False, text[start:end]), used
    if not article or article[1].lower() in ("every", "per"):
        if first.kind == "scale" and first.text.lower() in load_word_list("scales_with_digits"):
            return None, 1
        if (
            not load_pattern("figures", "large_scale_behind").match(text[first.end : first.end + 12])
            and first.kind != "dozen"
        ):
            return None, 1
    value, used = _read_words(
        text,
        [
            *atoms[:at],
            Atom(start, first.end, "scale" if first.kind == "scale" else "hundred", first.value, first.text),
            *atoms[at + 1 :],
        ],
        at,
    )
    value, used = _add_half_of_scale(text, atoms, at, used, value)
    end = atoms[at + used - 1].end
    return Number(start, end, value, "cardinal", False, text[start:end]), used


def _add_half_of_scale(
    text: str, atoms: list[Atom], at: int, used: int, value: Decimal
) -> tuple[Decimal, int]:
    """As in "a million and a half": half of the scale too."""
    left, half = atoms[at + used - 1], atoms[at + used] if at + used < len(atoms) else None
    if half is None or half.kind != "half" or left.kind != "scale":
        return value, used
    if not AND_A.fullmatch(text, left.end, half.start) or text[half.end : half.end + 3] == " of":
        return value, used
    return value + left.value / half.value, used + 1


def _compose_half(text: str, atoms: list[Atom], at: int) -> tuple[Number | None, int]:
    first = atoms[at]
    before = text[max(0, first.start - 12) : first.start]
    if load_pattern("figures", "one_of_two_before").search(before):
        return None, 1
    scale = atoms[at + 1] if at + 1 < len(atoms) else first
    joined = re.fullmatch(r"\s+(?:an?\s+)?|-", text[first.end : scale.start], re.IGNORECASE)
    if scale.kind in ("scale", "dozen", "hundred") and joined:
        surface = text[first.start : scale.end]
        return Number(first.start, scale.end, scale.value / 2, "cardinal", False, surface), 2
    article = re.search(r"(?<!\w)(?:a|one)[\s-]+$", before, re.IGNORECASE)
    start = first.start - len(article[0]) if article else first.start
    return Number(start, first.end, Decimal(1) / 2, "fraction", False, text[start : first.end]), 1


def _compose_denominator(
    text: str, atoms: list[Atom], at: int, start: int, has_article: bool
) -> tuple[Number | None, int]:
    """As in "a third of", "by a quarter": only with an article and a sign that it is a share."""
    first = atoms[at]
    scale = atoms[at + 1] if at + 1 < len(atoms) else None
    between = text[first.end : scale.start] if scale is not None else ""
    if (
        scale is not None
        and scale.kind == "scale"
        and (
            (first.text.lower() == "quarter" and _gap(text, first, scale))
            or (has_article and OF_A_SCALE.fullmatch(between))
        )
    ):
        return Number(
            start, scale.end, scale.value / first.value, "cardinal", False, text[start : scale.end]
        ), 2
    if not has_article or first.text.lower().endswith("s"):
        return None, 1
    return Number(start, first.end, Decimal(1) / first.value, "fraction", False, text[start : first.end]), 1


def _compose_vague(text: str, atoms: list[Atom], at: int) -> tuple[Number | None, int]:
    """As in "dozens", "tens of thousands", "hundreds of thousands of"."""
    value, used = atoms[at].value, 1
    while at + used < len(atoms) and atoms[at + used].kind in ("vague", "scale"):
        if not re.fullmatch(
            r"\s+of\s+|\s+(?:upon\s+)", text[atoms[at + used - 1].end : atoms[at + used].start]
        ):
            break
        value *= atoms[at + used].value
        used += 1
    end = atoms[at + used - 1].end
    return Number(atoms[at].start, end, value, "vague", False, text[atoms[at].start : end]), used
