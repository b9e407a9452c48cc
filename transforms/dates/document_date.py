"""Infer when a document was published from its text alone, where the text makes it certain.

Ways, in order: a full date with its weekday that the lead's bare weekday repeats ("Wednesday, Nov.
20, 2019" under a picture, "on Wednesday" in the lead); a timeline that ends on the lead's weekday;
anniversary arithmetic ("December 8 this year marks the 20th anniversary" of what happened on
December 8, 1999); a span that lasts until now ("remain there 18 years after the attacks of
September 11, 2001"); a yearly event named with its year that "begins today"; the one year of the
title, where the text speaks of "this year". Otherwise None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from schemas.documents import PublishedPrecision
from schemas.time_expressions import TimeExpression
from transforms.language.parsed_document import ParsedDocument
from transforms.language.syntax import find_verb
from transforms.language.tense import read_tense
from transforms.lexicon.calendar_words import load_calendar_words
from transforms.lexicon.patterns import load_pattern

LEAD_SENTENCES = 4
MONTHS = "|".join(name.capitalize() for name in load_calendar_words()["month"])
ANNIVERSARY = load_pattern("dates", "anniversary")
NEARNESS = r"(?:this (?:year|month|week)|today)"
MARKS = re.compile(
    rf"\b{NEARNESS}\b[^.]{{0,60}}\b(?:marks?|marking|celebrates?|is|was)\b"
    rf"|\bmark(?:s|ed|ing)?\b[^.]{{0,80}}\b{NEARNESS}\b",
    re.IGNORECASE,
)
DAY_THIS_YEAR = re.compile(rf"\b({MONTHS})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? this year\b")
YEARS_AFTER = load_pattern("dates", "years_after")
NAMED_YEAR = load_pattern("dates", "named_year")


@dataclass(frozen=True, slots=True)
class _Explicit:
    """A date of the text that needs no anchor."""

    row: TimeExpression
    on: date
    is_day: bool
    has_weekday: bool


def infer_from_times(
    parsed: ParsedDocument, times: tuple[TimeExpression, ...]
) -> tuple[date, PublishedPrecision] | None:
    """Publication date and its precision from the expressions found without one; None if not certain."""
    explicit = [e for e in (_read_explicit(t) for t in times) if e is not None]
    day = _find_repeated_weekday(parsed, times, explicit) or _find_timeline_end(parsed, times, explicit)
    if day is not None:
        return day, "day"
    years = {
        year
        for year in (
            _find_anniversary(parsed, explicit),
            _find_years_after(parsed),
            _find_named_year(parsed),
            _find_title_year(parsed),
        )
        if year is not None
    }
    if len(years) != 1 or any(e.on.year > min(years) + 30 for e in explicit):
        return None
    year = years.pop()
    month = _find_month(parsed, times, year)
    return (date(year, month, 1), "month") if month else (date(year, 1, 1), "year")


def _read_explicit(row: TimeExpression) -> _Explicit | None:
    if row.type not in ("DATE", "TIME") or row.start_on is None or row.anchor_on is not None:
        return None
    is_day = row.precision == "day" and row.start_on == row.end_on
    has_weekday = (
        is_day
        and re.match(r"(?i)(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b", row.text) is not None
    )
    return _Explicit(row, row.start_on, is_day, has_weekday)


def _lead_weekdays(parsed: ParsedDocument, times: tuple[TimeExpression, ...], skipped: set[int]) -> list[int]:
    """Bare past weekdays of the first sentences that hold no full date, Monday 1."""
    numbers = load_calendar_words()["weekday"]
    told = [t for t in times if t.text.lower() in numbers and t.sentence_no not in skipped]
    lead = [t for t in told if t.sentence_no < LEAD_SENTENCES + len(skipped)][:1]
    return [numbers[t.text.lower()] for t in lead if _is_past(parsed, t)]


def _is_past(parsed: ParsedDocument, row: TimeExpression) -> bool:
    span = parsed.doc.char_span(row.char_start, row.char_end, alignment_mode="expand")
    verb = find_verb(span.root, of_clause=True) if span is not None else None
    return verb is not None and read_tense(verb) == "past"


def _find_repeated_weekday(
    parsed: ParsedDocument, times: tuple[TimeExpression, ...], explicit: list[_Explicit]
) -> date | None:
    days = {e.on for e in explicit if e.has_weekday}
    skipped = {e.row.sentence_no for e in explicit if e.has_weekday}
    if len(days) != 1 or any(e.on.year > min(days).year for e in explicit):
        return None
    day = days.pop()
    return day if day.isoweekday() in _lead_weekdays(parsed, times, skipped) else None


def _find_timeline_end(
    parsed: ParsedDocument, times: tuple[TimeExpression, ...], explicit: list[_Explicit]
) -> date | None:
    starts = {s.char_start for s in parsed.sentences}
    entries = [e for e in explicit if e.row.char_start in starts and e.row.precision in ("day", "month")]
    order = [e.on for e in entries]
    if len(entries) < 3 or order != sorted(order) or not entries[-1].is_day:
        return None
    if order[-1] < max(e.on for e in explicit):
        return None
    return order[-1] if order[-1].isoweekday() in _lead_weekdays(parsed, times, set()) else None


def _find_anniversary(parsed: ParsedDocument, explicit: list[_Explicit]) -> int | None:
    for sentence in parsed.sentences:
        found = ANNIVERSARY.search(sentence.text)
        if not found or not (MARKS.search(sentence.text) or DAY_THIS_YEAR.search(sentence.text)):
            continue
        count = int(found[1])
        day = DAY_THIS_YEAR.search(sentence.text)
        if day:
            number = load_calendar_words()["month"][day[1].lower()]
            same = {
                e.on.year for e in explicit if e.is_day and (e.on.month, e.on.day) == (number, int(day[2]))
            }
            if len(same) == 1:
                return same.pop() + count
        behind = sentence.text[found.end() :]
        years = {int(y) for y in re.findall(r"\b((?:1[5-9]|20)\d\d)\b", behind)}
        if len(years) == 1:
            return years.pop() + count
    return None


def _find_years_after(parsed: ParsedDocument) -> int | None:
    """A present state N years after a dated event."""
    for sentence in parsed.sentences:
        found = YEARS_AFTER.search(sentence.text)
        if not found:
            continue
        root = parsed.sentence_span(sentence.sentence_no).root
        if root.tag_ in ("VBP", "VBZ") and read_tense(root) == "present":
            return int(found[2]) + int(found[1])
    return None


def _find_named_year(parsed: ParsedDocument) -> int | None:
    years = {int(y) for s in parsed.sentences for y in NAMED_YEAR.findall(s.text)}
    return years.pop() if len(years) == 1 else None


def _find_title_year(parsed: ParsedDocument) -> int | None:
    """The one year of the title, where the text speaks of "this year"."""
    years = {int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", parsed.title or "")}
    return years.pop() if len(years) == 1 and re.search(r"\bthis year\b", parsed.text) else None


def _find_month(parsed: ParsedDocument, times: tuple[TimeExpression, ...], year: int) -> int | None:
    """Month of the news, where the text speaks of "this month" and reports one bare day before it."""
    if not re.search(r"\bthis month\b", parsed.text):
        return None
    pattern = re.compile(rf"({MONTHS}) \d{{1,2}}$")
    told = [(t, found[1]) for t in times if (found := pattern.match(t.text))]
    months = {
        MONTHS.split("|").index(name) + 1
        for t, name in told
        if (t.value or "XXXX").startswith("XXXX") and _is_past(parsed, t)
    }
    return months.pop() if len(months) == 1 and year else None
