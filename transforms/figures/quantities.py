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
    read_rows,
)
from transforms.figures.numbers import Number

GAP = r"[ \u00a0\u202f]"
COUNT = UnitEntry("count", "count")
# Words that may stand between a number and its unit: "the 50 previous years", "three full days".
BETWEEN = (
    r"(?:(?:more|additional|extra|further|other|full|whole|long|short|consecutive|straight|"
    r"successive|previous|past|last|next|recent|solid|additional|such)\s+){0,2}"
)
MASS_POUND = re.compile(r"\s+(?:of\b|weight|heavier|lighter|each\b)|-(?:feet|foot)", re.IGNORECASE)
WEIGHT_BEFORE = re.compile(
    r"\b(?:weigh\w*|weight|heav\w+|lbs?|lost|gain\w*|shed|lift\w*|dropping from|explosives)\b[^.]{0,30}\Z",
    re.IGNORECASE,
)
STERLING = re.compile(
    r"£|\bBrit\w+|\bUK\b|\bU\.K\.|\bLondon|\bEngl\w+|\bScot\w+|\bWales\b|\bWelsh\b|\bsterling\b|\bpence\b"
)
INCH_CONTEXT = re.compile(r"\s+(?:thick|wide|long|tall|high|deep|across|in\s+diameter)\b")
FEET_BEFORE = re.compile(r"(?:ft|feet|foot|\d['′’])\.?\s*\Z")
MODEL_BEHIND = re.compile(r"-\d*[A-Z]{1,3}\b")
US_BEHIND = re.compile(
    r"\s*\(?\s*(?:U\.?S\.?|USD|AUD|CAD|NZD)(?=\s*[.,;)]|\s*$|\s+(?:per|an?|in|on|to|and|or|for|by|at)\b)"
)
LB = UnitEntry("lb", "mass")


