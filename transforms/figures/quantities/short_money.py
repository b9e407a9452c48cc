"""Short forms of money: "50 MUSD", "KSEK 300", and the second amount of "$10-15m"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from transforms.figures.lexicon import UnitEntry, load_currency_symbols, load_unit_words, read_rows
from transforms.figures.numbers.number import Number

# How many signs before an amount are searched for the lower end of a range.
REACH = 24


@dataclass(frozen=True, slots=True)
class ScaledCode:
    """A code of a currency with its scale: where amount and code stand together, and what they mean."""

    start: int
    end: int
    factor: Decimal
    unit: UnitEntry


@lru_cache(maxsize=1)
def load_code_scales() -> dict[str, Decimal]:
    """Factors of the scales that may stand before a code."""
    return {row["scale"]: Decimal(row["factor"]) for row in read_rows("scaled_codes.csv")}


@lru_cache(maxsize=1)
def compile_scaled_code() -> re.Pattern[str]:
    """A scale and a code in one word; codes that are words themselves are left out ("MALL", "BAND")."""
    known = load_currency_symbols()
    codes = sorted(
        s for s in known if len(s) == 3 and s == known[s][0].code and f"{s}!" not in _list_wordlike()
    )
    scales = sorted(load_code_scales(), key=lambda s: (-len(s), s))
    return re.compile(rf"(?<![A-Za-z])(?P<scale>{'|'.join(scales)})(?P<code>{'|'.join(codes)})(?![A-Za-z])")


@lru_cache(maxsize=1)
def _list_wordlike() -> frozenset[str]:
    """Codes marked as words, and those that no symbol names."""
    marked = {s for row in read_rows("currencies.csv") for s in row["symbols"].split("|") if s.endswith("!")}
    bare = {
        f"{row['code']}!"
        for row in read_rows("currencies.csv")
        if row["code"] not in row["symbols"].split("|")
    }
    return frozenset((marked | bare) - {"USD!", "GBP!"})


@lru_cache(maxsize=1)
def compile_money_lead() -> re.Pattern[str]:
    """The lower end of a range of money, with what joins it to the upper one: "$10-", "€3 to "."""
    signs = sorted((s for s in load_currency_symbols() if not s.isalpha()), key=lambda s: (-len(s), s))
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, signs))})\s?\d[\d.,]*(?:bn|tn|mn|[mbk])?"
        r"\s?(?:[-\u2010-\u2015]|(?:to|and|or)\s)\s?\Z"
    )


@lru_cache(maxsize=1)
def compile_money_tail() -> re.Pattern[str]:
    """Behind the lower end of a range: the upper one with a scale letter and a name of money."""
    names = sorted(
        (w for w, unit in load_unit_words().items() if unit.dimension == "money"), key=lambda w: (-len(w), w)
    )
    return re.compile(
        r"(?:bn|tn|mn|[mbk])?\s?(?:[-\u2010-\u2015]|(?:to|and|or)\s)\s?\d[\d.,]*\s?(?:bn|tn|mn|[mbk])"
        rf"\s?(?:{'|'.join(map(re.escape, names))})\b"
    )


def leads_to_money(text: str, end: int) -> bool:
    """Whether the amount that ends at an offset is the lower end of one like "4m to 5m euros"."""
    return text[end : end + 1] in "mbkt" and compile_money_tail().match(text, end) is not None


def read_scaled_code(text: str, number: Number, floor: int) -> ScaledCode | None:
    """The code behind or before a number in digits, nothing before `floor`; None where there is none."""
    if not number.in_digits:
        return None
    gap = 1 if text[number.end : number.end + 1] in (" ", "\u00a0", "\u202f") else 0
    match = compile_scaled_code().match(text, number.end + gap)
    if match is not None:
        return _make_code(match, number.start, match.end())
    before = text[max(floor, number.start - 7) : number.start].rstrip()
    if not before[-1:].isalpha():
        return None
    ahead = compile_scaled_code().search(text, max(floor, number.start - 7), number.start)
    if ahead is None or text[ahead.end() : number.start].strip():
        return None
    return _make_code(ahead, ahead.start(), number.end)


def _make_code(match: re.Match[str], start: int, end: int) -> ScaledCode:
    unit = load_currency_symbols()[match["code"]][0]
    return ScaledCode(start, end, load_code_scales()[match["scale"]], unit)


def continues_money(text: str, start: int) -> bool:
    """Whether the amount at an offset is the upper end of a range that began with a sign of money."""
    return compile_money_lead().search(text, max(0, start - REACH), start) is not None
