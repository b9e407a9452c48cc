"""Judge a match in its context: which condition a rule needs (`needs` in grammar.yaml)."""

from __future__ import annotations

from collections.abc import Callable

from transforms.dates.conditions import calendar, units, words
from transforms.dates.conditions.condition_words import load_condition_words
from transforms.dates.context.context import Context
from transforms.dates.grammar.scan import Candidate

Condition = Callable[[Context, Candidate], bool]

CONDITIONS: dict[str, Condition] = {
    "year": calendar.is_year,
    "year_range": calendar.is_year_range,
    "month": calendar.is_month,
    "calendar_day": calendar.is_calendar_day,
    "decade": calendar.is_decade,
    "between": calendar.is_between,
    "bare_day": calendar.is_the_day,
    "length": units.is_length,
    "no_age": units.has_no_age,
    "compound": units.is_compound,
    "bare_units": units.is_bare_units,
    "the_units": units.is_the_units,
    "indefinite_unit": units.is_indefinite,
    "definite_unit": units.is_definite_unit,
    "ordinal_unit": units.is_ordinal_unit,
    "own_unit": units.is_own_unit,
    "rate": units.is_rate,
    "not_verb": units.is_not_verb,
    "earlier": units.is_earlier,
    "later": units.is_later,
    "no_clause": units.is_no_clause,
    "in_time": units.is_in_time,
    "clock": words.is_clock,
    "weekday": words.is_weekday,
    "week_on": words.is_week_on,
    "frequency": words.is_frequency,
    "season": words.is_season,
    "fall": words.is_fall,
    "quarter": words.is_quarter,
    "part_of_day": words.is_part_of_day,
    "early_part": words.is_early_part,
    "noun_part": words.is_noun_part,
    "in_phrase": words.is_in_phrase,
    "holiday": words.is_holiday,
    "reference": words.is_reference,
}


def accept(context: Context, c: Candidate) -> Candidate | None:
    """The match, trimmed where its first word belongs elsewhere; None where it is no time expression."""
    if context.is_masked(c.char_start, c.char_end):
        return None
    if c.rule.condition is not None and not CONDITIONS[c.rule.condition](context, c):
        return None
    return _trim(context, c)


def _trim(context: Context, c: Candidate) -> Candidate:
    """Drop "over", "about" and the like where the parse shows a preposition, not a bound."""
    word = c.tokens[c.first].form
    if word in load_condition_words("comparing") and c.tokens[c.first + 1].form == "than":
        return Candidate(c.rule, c.tokens, c.first + 2, c.last, c.groups) if _is_compared(context, c) else c
    if word in load_condition_words("bounds") and c.last - c.first > 1 and c.rule.name != "the_units":
        token, before = context.first_token(c), context.previous_token(c)
        in_phrase = before is not None and before.pos_ == "ADP"
        if token.dep_ in ("prep", "prt", "pcomp") and not in_phrase:
            return Candidate(c.rule, c.tokens, c.first + 1, c.last, c.groups)
    return c


def _is_compared(context: Context, c: Candidate) -> bool:
    """Whether "less than" belongs to an amount before it: "15 percent less than a year earlier"."""
    before = context.previous_token(c)
    if before is None or c.rule.resolver != "distance":
        return False
    return before.pos_ in ("NUM", "SYM") or any(child.dep_ == "nummod" for child in before.children)