@lru_cache(maxsize=1)
def load_per_words() -> dict[str, str]:
    """Code of a denominator by its word."""
    return {row["word"]: row["code"] for row in read_rows("per_units.csv")}


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
def compile_unit_words() -> re.Pattern[str]:
    """Names of units and currencies, any case."""
    words = sorted(load_unit_words(), key=lambda w: (-len(w), w))
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"[\s\u00a0-]+") for w in words)
    return re.compile(
        rf"(?P<hyphen>\s?-\s?|[\s\u00a0]*)(?P<between>{BETWEEN})(?P<unit>{alternatives})(?![\w])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def compile_unit_symbols() -> re.Pattern[str]:
    """Symbols of units, exact case, and currency signs and codes behind a number."""
    symbols = {
        **dict.fromkeys(load_unit_symbols()),
        **dict.fromkeys(s for s in load_currency_symbols() if len(s) > 1 or not s.isalpha()),
    }
    ordered = sorted(symbols, key=lambda s: (-len(s), s))
    alternatives = "|".join(
        re.escape(s) + ("(?![A-Za-z0-9])" if s[-1].isalnum() or s.endswith(".") else "") for s in ordered
    )
    return re.compile(rf"(?P<hyphen>-|{GAP}?)(?P<open>[(\[]?)(?P<unit>{alternatives})")


@lru_cache(maxsize=1)
def compile_scale_suffixes() -> re.Pattern[str]:
    """Scale letters behind a number."""
    ordered = sorted(load_scale_suffixes(), key=lambda s: (-len(s), s))
    return re.compile(rf"(?P<gap>{GAP}?)(?P<suffix>{'|'.join(ordered)})(?P<hyphen>-?)(?![A-Za-z0-9²³/])")


PER = re.compile(
    r"[\s\u00a0]*(?:(?P<slash>/)|-?(?:per|a|an|each|every)(?:[\s\u00a0]+|-))(?P<word>"
    + "|".join(sorted((re.escape(w) for w in load_per_words()), key=len, reverse=True))
    + (
        r"|yr|hr|mo|min|sec|lb|oz|bbl)s?\b(?!-(?:old|long)|\s+(?:earlier|ago|before|after|later|on)\b)|[\s\u00a0]+(?P<adverb>annually|yearly|"
        r"monthly|weekly|daily|hourly|a-year|p\.a\.|pa)(?=[\s.,;)]|$)"
    ),
    re.IGNORECASE,
)
PER_ADVERBS = {
    "annually": "a",
    "yearly": "a",
    "monthly": "mo",
    "weekly": "wk",
    "daily": "d",
    "hourly": "h",
    "a-year": "a",
    "p.a.": "a",
    "pa": "a",
}
PER_SHORT = {
    "yr": "a",
    "hr": "h",
    "mo": "mo",
    "min": "min",
    "sec": "s",
    "lb": "lb",
    "oz": "ounce",
    "bbl": "bbl",
}
MINUS = re.compile(r"(?:(?<![\w.)%])[-\u2212]\s?|\b(?:minus|negative)[\s-]+)\Z", re.IGNORECASE)
METRE_CONTEXT = re.compile(
    r"\s*(?:\d|[.,;:)\]]|$|high|tall|long|wide|deep|thick|away|above|below|from|by|in|of|to|x|"
    r"×|and|at|up|down|north|south|east|west|underwater|\(|-|/|sprint|race|freestyle|hurdles|"
    r"final|wall|tower|dash|relay|butterfly|backstroke|waves?|into|off|under|before|after|"
    r"along|across|between|tsunami|swell|radius|asteroid|or|mark)",
    re.IGNORECASE,
)


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
    prefix = _read_prefix(text, number, floor)
    unit, minus = (prefix.entry, prefix.minus) if prefix else (None, False)
    start = prefix.start if prefix else start
    if prefix is None and number.in_digits and number.kind != "multiplier":
        if _is_glued_before(text, start):
            return None
        sign = MINUS.search(text, max(floor, start - 10), start)
        if sign and not _is_bullet(text, sign.start()):
            start, minus = sign.start(), True
    elif prefix is None:
        sign = re.compile(r"\b(?:minus|negative)\s+\Z", re.IGNORECASE).search(
            text, max(floor, start - 10), start
        )
        if sign:
            start, minus = sign.start(), True
    if number.in_digits:
        scaled = _read_scale(text, end, unit is not None)
        if scaled:
            value, end = value * scaled[0], scaled[1]
    hyphenated = False
    if unit is None:
        found = read_unit(text, end, number)
        if found:
            unit, end, hyphenated = found
            value *= unit.factor
        elif number.in_digits and (text[end : end + 1].isalpha() or MODEL_BEHIND.match(text, end)):
            return None
    else:
        code = US_BEHIND.match(text, end)
        if code and unit.code == "USD":
            named = load_currency_symbols().get(code[0].strip(" ("))
            unit, end = (named[0] if named else unit), code.end()
    per, end = read_per(text, end, unit) if unit or number.kind == "cardinal" else (None, end)
    return Quantity(
        start, end, number, -value if minus else value, unit or COUNT, per, prefix is not None, hyphenated
    )


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
            or lead.lower()
            in (
                "minus",
                "plus",
                "to",
                "then",
                "over",
                "under",
                "a",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
            )
            or re.fullmatch(r"[\d.,]+[a-z%]*", lead)
        )
    return False


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
            or (follows and load_unit_words()[_key(follows["unit"])].dimension == "money")
        ):
            return None
        if entry.suffix in "kK" and not follows:
            return None
    if entry.condition == "any":
        return entry.factor, match.end("suffix")
    follows = compile_unit_words().match(text, match.end())
    if follows and (follows["hyphen"] or match["hyphen"]):
        unit = load_unit_words().get(_key(follows["unit"]))
        if unit and (unit.dimension == "money" or entry.condition == "noun"):
            return entry.factor, match.end("suffix")
    if entry.condition == "noun" and not match["hyphen"] and not METRE_CONTEXT.match(text, match.end()):
        return entry.factor, match.end("suffix")
    return None


def _key(surface: str) -> str:
    """A unit name as the lexicon spells it."""
    flat = re.sub(r"[\s\u00a0]+", " ", surface.lower())
    if flat in load_unit_words():
        return flat
    spaced = re.sub(r"[\s-]+", " ", flat)
    return spaced if spaced in load_unit_words() else re.sub(r"[\s-]+", "-", flat)


