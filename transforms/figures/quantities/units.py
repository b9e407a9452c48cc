"""Units of measure, names of money and denominators behind a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from transforms.figures.lexicon import (
    UnitEntry,
    load_currency_symbols,
    load_unit_symbols,
    load_unit_words,
    load_word_list,
    read_rows,
)
from transforms.figures.numbers.number import Number
from transforms.lexicon.alternatives import join_alternatives
from transforms.lexicon.patterns import load_pattern

GAP = r"[ \u00a0\u202f]"
# Words that may stand between a number and its unit: "the 50 previous years", "three full days".
BETWEEN = (
    r"(?:(?:more|additional|extra|further|other|full|whole|long|short|consecutive|straight|"
    r"successive|previous|past|last|next|recent|solid|additional|such)\s+){0,2}"
)
MASS_POUND = load_pattern("figures", "mass_pound")
WEIGHT_BEFORE = load_pattern("figures", "weight_before")
PRICE_BEFORE = load_pattern("figures", "price_before")
STERLING = load_pattern("figures", "sterling")
INCH_CONTEXT = load_pattern("figures", "inch_context")
FEET_BEFORE = load_pattern("figures", "feet_before")
# "27c a share", "lifted its dividend to 27c": cents, where a price or payment is told.
CENTS_BEFORE = load_pattern("figures", "cents_before")
LB = UnitEntry("lb", "mass")
# Codes that stand behind an amount though they could be a name before a small number: "900 GBP".
CODES, MANY = frozenset({"GBP", "USD"}), 10


@lru_cache(maxsize=1)
def load_per_words() -> dict[str, str]:
    """Code of a denominator by its word."""
    return {row["word"]: row["code"] for row in read_rows("per_units.csv")}


@lru_cache(maxsize=2)
def load_per_forms(kind: str) -> dict[str, str]:
    """Code of a denominator by its form, for the kinds `adverb` ("daily") and `short` ("hr")."""
    return {row["word"]: row["code"] for row in read_rows("per_short_forms.csv") if row["kind"] == kind}


@lru_cache(maxsize=1)
def compile_unit_words() -> re.Pattern[str]:
    """Names of units and currencies, any case."""
    alternatives = join_alternatives(load_unit_words(), space=r"[\s\u00a0-]+")
    return re.compile(
        rf"(?P<hyphen>\s?-\s?|[\s\u00a0]*+)(?P<between>{BETWEEN})(?P<unit>{alternatives})(?![\w])",
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


def _join_escaped(words: Iterable[str]) -> str:
    """Alternatives of a pattern, longest first."""
    return "|".join(sorted((re.escape(w) for w in words), key=lambda w: (-len(w), w)))


PER = re.compile(
    r"[\s\u00a0]*(?:(?P<slash>/)|-?(?:per|a|an|each|every)(?:[\s\u00a0]+|-))(?P<word>"
    + _join_escaped({**load_per_words(), **load_per_forms("short")})
    + r")s?\b(?!-(?:old|long)|\s+(?:earlier|ago|before|after|later)\b|(?<=year|week)\s+on\b|(?<=month)\s+on\b"
    + r"|(?<=day)\s+on\b|(?<=quarter)\s+on\b)|[\s\u00a0]+(?P<adverb>"
    + _join_escaped(load_per_forms("adverb"))
    + r")(?=[\s.,;)]|$)",
    re.IGNORECASE,
)
PER_BATCH = load_pattern("figures", "per_batch")


@lru_cache(maxsize=1)
def compile_metre_context() -> re.Pattern[str]:
    """What stands behind "30m" where metres are meant: a mark, a direction, a thing that has a length."""
    words = sorted(load_word_list("metre_words") | load_word_list("metre_things"), key=lambda w: (-len(w), w))
    return re.compile(rf"\s*(?:[\d.,;:)\](/×-]|$|(?:{'|'.join(words)})\b)", re.IGNORECASE)


def find_unit_key(surface: str) -> str:
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
        entry = load_unit_words()[find_unit_key(match["unit"])]
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
    if PRICE_BEFORE.search(text, max(0, number.start - 45), number.start):
        return False
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
    if word in load_word_list("short_times") and match["unit"].isupper():
        return False  # "8 SEC titles"
    if word in ("point", "points") and re.match(r"-(?:guard|blank)", after):
        return False
    if word in load_word_list("word_currencies"):
        return number.value >= 100 and not load_pattern("figures", "no_currency_behind").match(after)
    return True


def _symbol_fits(text: str, match: re.Match[str], number: Number) -> bool:
    unit, spaced = match["unit"], bool(match["hyphen"].strip() == "" and match["hyphen"])
    if unit == "$":
        return bool(re.match(r"(?!\s?\d)", text[match.end() :]))
    if unit in load_word_list("letter_symbols") and spaced:
        return unit in load_word_list("symbols_after_space") and not re.match(
            r"\.?\s*[A-Z]\w*", text[match.end() :]
        )
    if unit == "c":
        moved = CENTS_BEFORE.search(text, max(0, number.start - 40), number.start)
        return match["hyphen"] == "" and bool(moved or re.match(r"\s(?:an?|per)\s\w", text[match.end() :]))
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
        return bool(compile_metre_context().match(text, match.end()))
    if unit.isalpha() and unit in load_currency_symbols() and unit not in load_unit_symbols():
        return (
            not re.match(r"\s?\d", text[match.end() :])
            and len(unit) >= 2
            and (not load_currency_symbols()[unit][1] or (unit in CODES and number.value >= MANY))
        )
    return True


def read_per(text: str, end: int, unit: UnitEntry | None) -> tuple[str | None, int]:
    """The denominator behind a quantity: "per barrel", "a day", "/MWh", "annually"."""
    batch = PER_BATCH.match(text, end) if unit is not None and unit.dimension == "money" else None
    if batch and (entry := load_unit_words().get(find_unit_key(batch["unit"]))):
        return f"{batch['number'].replace(',', '')} {entry.code}", batch.end()
    match = PER.match(text, end)
    if match is None:
        return None, end
    if match["adverb"]:
        if unit is None or unit.dimension in ("share", "duration"):
            return None, end
        return load_per_forms("adverb")[match["adverb"].lower()], match.end()
    word = match["word"].lower()
    code = load_per_words().get(word) or load_per_forms("short").get(word)
    if unit is None or (unit.dimension == "duration" and code == unit.code):
        return None, end
    return code, match.end()
