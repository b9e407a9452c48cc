"""What the words around a date make of it: an open period, a span of months, a bound or no period at all."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

from spacy.tokens import Token

from schemas.time_expressions import TimeExpression
from transforms.figures.lexicon import load_word_list, read_rows
from transforms.language.syntax import list_auxiliaries
from transforms.lexicon.patterns import load_pattern
from transforms.lexicon.saying_verbs import load_saying_verbs

Bound = Literal["open", "end", "outside"]

BETWEEN = load_pattern("figures", "period_bounds_between")
AND = load_pattern("figures", "period_bounds_and")
ENDED = load_pattern("figures", "ended")
FIRST_MONTHS = load_pattern("figures", "first_months")
FIRST_SINCE = load_pattern("figures", "first_since")
YEAR_AGO = load_pattern("figures", "year_ago")
# Rules of dates whose lengths are periods: "the year ended June 30, 2024", "2012-13".
PERIOD_RULES = ("year_ended", "year_range")
LENGTH = re.compile(r"P(?P<number>\d+)(?P<unit>[DWMY])")


@lru_cache(maxsize=1)
def load_period_bounds() -> dict[str, Bound]:
    """What each word of `period_bounds.csv` makes of the date after it."""
    kinds = {bound: bound for bound in get_args(Bound)}
    return {row["word"]: kinds[row["bound"]] for row in read_rows("period_bounds.csv")}


def join_spans(text: str, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Dates as periods: "between May and July", "the three months ended March 30", "first 7 months of 2023".

    Expressions without days are left out.
    """
    joined: list[TimeExpression] = []
    before: TimeExpression | None = None
    for time in times:
        found = _join(text, before, time) if before is not None else None
        if found is not None and joined and joined[-1] is before:
            joined.pop()
        current = found or _read_first_months(time) or time
        is_period = current.type in ("DATE", "TIME") or current.method.startswith(PERIOD_RULES)
        if is_period and current.start_on is not None and current.end_on is not None:
            joined.append(current)
        before = current
    return joined


def move_years_ago(times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Read "a year ago" as the same quarter or month a year before the one that was just told."""
    moved: list[TimeExpression] = []
    for number, time in enumerate(times):
        told = next(
            (
                t
                for t in reversed(times[:number])
                if time.sentence_no - t.sentence_no <= 1 and t.precision in ("quarter", "month")
            ),
            None,
        )
        if told is not None and time.precision == "year" and YEAR_AGO.fullmatch(time.text):
            time = replace(time, start_on=_move_year(told.start_on), end_on=_move_year(told.end_on))
        moved.append(time)
    return moved


def _move_year(day: date | None) -> date | None:
    """The same day a year before; the last of February stays the last."""
    if day is None:
        return None
    last = calendar.monthrange(day.year - 1, day.month)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=day.year - 1, day=last if ends else min(day.day, last))


def is_lasting(root: Token) -> bool:
    """Whether the clause of a figure stands in the present: "is reserved", "remains in force"."""
    verb = root
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    present = ("VBZ", "VBP")
    return verb.tag_ in present or any(t.tag_ in present for t in list_auxiliaries(verb) if t.i < verb.i)


def _join(text: str, before: TimeExpression, time: TimeExpression) -> TimeExpression | None:
    between = text[before.char_end : time.char_start]
    if time.type != "DATE" or time.end_on is None or len(between) > 24:
        return None
    start: date | None = None
    if before.type == "DATE" and before.start_on is not None and AND.fullmatch(between):
        opens = BETWEEN.search(text, max(0, before.char_start - 14), before.char_start)
        start = before.start_on if opens else None
    elif before.type == "DURATION" and ENDED.fullmatch(between):
        start = _count_back(time.end_on, before.value or "")
    if start is None or start > time.end_on:
        return None
    return replace(
        time, char_start=before.char_start, text=text[before.char_start : time.char_end], start_on=start
    )


def _count_back(end: date, length: str) -> date | None:
    """First day of a stretch of days, weeks, months or years that ends on a day."""
    match = LENGTH.fullmatch(length)
    if match is None:
        return None
    number, unit = int(match["number"]), match["unit"]
    if unit in "DW":
        return end - timedelta(days=number * (7 if unit == "W" else 1) - 1)
    months = number * (12 if unit == "Y" else 1)
    first = end.year * 12 + end.month - 1 - months + (1 if end.day >= 28 else 0)
    if months > 600:
        return None
    year, month = first // 12, first % 12 + 1
    day = 1 if end.day >= 28 else min(end.day + 1, calendar.monthrange(year, month)[1])
    return date(year, month, day)


def _read_first_months(time: TimeExpression) -> TimeExpression | None:
    found, length = FIRST_MONTHS.search(time.text), LENGTH.fullmatch(time.value or "")
    if found is None or length is None or length["unit"] != "M" or not 1 <= int(length["number"]) <= 12:
        return None
    year, month = int(found["year"]), int(length["number"])
    last = date(year, month, calendar.monthrange(year, month)[1])
    return replace(time, type="DATE", start_on=date(year, 1, 1), end_on=last)


def read_bound(
    root: Token, links: Collection[int], sentence_links: Collection[int], is_day: bool
) -> Bound | None:
    """How a date bounds the figure: "since 2016", "until it was closed in 2021", "before the May election".

    Args:
        root: token that governs the date.
        links: tokens of the figure's own phrase and verb, where the climb ends.
        sentence_links: verbs above the figure, where it ends as well.
        is_day: whether it is a single day, which may be the day on which somebody says so.
    """
    token = root
    for _ in range(7):
        if (
            is_day
            and token.pos_ == "VERB"
            and token.lemma_ in load_saying_verbs("figure") | {"post", "publish"}
        ):
            return "outside"  # "..., the court said on Wednesday": the day of the words
        if not is_day and token.lemma_ in load_word_list("verbs_of_reckoning") and _holds_clause(token):
            return "outside"  # "estimated in July that repairs would cost ...": when it was reckoned
        if token.i in links or token.i in sentence_links:
            return None
        bound = _read_word_of(token)
        if bound is not None:
            return bound
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _read_word_of(token: Token) -> Bound | None:
    """What the word that opens the clause of a verb, or a preposition, makes of a date below it."""
    bounds = load_period_bounds()
    if token.pos_ in ("VERB", "AUX"):
        marks = (t.lower_ for t in token.lefts if t.dep_ in ("mark", "advmod"))
        return next((bounds[mark] for mark in marks if mark in bounds), None)
    return bounds.get(token.lower_) if token.dep_ in ("prep", "pcomp", "mark") else None


def _holds_clause(verb: Token) -> bool:
    return verb.pos_ == "VERB" and any(t.dep_ == "ccomp" for t in verb.children)
