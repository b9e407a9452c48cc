"""Numbers with what belongs to them: sign, currency, scale letter, unit, denominator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from transforms.figures.lexicon import (
    UnitEntry,
    load_currency_symbols,
    load_scale_suffixes,
    load_unit_symbols,
    load_unit_words,
    load_word_list,
)
from transforms.figures.numbers.compose import Number
from transforms.figures.quantities.short_money import (
    continues_money,
    leads_to_money,
    read_scaled_code,
)
from transforms.figures.quantities.units import (
    GAP,
    compile_metre_context,
    compile_unit_words,
    find_unit_key,
    read_per,
    read_unit,
)

COUNT = UnitEntry("count", "count")
MODEL_BEHIND = re.compile(r"-\d*[A-Z]{1,3}\b")
HEIGHT_BEFORE = re.compile(
    r"\b(?:water|waves?|tides?|river|lake|depths?|heights?|lengths?|levels?|altitudes?|deep|tall|crest\w*)\b[^.;]*\Z",
    re.IGNORECASE,
)
# "Waves of 5-7m", "depths of up to 40m", where any word may follow.
HEIGHT_OF = re.compile(
    r"\b(?:waves?|swells?|tides?|depths?|heights?|lengths?|widths?|altitudes?|cliffs?|ditch(?:es)?)\s+"
    r"(?:of|reaching|as\s+high\s+as)\s+(?:(?:up\s+to|about|around|nearly|over|almost|more\s+than)\s+)?"
    r"[\d.,\u2010-\u2015-]+\Z",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"\s+(?:on|during|late|early|at|this|last|as|when|while|today|yesterday|overnight|before|after|\w+day)\b",
    re.IGNORECASE,
)
# Points by which a poll may be off are points of its percentages.
POINT = UnitEntry("pp", "share")
MARGIN = re.compile(
    r"(?:\bmargin\s+of\s+(?:sampling\s+)?error\s+(?:of|is|was)\s+(?:[a-z]+\s+){0,2}"
    r"|\bplus[\s-]+or[\s-]+minus\s+|±\s?|\+/-\s?)\Z",
    re.IGNORECASE,
)
# Digits that open with a zero are a name or code: "007".
CODE = re.compile(r"0\d+")
US_BEHIND = re.compile(
    r"\s*+\(?\s*+(?:U\.?S\.?|USD|AUD|CAD|NZD)(?=\s*[.,;)]|\s*$|\s+(?:per|an?|in|on|to|and|or|for|by|at)\b)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with unit, as it stands in the text.

    `start`..`end` covers sign, currency, number and unit; `number` is the bare number; the value is
    exact, in `unit`.
    """

    start: int
    end: int
    number: Number
    value: Decimal
    unit: UnitEntry
    per_unit: str | None = None
    has_prefix: bool = False
    is_hyphenated: bool = False
    value_high: Decimal | None = None


@lru_cache(maxsize=1)
def compile_prefix() -> re.Pattern[str]:
    """A currency sign or code that ends where a number begins, perhaps with a minus."""
    known = load_currency_symbols()
    lowered = {
        s.lower()
        for s in known
        if s.endswith("$") and len(s) > 2 - (s in ("C$",)) and (len(s) > 3 or s[0] not in "AS")
    }
    spaced = {f"{s[:-1]} $" for s in lowered if not s.endswith(" $")}
    symbols = sorted({*known, *lowered, *spaced}, key=lambda s: (-len(s), s))
    alternatives = "|".join(re.escape(s) for s in symbols)
    return re.compile(
        rf"(?P<minus>(?<![\w)])[-\u2212])?(?<![A-Za-z])(?P<symbol>{alternatives}){GAP}?(?P<minus2>[-\u2212])?\Z"
    )


@lru_cache(maxsize=1)
def compile_scale_suffixes() -> re.Pattern[str]:
    """Scale letters behind a number."""
    ordered = sorted(load_scale_suffixes(), key=lambda s: (-len(s), s))
    return re.compile(rf"(?P<gap>{GAP}?)(?P<suffix>{'|'.join(ordered)})(?P<hyphen>-?)(?![A-Za-z0-9²³/])")