def read_unit(text: str, end: int, number: Number) -> tuple[UnitEntry, int, bool] | None:
    """The unit that begins at an offset: entry, its end, and whether a hyphen joins it ("two-day")."""
    match = compile_unit_words().match(text, end)
    if match is None and number.kind == "vague" and (of := re.compile(r"\s+of(?=\s)").match(text, end)):
        match = compile_unit_words().match(text, of.end())
    if match and (match["hyphen"] or number.in_digits):
        entry = load_unit_words()[_key(match["unit"])]
        if match["unit"].lower() in ("pound", "pounds") and _is_mass_pound(text, match, number):
            entry = LB
        if match["between"] and entry.dimension != "duration":
            return None
        if _fits(text, match, number):
            return entry, match.end(), "-" in match["hyphen"]
    symbol = (
        compile_unit_symbols().match(text, end) if number.in_digits else compile_percent().match(text, end)
    )
    if symbol and _symbol_fits(text, symbol, number):
        entry = load_unit_symbols().get(symbol["unit"]) or load_currency_symbols()[symbol["unit"]][0]
        close = (
            1 if number.in_digits and symbol["open"] and text[symbol.end() : symbol.end() + 1] in ")]" else 0
        )
        return entry, symbol.end() + close, symbol["hyphen"] == "-"
    return None


def _is_mass_pound(text: str, match: re.Match[str], number: Number) -> bool:
    """Whether "pounds" is a weight: by what follows, what is weighed, or for want of any sign of Britain."""
    if MASS_POUND.match(text, match.end()) or WEIGHT_BEFORE.search(
        text, max(0, number.start - 45), number.start
    ):
        return True
    return number.value < 10000 and STERLING.search(text) is None


@lru_cache(maxsize=1)
def compile_percent() -> re.Pattern[str]:
    """The percent sign, which may follow a number in words too."""
    return re.compile(r"(?P<hyphen>\s?)(?P<open>)(?P<unit>%)")


def _fits(text: str, match: re.Match[str], number: Number) -> bool:
    word, after = match["unit"].lower(), text[match.end() : match.end() + 14]
    if match["between"] and not word.endswith("s") and number.value != 1:
        return False
    if word in ("second", "minute", "quarter") and match["between"]:
        return False
    if word in ("second", "seconds") and number.value == 1 and number.kind == "fraction":
        return False
    if word == "second" and "-" not in match["hyphen"] and number.value != 1:
        return False
    if word in ("point", "points") and re.match(r"-(?:guard|blank)", after):
        return False
    if word in ("real", "won", "crown", "crowns", "lev", "min", "sec", "mos", "yen to") and word in (
        "real",
        "won",
        "lev",
    ):
        return number.value >= 100 and not re.match(r"\s+(?:the|a|an|by|in|at)\b", after)
    return True


def _symbol_fits(text: str, match: re.Match[str], number: Number) -> bool:
    unit, spaced = match["unit"], bool(match["hyphen"].strip() == "" and match["hyphen"])
    if unit == "$":
        return bool(re.match(r"(?!\s?\d)", text[match.end() :]))
    if (
        unit
        in (
            "C",
            "F",
            "h",
            "g",
            "l",
            "L",
            "p",
            "x",
            "V",
            "W",
            "A",
            "mb",
            "mt",
            "MT",
            "MP",
            "pt",
            "nm",
            "mi",
            "gal",
        )
        and spaced
    ):
        return unit in ("C", "W", "V", "l", "L", "g", "p", "mi", "gal") and not re.match(
            r"\.?\s*[A-Z]\w*", text[match.end() :]
        )
    if unit == "in":
        return bool(
            INCH_CONTEXT.match(text, match.end())
            or FEET_BEFORE.search(text, max(0, number.start - 6), number.start)
        )
    if unit in ("''", "”") and spaced:
        return False
    if unit == "”":
        return text.rfind("“", max(0, match.start() - 200), match.start()) <= text.rfind(
            "”", max(0, match.start() - 200), match.start()
        )
    if unit == "in.":
        return bool(re.match(r"\s*[a-z]", text[match.end() :]))
    if unit == "m" and spaced:
        return bool(METRE_CONTEXT.match(text, match.end()))
    if unit.isalpha() and unit in load_currency_symbols() and unit not in load_unit_symbols():
        return (
            not re.match(r"\s?\d", text[match.end() :])
            and len(unit) >= 2
            and not load_currency_symbols()[unit][1]
        )
    return True


def read_per(text: str, end: int, unit: UnitEntry | None) -> tuple[str | None, int]:
    """The denominator behind a quantity: "per barrel", "a day", "/MWh", "annually"."""
    match = PER.match(text, end)
    if match is None:
        return None, end
    if match["adverb"]:
        if unit is None or unit.dimension in ("share", "duration"):
            return None, end
        return PER_ADVERBS[match["adverb"].lower()], match.end()
    word = match["word"].lower()
    code = load_per_words().get(word) or PER_SHORT.get(word)
    if unit is None or (unit.dimension == "duration" and code == unit.code):
        return None, end
    return code, match.end()
