"""Judge a match in its context: names that look like dates, words that are no time here."""

from __future__ import annotations

from collections.abc import Callable

from transforms.dates.context import Context
from transforms.dates.scan import Candidate

Condition = Callable[[Context, Candidate], bool]


def accept(context: Context, c: Candidate) -> Candidate | None:
    """The match, trimmed where its first word belongs elsewhere; None where it is no time expression."""
    if c.rule.condition is not None and not CONDITIONS[c.rule.condition](context, c):
        return None
    judge = BY_RULE.get(c.rule.name)
    if judge is not None and not judge(context, c):
        return None
    return _trim(context, c)


def _trim(context: Context, c: Candidate) -> Candidate | None:
    """Drop "over", "about" and the like where the parse shows a preposition, not a bound."""
    word = c.tokens[c.first].form
    if word in ("over", "about", "around", "under") and c.last - c.first > 1:
        token = context.first_token(c)
        before = context.previous_token(c)
        in_phrase = before is not None and before.pos_ == "ADP"
        if token.dep_ in ("prep", "prt", "pcomp") and not in_phrase:
            return Candidate(c.rule, c.tokens, c.first + 1, c.last, c.groups)
    return c


def _is_year(context: Context, c: Candidate) -> bool:
    """Whether four digits are a year and not a count, a price, a model or part of a name."""
    part = c.part("year")[0]
    number = int(part.text)
    if not 1500 <= number <= 2099:
        return False
    text = context.parsed.text
    before = text[max(0, part.start - 1) : part.start]
    after = text[part.end : part.end + 2]
    if before and (before in "$€£¥₹#-–/.:@_+" or before.isalnum()):
        return False
    if after[:1] in ("%", "/", "°", "-", "–") and after[1:2].isalnum() or after[:1] in ("%", "°"):
        return after[:1] == "-" and after[1:2].isalpha()
    previous, following = context.previous_token(c), context.next_token(c)
    if previous is not None and previous.lower_ in NOT_BEFORE_YEAR:
        return False
    if following is None or c.last - c.first > 1:
        return True
    if following.tag_ == "NNS" and not (previous is not None and previous.tag_ in ("DT", "PRP$", "POS")):
        return following.lower_ in YEAR_PLURALS and number >= 1900
    return following.lower_ not in NOT_AFTER_YEAR


NOT_BEFORE_YEAR = {
    "$",
    "us$",
    "no",
    "no.",
    "#",
    "than",
    "nearly",
    "about",
    "approximately",
    "another",
    "flight",
    "page",
    "room",
    "some",
    "boeing",
    "airbus",
    "a$",
    "rs",
    "rs.",
    "least",
    "most",
    "only",
    "estimated",
    "exactly",
    "over",
    "under",
    "roughly",
    "article",
}
YEAR_PLURALS = {
    "elections",
    "olympics",
    "games",
    "championships",
    "polls",
    "protests",
    "attacks",
    "finals",
    "riots",
    "sales",
    "figures",
    "results",
    "earnings",
    "levels",
    "talks",
    "awards",
    "primaries",
    "midterms",
    "accords",
    "agreements",
    "bombings",
    "wildfires",
    "fires",
    "floods",
    "profits",
    "revenues",
    "data",
    "exports",
    "estimates",
}
NOT_AFTER_YEAR = {
    "people",
    "percent",
    "%",
    "points",
    "tonnes",
    "tons",
    "km",
    "dollars",
    "euros",
    "million",
    "billion",
    "thousand",
    "hundred",
    "miles",
    "metres",
    "meters",
    "mw",
    "kg",
    "degrees",
    "hours",
    "days",
    "times",
    "votes",
    "ha",
    "hectares",
    "feet",
    "ft",
}