PLUS_MINUS = re.compile(r"(?:\bplus[\s-]+or[\s-]+minus\s+|±\s?|\+/-\s?)\Z", re.IGNORECASE)
MINUS = re.compile(r"(?:(?<![\w.)%])[-\u2212]\s?|\b(?:minus|negative)[\s-]+)\Z", re.IGNORECASE)


def read_quantity(text: str, number: Number, floor: int) -> Quantity | None:
    """Attach sign, currency, scale letter, unit and denominator to a number.

    Args:
        text: the text that holds it.
        number: the bare number.
        floor: nothing before this offset may be taken (the end of the quantity before).

    Returns:
        The quantity, or None when letters stuck to the digits make it a name ("A320", "5G").
    """
    start, end, value = number.start, number.end, number.value
    if CODE.fullmatch(number.text):
        return None
    scaled_code = read_scaled_code(text, number, floor)
    if scaled_code is not None:
        return Quantity(
            scaled_code.start, scaled_code.end, number, value * scaled_code.factor, scaled_code.unit,
            has_prefix=True,
        )  # fmt: skip
    prefix = _read_prefix(text, number, floor)
    if prefix is not None:
        start, minus = prefix.start, prefix.minus
    elif _is_plain(number) and _is_glued_before(text, start):
        return None
    else:
        start, minus = _read_sign(text, number, floor)
    if number.in_digits:
        is_money = prefix is not None or continues_money(text, number.start) or leads_to_money(text, end)
        scaled = _read_scale(text, end, is_money)
        value, end = (value * scaled[0], scaled[1]) if scaled else (value, end)
    if prefix is not None:
        unit, end = _read_country_behind(text, end, prefix.entry)
        hyphenated = False
    elif found := read_unit(text, end, number):
        unit, end, hyphenated = found
        unit = POINT if unit.code == "point" and MARGIN.search(text, max(0, start - 60), start) else unit
        value *= unit.factor
    elif number.in_digits and (text[end : end + 1].isalpha() or MODEL_BEHIND.match(text, end)):
        return None
    else:
        unit, hyphenated = None, False
    per, end = read_per(text, end, unit) if unit or number.kind == "cardinal" else (None, end)
    end = _skip_short_name(text, end, unit)
    return Quantity(
        start, end, number, -value if minus else value, unit or COUNT, per, prefix is not None, hyphenated
    )


def _is_plain(number: Number) -> bool:
    return number.in_digits and number.kind != "multiplier"


def _read_sign(text: str, number: Number, floor: int) -> tuple[int, bool]:
    """Where a number begins with its minus, and whether it has one; words take only a minus in words."""
    plain = _is_plain(number)
    sign = (MINUS if plain else MINUS_WORD).search(text, max(floor, number.start - 10), number.start)
    if sign is None or (plain and (_is_bullet(text, sign.start()) or is_margin(text, number.start))):
        return number.start, False
    return sign.start(), True


def _read_country_behind(text: str, end: int, unit: UnitEntry) -> tuple[UnitEntry, int]:
    """The currency of "$5 AUD", "$75 U.S.", where a country or code stands behind a bare dollar amount."""
    code = US_BEHIND.match(text, end)
    if code is None or unit.code != "USD":
        return unit, end
    named = load_currency_symbols().get(code[0].strip(" ("))
    return (named[0] if named else unit), code.end()


MINUS_WORD = re.compile(r"\b(?:minus|negative)\s+\Z", re.IGNORECASE)


def is_margin(text: str, start: int) -> bool:
    """Whether the number at an offset is how far a value may be off: "plus or minus 3 points", "±3"."""
    return PLUS_MINUS.search(text, max(0, start - 16), start) is not None


