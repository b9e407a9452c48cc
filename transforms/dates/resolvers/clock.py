"""Resolve times of day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from transforms.dates.context.context import Context
from transforms.dates.context.periods import make_valid_day
from transforms.dates.context.reading import Reading
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.calendar_parts import day_number, month_number, weekday_number, year_number
from transforms.dates.resolvers.choose_year import resolve_month_day
from transforms.dates.resolvers.days import calendar_day, numeric_date
from transforms.dates.resolvers.weekdays import find_weekday
from transforms.lexicon.patterns import load_pattern

NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
# A clock time belongs to a day told this close before it: "on Thursday, before 5 p.m.".
SAME_CLAUSE_CHARS = 60
# Hours after midnight belong to the day after the night that was told.
MORNING, EVENING = "06:00", "12:00"
NIGHT = load_pattern("dates", "night")
# The other end of a stretch of hours, with its weekday.
RANGE_AHEAD = re.compile(
    r"\s{0,2}(?:and|to|until|till|-|–)\s{0,2}(?:noon|midnight|\d{1,2}(?:[:.]\d\d)?)\s{0,2}(?:[ap]\.?m\.?)?"
    r"(?:\s[A-Z]{2,4})?,?\s(?:on\s)?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
UTC = {"utc", "gmt"}


def iso_time(_: Context, c: Candidate) -> Reading | None:
    """2024-05-28T10:15:00Z."""
    text = c.tokens[c.first].text.replace(" ", "T")
    day = make_valid_day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if day is None:
        return None
    zone = "Z" if text.endswith("Z") else ""
    return Reading("TIME", f"{text[:16]}{zone}", day.start, day.end, "day", None, "numeric")


def clock(context: Context, c: Candidate) -> Reading | None:
    """18:00 UTC, 5 p.m. Friday, noon."""
    time = read_clock(c)
    if time is None:
        return None
    day = _clock_day(context, c, time)
    return _at(day, time, context.published_day)


def clock_date(context: Context, c: Candidate) -> Reading | None:
    """8:30 a.m. on June 3, 2019."""
    time, month, day = read_clock(c), month_number(c, "month"), day_number(c, "day")
    if time is None or month is None or day is None:
        return None
    if c.part("year"):
        found = make_valid_day(year_number(c) or 1, month, day)
    else:
        found = resolve_month_day(context, c, month, day)
    return _at(found.start if found else None, time, None if c.part("year") else context.published_day)


def numeric_date_clock(context: Context, c: Candidate) -> Reading | None:
    """28.05.2024 09:05."""
    time, day = read_clock(c), numeric_date(context, c)
    return _at(day.start, time, None) if time is not None and day is not None else None


def _at(day: date | None, time: str, anchor: date | None) -> Reading:
    if day is None:
        return Reading("TIME", f"T{time}" if anchor is None else None, method="clock")
    return Reading("TIME", f"{day.isoformat()}T{time}", day, day, "day", anchor, "clock")


def read_clock(c: Candidate) -> str | None:
    """Hours and minutes of a clock time, with Z where it is UTC."""
    tokens = c.part("clock")
    words = [t.form for t in tokens]
    if words[0] in NAMED:
        return NAMED[words[0]]
    number = load_grammar().value("cardinal", words[0])
    parts = [int(p) for p in words[0].replace(".", ":").split(":")] if number is None else [int(number)]
    if len(words) == 1 and len(words[0]) == 4 and words[0].isdigit():
        parts = [int(words[0][:2]), int(words[0][2:])]
    elif c.rule.name == "clock_hours":
        return None
    hour, minute = parts[0], parts[1] if len(parts) > 1 else 0
    if hour > 24 or minute > 59:
        return None
    half = next((w[0] for w in words[1:] if w[0] in "ap" and w.rstrip(".").endswith("m")), "")
    part = c.words("part")
    is_late = half == "p" or part in ("afternoon", "evening") or "tonight" in c.words("day_word")
    if (is_late or (part == "night" and hour >= 6 and not half)) and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    zone = {t.form for t in c.part("zone")}
    return f"{hour:02d}:{minute:02d}{'Z' if zone & UTC else ''}"


def _clock_day(context: Context, c: Candidate, time: str) -> date | None:
    number = weekday_number(c, "weekday") if c.part("weekday") else None
    if number is not None:
        return find_weekday(context, c, number)
    ahead = RANGE_AHEAD.match(context.parsed.text, c.char_end)
    if ahead is not None:  # "between 1pm and 2pm on Tuesday"
        named = load_grammar().value("weekday", ahead["weekday"].lower())
        return find_weekday(context, c, named)
    day = context.published_day
    word = c.words("day_word")
    if word and day is not None:
        is_late = word == "last" and time >= EVENING  # "2 a.m. last night" is this morning
        return day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, -is_late))
    told = context.told_before(c.char_start, "day", SAME_CLAUSE_CHARS) or context.narrated
    if told is None:
        return day
    before = context.parsed.text[max(0, c.char_start - SAME_CLAUSE_CHARS) : c.char_start]
    small_hours = time < MORNING and NIGHT.search(before) is not None and told.start != day
    return told.start + timedelta(days=1) if small_hours else told.start


def part_of_calendar_day(context: Context, c: Candidate) -> Reading | None:
    """The night of March 3."""
    code, told = load_grammar().value("part", c.words("part")), calendar_day(context, c)
    if told is None or code is None:
        return None
    if told.start is None:
        return Reading("TIME", None, method="open")
    value = f"{told.start.isoformat()}T{code}"
    return Reading("TIME", value, told.start, told.end, "day", told.anchor, "part_of_day")


def part_of_day(context: Context, c: Candidate) -> Reading | None:
    """The afternoon, that night: of the day narrated."""
    code = load_grammar().value("part", c.words("part"))
    day = context.narrated.start if context.narrated else context.published_day
    if code is None or day is None:
        return Reading("TIME", None, method="open")
    words = set(c.all_words().split())
    day += timedelta(days=1 if words & {"following", "next"} else -1 if "previous" in words else 0)
    return Reading("TIME", f"{day.isoformat()}T{code}", day, day, "day", day, "part_of_day")
