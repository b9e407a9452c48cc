"""Fractions, odds and multiples: "a quarter of", "two in three", "half an hour", "4.5 times", "doubled"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.figures.lexicon import UnitEntry, load_multiplier_words, load_unit_words, load_word_list
from transforms.figures.quantities.quantities import COUNT, Quantity
from transforms.figures.quantities.units import read_unit

PERCENT = UnitEntry("percent", "share")
RATIO = UnitEntry("ratio", "ratio")

IN_OF = re.compile(r"\s+(?:in|out\s+of|of)\s+(?:every\s+|each\s+)?", re.IGNORECASE)
SHARE_BEFORE = re.compile(
    r"\b(?:by|than|about|nearly|almost|over|only|just|roughly|around|some|approximately|"
    r"another|least|up to|down|up|under|close to|or|and|account(?:s|ed|ing)? for|cut|"
    r"one-)\s*\Z",
    re.IGNORECASE,
)
SHARE_AFTER = re.compile(
    r"\s+(?:of\b(?!\s+(?:19|20)\d\d)|more\b|less\b|fewer\b|higher\b|lower\b|as\b|"
    r"the\s+(?:size|cost|price|number|amount|rate|level|value|population|world|country|seats|"
    r"votes|total)\b)",
    re.IGNORECASE,
)
HALF_AFTER = re.compile(
    r"\s+(?:of\b|the\b|its\b|their\b|his\b|her\b|our\b|your\b|my\b|all\b|that\b|those\b|"
    r"these\b|a\s+(?:share|stake|point)\b|an?\s+percent|as\b|[a-z]+s\b)",
    re.IGNORECASE,
)
HALF_REJECT = re.compile(
    r"(?:\s+(?:past|way|time|brother|sister|back|hearted|term|marathon|century|"
    r"year\s+(?:results?|profit|earnings))\b|-?way\b|-time\b|-[a-z]+(?:ed|y|en)\b|-(?:brother|"
    r"sister|marathon|century|term|year|life|mast|staff|court|back)\b)",
    re.IGNORECASE,
)
TIME_AFTER = re.compile(
    r"\s+(?:earlier|ago|later|ended|ending|before|after|to|past|on\s+quarter)\b", re.IGNORECASE
)
TIMES = re.compile(r"(?:\s+|-)times(?![\w-])|\s+time(?=\s+(?:more|higher|greater|larger))", re.IGNORECASE)
RATIO_AFTER = re.compile(
    r"\s+(?:more|less|fewer|as|that|the|what|greater|higher|lower|its|their|his|her|our|those|"
    r"over|compared|annual|average|normal|current|earnings|sales|revenue|book|profits?|ebitda|"
    r"[a-z]+er|fast|between|in\s+(?:19|20)\d\d|since|on)\b|[.,;]",
    re.IGNORECASE,
)
GROWN_BEFORE = re.compile(
    r"\b(?:increas\w*|grow\w*|grew|grown|rose|risen|ris\w+|multipl\w*|jump\w*|surg\w*|soar\w*|"
    r"expand\w*|swell\w*|up|by|fell|drop\w*|declin\w*|decreas\w*|shr[aiu]nk|oversubscribed|"
    r"was|is|were|are)\b[^.;]{0,34}\Z",
    re.IGNORECASE,
)
# "Was delayed three times.": occasions, where "were oversubscribed three times" is a ratio.
UNDERGONE = re.compile(
    r"\b(?:was|were|been|is|are|being)\s+(?:\w+ly\s+)?(?!oversubscribed|increased|multiplied|raised|covered|expanded)"
    r"\w+(?:ed|en|ung|ught)\s+(?:about\s+|at\s+least\s+|nearly\s+|more\s+than\s+)?\Z",
    re.IGNORECASE,
)
PART_ENDS = re.compile(
    r"\s*[.,;)]|\s+(?:to|in|on|from|since|compared|between|within|over|by|this|last|and|but|after|for|at)\b"
)
OCCASION_AFTER = re.compile(
    r"\s*(?:an?|per|each|every|this|last|in\s+the\s+(?:last|past)|since|before|during|already|"
    r"for|and|or|over\s+the)\b|\s*[.,;]",
    re.IGNORECASE,
)


UNIT_AND = re.compile(r"\b(?:an?|one)\s+(?P<unit>[a-z]+)\s+and\s+\Z", re.IGNORECASE)
CUT_IN = re.compile(r"\b(?:cut|cuts|cutting|slash\w*|reduc\w+|split)\b[^.;]{0,30}\bin\s+\Z", re.IGNORECASE)


def settle_shares(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give fractions, odds and multiples their unit; drop those that are none ("the third quarter".

    "half-time").
    """
    settled: list[Quantity] = []
    skip = False
    for n, quantity in enumerate(quantities):
        if skip:
            skip = False
            continue
        odds = _read_odds(text, quantity, quantities[n + 1]) if n + 1 < len(quantities) else None
        found = odds or _settle(text, quantity)
        skip = odds is not None
        if found is not None:
            settled.append(found)
    return settled


