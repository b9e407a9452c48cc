"""Read the named parts of a match: months, years, days, weekdays and relative years."""

from __future__ import annotations

from transforms.dates.context.context import Context
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.numbers import read_ordinal
from transforms.dates.resolvers.relative_words import LAST, NEXT, RANGE_WORDS, TOLD_YEAR


def month_number(candidate: Candidate, name: str) -> int | None:
    """Number of the month that a part names."""
    for token in candidate.part(name):
        for class_name in ("month", "month_short"):
            number: int | None = load_grammar().value(class_name, token.form)
            if number is not None:
                return number
    return None


def year_number(candidate: Candidate, name: str = "year") -> int | None:
    """Year that a part names, two digits read as the nearer century."""
    part = candidate.part(name)
    if not part:
        return None
    digits = "".join(c for c in part[-1].form if c.isdigit())
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) > 68 else 2000)


def day_number(candidate: Candidate, name: str) -> int | None:
    """Day of the month that a part names."""
    part = candidate.part(name)
    if not part:
        return None
    if part[0].kind == "number":
        return int(part[0].form)
    return read_ordinal(part)


def weekday_number(candidate: Candidate, name: str) -> int | None:
    """Number of the weekday that a part names, Monday 1."""
    for token in candidate.part(name):
        for class_name in ("weekday", "weekday_short", "weekday_plural"):
            number: int | None = load_grammar().value(class_name, token.form)
            if number is not None:
                return number
    return None


def relative_year(context: Context, words: str) -> int | None:
    """Year of "this year", "last year", "the same year" ..."""
    if words in TOLD_YEAR:
        told = context.latest("year")
        if told is not None:
            step = {"following": 1, "previous": -1, "preceding": -1}.get(words.split()[-1], 0)
            return told.start.year + step
    year = context.published_year
    if year is None:
        return None
    return year + (-1 if words in LAST else 1 if words in NEXT else 0)


def borrow_year(c: Candidate) -> int | None:
    """Year of a range's or list's end, for its start: "from January to April 2015"; None without one."""
    grammar = load_grammar()
    behind = c.tokens[c.last : c.last + 8]
    if len(behind) < 3 or behind[0].form not in RANGE_WORDS:
        return None
    months = [grammar.value("month", t.form) or grammar.value("month_short", t.form) for t in behind[1:4]]
    if not any(months):
        return None
    for token in behind[1:]:
        if token.kind == "number" and len(token.text) == 4:
            return int(token.text)
        is_date = token.kind in ("number", "ordinal") or token.form in (",", ".", "of", "the", "in")
        if not is_date and not (
            grammar.value("month", token.form) or grammar.value("month_short", token.form)
        ):
            return None
    return None


def keep_parts(c: Candidate, *names: str) -> Candidate:
    """The match with only these named parts."""
    return Candidate(c.rule, c.tokens, c.first, c.last, {n: c.groups[n] for n in names if n in c.groups})


def part_code(c: Candidate) -> str | None:
    """TIMEX3 code of the part of the day that a match names: MO, AF, EV, NI."""
    part = c.part("part")
    return str(load_grammar().value("part", part[-1].form)) if part else None
