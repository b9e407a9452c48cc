"""What numbers are made of: runs of digits, fractions and words of number, one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from transforms.figures.lexicon import load_multiplier_words, load_number_words
from transforms.lexicon.alternatives import join_alternatives
from transforms.lexicon.patterns import load_pattern

# Digits: 1,234,567.8 | 1,23,456 (Indian) | 1 234 567 (no-break or thin spaces, or plain ones before three
# digits twice) | 3'400'000 | 12.750.000 | 1.234,50 | 7,5 million | 1 240 (a plain space, where a word in
# small letters or a currency sign stands before and a word or sign behind) | 12.5 | .5, with an exponent or a
# fraction behind.
DIGITS = r"""
    (?:\d{1,3}(?:,\d{3})+(?:\.\d+)?
     |\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?
     |\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?:\.\d+|,\d{1,2}(?=\D))?(?!\d)
     |\d{1,3}(?:\ \d{3}){2,}(?:\.\d+|,\d{1,2}(?=\D))?(?!\d)
     |\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)
     |\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d,])
     |(?:(?<=[$€£¥₹])|(?<=[$€£¥₹]\ )|(?<=[A-Z]{3}\ ))\d{1,3}(?:\.\d{3}){3}(?![\d.]\d)(?!\d)
     |\d{1,3}(?:\.\d{3}){2}(?![\d.]\d)(?!\d)
     |(?:[1-9]\d{0,2}\ (?=\d{3}))?\d{1,3},\d{1,2}
      (?=\s?(?:[MmBb]illion|[Tt]rillion|[Mm]io|[Mm]rd|[Mm]ln|[Bb]ln|[mb]n?\b|[MKkT]?[A-Z]{3}\b|per\ ?cent|%))
     |\d{1,3}\ 000(?![\d,.]\d)(?!\d)
     |(?:(?<=[a-z]\ )(?<!at\ )(?<!At\ )|(?<=[$€£¥₹(])|(?<=[A-Z]{3}\ )|(?<=[$€£¥₹]\ )
      |(?<=\b(?:19|20)\d\d\ )|(?<=\d[-–]\d\d\ ))[1-9]\d{0,2}\ \d{3}
      (?=\ (?:[a-z]|t\b|%)|%|[.;,]?(?:\s*\n|\s[A-Z]|\Z))
     |\d+(?:\.\d+)?(?:[eE][+-]?\d+)?
     |(?<![\d\w.])\.\d+)
"""
FRACTION_GLYPHS = {
    "½": Decimal(1) / 2, "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3, "¼": Decimal(1) / 4, "¾": Decimal(3) / 4,
    "⅕": Decimal(1) / 5, "⅖": Decimal(2) / 5, "⅗": Decimal(3) / 5, "⅘": Decimal(4) / 5, "⅙": Decimal(1) / 6,
    "⅚": Decimal(5) / 6, "⅛": Decimal(1) / 8, "⅜": Decimal(3) / 8, "⅝": Decimal(5) / 8, "⅞": Decimal(7) / 8,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """One word or run of digits that can be part of a number."""

    start: int
    end: int
    kind: str
    value: Decimal
    text: str


# One or two digits behind a last comma: no group of an English number ends so.
DECIMAL_COMMA = re.compile(r",\d{1,2}\Z")
# What a number in digits begins with; a point before it may belong to it.
FIRST_SIGN = re.compile(rf"[\d{''.join(FRACTION_GLYPHS)}]")
# "Less than a month", "more than an hour": the article counts one of a unit of time or measure.
ONE_OF_UNIT = load_pattern("figures", "one_of_unit")
# Every match of the pattern holds one of these; a text without them is not searched for it.
SIGNS_OF_ONE = ("than a", "least a", "most a", "over a", "under a")
WORDS = re.compile(r"\w+")


@lru_cache(maxsize=1)
def compile_digits() -> re.Pattern[str]:
    """The regular expression of an atom written in digits or as a fraction."""
    glyphs = "".join(FRACTION_GLYPHS)
    return re.compile(
        rf"""(?P<slash>(?<![\d/,.])(?:\d+(?:\s|\s?-\s?))?\d{{1,3}}/\d{{1,4}}(?![\d/]))
           |(?P<digits>{DIGITS})(?P<glyph_after>\s?[{glyphs}])?
           |(?P<glyph>[{glyphs}])""",
        re.VERBOSE,
    )


@lru_cache(maxsize=1)
def load_atom_words() -> dict[str, tuple[str, Decimal]]:
    """Kind and value of every word that can be part of a number."""
    multipliers = {word: ("multiplier", entry.value) for word, entry in load_multiplier_words().items()}
    return multipliers | {word: (entry.kind, entry.value) for word, entry in load_number_words().items()}


@lru_cache(maxsize=1)
def compile_atom_words() -> re.Pattern[str]:
    """The regular expression of a whole word that can be part of a number."""
    return re.compile(rf"\b{join_alternatives(load_atom_words())}\b", re.IGNORECASE)


def find_atoms(text: str) -> list[Atom]:
    """All atoms of a text, in order."""
    words = load_atom_words()
    atoms = _find_digits(text)
    for match in compile_atom_words().finditer(text):
        kind, value = words[match[0].lower()]
        atoms.append(Atom(match.start(), match.end(), kind, value, match[0]))
    lowered = text.lower()
    if any(sign in lowered for sign in SIGNS_OF_ONE):
        atoms += [Atom(m.start(1), m.end(1), "unit", Decimal(1), m[1]) for m in ONE_OF_UNIT.finditer(text)]
    return sorted(atoms, key=lambda atom: atom.start)


def _find_digits(text: str) -> list[Atom]:
    """Atoms in digits: read only where a digit or a fraction sign stands."""
    pattern, atoms, position = compile_digits(), [], 0
    while sign := FIRST_SIGN.search(text, position):
        at = sign.start()
        point = text[at - 1 : at] == "." and at - 1 >= position
        match = (pattern.match(text, at - 1) if point else None) or pattern.match(text, at)
        if match is not None:
            atoms.append(_make_atom(match))
        position = match.end() if match is not None else at + 1
    return atoms


def _make_atom(match: re.Match[str]) -> Atom:
    text, (start, end) = match[0], match.span()
    if match["slash"]:
        return Atom(start, end, "slash", _read_slash(text), text)
    if match["glyph"]:
        return Atom(start, end, "glyph", FRACTION_GLYPHS[text], text)
    value = Decimal(re.sub(r"[,'’\s\u00a0\u202f\u2009]", "", _point_decimals(match["digits"])))
    if match["glyph_after"]:
        value += FRACTION_GLYPHS[match["glyph_after"].strip()]
    return Atom(start, end, "digits", value, text)


def _point_decimals(digits: str) -> str:
    """Digits with a point before decimals, and none between groups: "12.750.000", "1.234,50", "7,5"."""
    if DECIMAL_COMMA.search(digits):
        return digits.replace(".", "").replace(",", ".")
    return digits.replace(".", "") if digits.count(".") > 1 else digits


def _read_slash(text: str) -> Decimal:
    whole, numerator, denominator = re.fullmatch(r"(?:(\d+)(?:\s|\s?-\s?))?(\d+)/(\d+)", text).groups()  # type: ignore[union-attr]
    if int(denominator) == 0:
        return Decimal(0)
    return Decimal(whole or 0) + Decimal(numerator) / Decimal(denominator)