def _read_odds(text: str, part: Quantity, whole: Quantity) -> Quantity | None:
    """As in "one in five", "two out of three", "9 of every 10" as percent."""
    between = IN_OF.fullmatch(text, part.end, whole.start)
    if not between or part.unit is not COUNT or whole.unit is not COUNT:
        return None
    joint = between[0].split()
    if not (0 < part.value < whole.value) or part.value != int(part.value) or part.number.kind != "cardinal":
        return None
    simple = part.value == 1 or whole.value in (
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        12,
        20,
        25,
        50,
        100,
        1000,
        10000,
        100000,
        1000000,
    )
    if joint == ["of"] or (
        joint == ["in"]
        and (not simple or re.match(r"\s+(?:years?|months?|weeks?|days?)\b", text[whole.end :]))
    ):
        return None
    if joint[0].lower() == "in" and part.number.in_digits and whole.number.in_digits and part.value > 9:
        return None
    return replace(part, end=whole.end, value=part.value * 100 / whole.value, unit=PERCENT, per_unit=None)


def _settle(text: str, quantity: Quantity) -> Quantity | None:
    kind = quantity.number.kind
    if kind == "multiplier":
        return _settle_multiplier(text, quantity)
    if kind == "fraction":
        return _settle_fraction(text, quantity)
    if quantity.unit is COUNT and (times := TIMES.match(text, quantity.end)):
        return _settle_times(text, quantity, times.end())
    return quantity


def _settle_multiplier(text: str, quantity: Quantity) -> Quantity | None:
    word = load_multiplier_words()[quantity.number.text.lower()]
    after = text[quantity.end : quantity.end + 24]
    if word.kind == "none":
        return None
    if word.kind == "adverb" and not re.match(
        r"\s+(?:as\s+(?:much|many|\w+\s+as)|the|that|what|its|their|his|her|last|normal|average)\b",
        after,
        re.IGNORECASE,
    ):
        return None
    if (
        word.kind == "verb"
        and quantity.number.text.lower() in load_word_list("multiplying_verbs")
        and re.match(
            r"(?:\s+|-)(?:digits?|standards?|bed|room|murder|jump|crown|check|agent|act|bogey|bill|"
            r"murders?|homicide|lock|decker|espresso|fault|talaq|whammy|glazing|champion|Olympic|"
            r"amputee|header|play|spaced)\w*",
            after,
            re.IGNORECASE,
        )
    ):
        return None
    return replace(quantity, unit=RATIO)