def _is_month(context: Context, c: Candidate) -> bool:
    """Whether a bare "May", "March", "August" is the month and not a modal, verb or name."""
    if c.last - c.first > 1:
        return True
    token = context.first_token(c)
    if token.tag_ in ("MD", "VB", "VBP", "VBD") or (token.pos_ == "AUX"):
        return False
    if token.lower_ not in ("may", "march", "august", "april", "june", "mar", "jan", "dec"):
        return True
    return token.ent_type_ not in ("PERSON", "ORG", "GPE", "FAC", "LOC", "WORK_OF_ART", "NORP")


def _never(_: Context, __: Candidate) -> bool:
    return False


def _always(_: Context, __: Candidate) -> bool:
    return True


def _is_bare_units(context: Context, c: Candidate) -> bool:
    before = context.previous_token(c)
    following = context.next_token(c)
    if before is not None and (before.pos_ in ("NUM", "ADJ", "DET", "PRON") or before.text in ("-", "%")):
        return False
    return not (following is not None and following.lower_ in ("old", "of"))


def _is_the_units(context: Context, c: Candidate) -> bool:
    following = context.next_token(c)
    return c.part("unit")[-1].form in ("years", "decades", "months", "weeks", "centuries") and not (
        following is not None and following.lower_ in ("old", "of", "that", "when", "ahead")
    )


def _is_rate(context: Context, c: Candidate) -> bool:
    """Whether "a year" is a rate: "15 a year", "$3 million a year"."""
    if c.tokens[c.first].form in ("per", "each"):
        return True
    before = context.previous_token(c)
    following = context.next_token(c)
    if following is not None and following.lower_ in ("ago", "earlier", "later", "before", "after", "old"):
        return False
    return before is not None and (
        before.pos_ in ("NUM", "NOUN", "SYM") or before.ent_type_ in ("MONEY", "QUANTITY", "CARDINAL")
    )


def _is_reference(context: Context, c: Candidate) -> bool:
    return True


def _is_definite_unit(context: Context, c: Candidate) -> bool:
    following = context.next_token(c)
    return not (
        following is not None and following.lower_ in ("when", "that", "of", "old", "he", "she", "they")
    )


def _has_no_age(context: Context, c: Candidate) -> bool:
    """Lengths that are ages ("43-year-old", "aged five years") are no time expressions."""
    tokens = c.tokens
    after = [t.form for t in tokens[c.last : c.last + 2]]
    return not (after[:1] == ["old"] or after[:2] == ["-", "old"] or after[:2] == ["–", "old"])


def _is_no_clause(context: Context, c: Candidate) -> bool:
    return _has_no_age(context, c)


CONDITIONS: dict[str, Condition] = {
    "day_context": lambda context, c: _is_the_day(context, c),
    "day_number": _always,
    "half_context": _never,
    "no_clause": _is_no_clause,
    "ago": _always,
    "later": _always,
    "bare_units": _is_bare_units,
    "the_units": _is_the_units,
    "ordinal_unit": lambda context, c: _is_ordinal_unit(context, c),
    "indefinite_unit": lambda context, c: _is_indefinite(context, c),
    "rate": _is_rate,
    "part_context": _always,
    "noun_part": _never,
    "never": _never,
    "reference": _is_reference,
    "later_word": _never,
}


def _is_the_day(context: Context, c: Candidate) -> bool:
    before, following = context.previous_token(c), context.next_token(c)
    if before is None or before.lower_ not in ("on", "by", "until", "from", "since"):
        return False
    return following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")


def _is_ordinal_unit(context: Context, c: Candidate) -> bool:
    return c.part("unit")[-1].form == "day" and c.tokens[c.first].form == "the"


def _is_indefinite(context: Context, c: Candidate) -> bool:
    following = context.next_token(c)
    before = context.previous_token(c)
    return (following is not None and following.lower_ in ("after", "before")) or (
        before is not None
        and before.lower_
        in ("for", "in", "within", "after", "over", "than", "least", "about", "nearly", "almost", "to", "of")
    )


BY_RULE: dict[str, Condition] = {
    "year": _is_year,
    "month_name": _is_month,
    "duration": _has_no_age,
    "duration_hyphen": _has_no_age,
    "definite_unit": _is_definite_unit,
}