def _skip_short_name(text: str, end: int, unit: UnitEntry | None) -> int:
    """Behind "barrels per day (bpd)", where a unit is introduced by its symbol."""
    short = re.compile(r"\s\(([A-Za-z/²³]{1,6})\)").match(text, end) if unit else None
    entry = load_unit_symbols().get(short[1]) if short else None
    return short.end() if short and entry and unit and entry.code == unit.code else end


@dataclass(frozen=True, slots=True)
class _Prefix:
    start: int
    entry: UnitEntry
    minus: bool


def _read_prefix(text: str, number: Number, floor: int) -> _Prefix | None:
    match = compile_prefix().search(text, max(floor, number.start - 9), number.start)
    if match is None or not (number.in_digits or not match["symbol"].isalpha()):
        return None
    known = load_currency_symbols()
    symbol = match["symbol"]
    entry, needs_large = (
        known.get(symbol)
        or known.get(symbol.upper())
        or known.get(symbol.upper().replace(" ", ""))
        or known["$"]
    )
    if needs_large and not _is_large(text, number):
        return None
    if match["symbol"].isalpha() and len(match["symbol"]) == 1 and match.end("symbol") != number.start:
        return None
    return _Prefix(match.start(), entry, bool(match["minus"] or match["minus2"]))


def _is_large(text: str, number: Number) -> bool:
    if number.value >= 100 or "." in number.text or "," in number.text:
        return not re.fullmatch(r"(?:19|20)\d\d", number.text)
    return compile_scale_suffixes().match(text, number.end) is not None


def _is_glued_before(text: str, start: int) -> bool:
    """Whether letters, or a capitalised word with a hyphen, stick to the digits: "A320", "COVID-19"."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalpha() or before in "_#" or (before == "." and start > 1 and text[start - 2].isalnum()):
        return True
    if before in "-\u2010\u2011/" and start > 1 and text[start - 2].isalnum():
        word = re.search(r"[\w.&'’]+\Z", text[max(0, start - 25) : start - 1])
        lead = word[0] if word else ""
        return not (
            lead.isdigit()
            or lead.lower() in load_word_list("before_hyphen")
            or re.fullmatch(r"[\d.,]+[a-z%]*", lead)
        )
    return False


def _is_height(text: str, start: int, end: int) -> bool:
    """Whether "m" is metres: "the water level peaked at 35m on Saturday", "waves of 5-7m hit the pier"."""
    if HEIGHT_OF.search(text, max(0, start - 50), start):
        return True
    return bool(HEIGHT_BEFORE.search(text, max(0, start - 70), start) and WHEN.match(text, end))


def _is_bullet(text: str, at: int) -> bool:
    """A dash that opens a line or stands free between words is no minus."""
    return text[at] in "-\u2212" and text[at + 1 : at + 2] == " "


def _read_scale(text: str, end: int, has_currency: bool) -> tuple[Decimal, int] | None:
    match = compile_scale_suffixes().match(text, end)
    if match is None:
        return None
    entry = load_scale_suffixes()[match["suffix"]]
    if has_currency:
        return entry.factor, match.end("suffix")
    if match["gap"] and len(entry.suffix) == 1:
        follows = compile_unit_words().match(text, match.end())
        if not (
            entry.suffix in "kK"
            or (follows and load_unit_words()[find_unit_key(follows["unit"])].dimension == "money")
        ):
            return None
        if entry.suffix in "kK" and not follows:
            return None
    if entry.condition == "any":
        return entry.factor, match.end("suffix")
    follows = compile_unit_words().match(text, match.end())
    if follows and (follows["hyphen"] or match["hyphen"]):
        unit = load_unit_words().get(find_unit_key(follows["unit"]))
        if unit and (unit.dimension == "money" or entry.condition == "noun"):
            return entry.factor, match.end("suffix")
    if entry.suffix == "m" and _is_height(text, end, match.end()):
        return None
    if (
        entry.condition == "noun"
        and not match["hyphen"]
        and not compile_metre_context().match(text, match.end())
    ):
        return entry.factor, match.end("suffix")
    return None