def _settle_fraction(text: str, quantity: Quantity) -> Quantity | None:
    """A part of a measure keeps the measure ("half an hour"); a part of a whole becomes percent."""
    surface = quantity.number.text.lower()
    if surface == "a half" and (whole := _read_unit_before(text, quantity)):
        return whole
    if quantity.unit is not COUNT:
        is_ordinal = re.fullmatch(r"an?\s+(?:third|\w+th)", surface) is not None
        return None if is_ordinal and " of " not in text[quantity.number.end : quantity.end] else quantity
    measure = re.match(r"(?:\s+of)?\s+an?(?=\s)|\s+of\s+one(?=\s)", text[quantity.end :])
    if measure:
        unit = read_unit(text, quantity.end + measure.end(), quantity.number)
        if (
            unit
            and unit[0].dimension != "share"
            and not (unit[0].code == "point" and "percent" in text[unit[1] : unit[1] + 9])
        ):
            return replace(quantity, unit=unit[0], end=unit[1], value=quantity.value * unit[0].factor)
        point = re.match(
            r"\s+(?:a|of\s+a)\s+(?:percentage|per\s*cent|percent)(\s+point)?", text[quantity.end :]
        )
        if point:
            code = UnitEntry("pp", "share") if point[1] else PERCENT
            return replace(quantity, unit=code, end=quantity.end + point.end())
    if surface == "half" and CUT_IN.search(text, max(0, quantity.start - 40), quantity.start):
        return replace(quantity, unit=RATIO)
    if not _is_share(text, quantity, surface):
        return None
    return replace(quantity, unit=PERCENT, value=quantity.value * 100)


def _read_unit_before(text: str, quantity: Quantity) -> Quantity | None:
    """As in "an inch and a half": one and a half of the unit said before."""
    match = UNIT_AND.search(text, max(0, quantity.start - 24), quantity.start)
    unit = load_unit_words().get(match["unit"].lower()) if match else None
    if match is None or unit is None:
        return None
    return replace(quantity, start=match.start(), value=Decimal("1.5") * unit.factor, unit=unit)


def _is_share(text: str, quantity: Quantity, surface: str) -> bool:
    before, after = text[max(0, quantity.start - 18) : quantity.start], text[quantity.end : quantity.end + 30]
    if "half" in surface:
        if HALF_REJECT.match(after):
            return False
        return bool(HALF_AFTER.match(after) or SHARE_BEFORE.search(before) or re.search(r"\bin\s+\Z", before))
    if quantity.number.in_digits:
        return "/" not in surface or bool(SHARE_AFTER.match(after)) or quantity.value.as_tuple().exponent == 0
    if surface.split()[0] in ("a", "an"):
        if surface.endswith("quarter") and (
            TIME_AFTER.match(after) or not (SHARE_AFTER.match(after) or SHARE_BEFORE.search(before))
        ):
            return False
        return bool(
            SHARE_AFTER.match(after)
            or (SHARE_BEFORE.search(before) and not re.match(r"\s+[a-z]+\b", after))
            or (PART_ENDS.match(after) and SHARE_BEFORE.search(before))
        )
    if (
        surface.endswith(("quarters",))
        and re.search(r"\b(?:last|past|next|first|previous|consecutive|straight|of)\s+\Z", before)
        and not SHARE_AFTER.match(after)
    ):
        return False
    return not re.match(r"\s+(?:consecutive|straight|of\s+(?:growth|decline|contraction))\b", after)


def _settle_times(text: str, quantity: Quantity, end: int) -> Quantity:
    """As in "4.5 times as many" is a ratio; "orbited 3,200 times" counts occasions."""
    after = text[end : end + 20]
    before = text[max(0, quantity.start - 50) : quantity.start]
    grown = GROWN_BEFORE.search(before)
    if after[:1] in (".", ",", ";") and UNDERGONE.search(before):
        return quantity
    if RATIO_AFTER.match(after) and not (OCCASION_AFTER.match(after) and not grown):
        return replace(quantity, unit=RATIO, end=end)
    if grown and re.search(
        r"\b(?:increas|grow|grew|rose|ris|multipl|jump|surg|soar|expand|swell|fell|drop|declin|"
        r"decreas)\w*\b[^.;]{0,34}\Z",
        before,
        re.IGNORECASE,
    ):
        return replace(quantity, unit=RATIO, end=end)
    return quantity
