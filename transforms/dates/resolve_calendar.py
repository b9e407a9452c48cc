"""Resolve dates that name days, months, years, quarters and seasons of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from transforms.dates.choose_year import choose, find_direction, resolve_month, resolve_month_day
from transforms.dates.context import Context
from transforms.dates.grammar import load_grammar
from transforms.dates.numbers import read_number, read_ordinal
from transforms.dates.periods import (
    Period,
    join,
    make_century,
    make_day,
    make_decade,
    make_half,
    make_month,
    make_quarter,
    make_season,
    make_valid_day,
    make_week,
    make_weekend,
    make_year,
)
from transforms.dates.reading import Reading, narrow_to_edge, read_period
from transforms.dates.scan import Candidate

# A quarter that begins within this time is meant even under a past verb ("announced cuts in the fourth quarter").
NEAR_QUARTER = timedelta(days=60)
RANGE_WORDS = {"to", "and", "through", "until", "till", "or", "-", "–"}
LAST = {"last", "the last", "the previous", "previous", "the preceding", "the past", "this past", "past"}
NEXT = {"next", "the next", "the following", "following", "this coming", "the coming", "coming"}


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


def relative_year(context: Context, words: str) -> int | None:
    """Year of "this year", "last year", "the same year" ..."""
    if words in (
        "the same",
        "the following",
        "the previous",
        "the preceding",
        "that",
        "same",
        "following",
        "previous",
    ):
        told = context.latest("year")
        if told is not None:
            step = {"following": 1, "previous": -1, "preceding": -1}.get(words.split()[-1], 0)
            return told.start.year + step
    year = context.published_year
    if year is None:
        return None
    return year + (-1 if words in LAST else 1 if words in NEXT else 0)


def calendar_day(context: Context, c: Candidate) -> Reading | None:
    """A month and day, with or without year."""
    month, day = month_number(c, "month"), day_number(c, "day")
    if month is None or day is None or not 1 <= day <= 31:
        return None
    if c.part("year"):
        year = year_number(c)
        period = make_valid_day(year, month, day) if year else None
        return read_period(period) if period else None
    if c.part("rel"):
        relative = relative_year(context, c.words("rel"))
        period = make_valid_day(relative, month, day) if relative else None
        return read_period(period, "relative_year", context.published_day)
    if make_valid_day(2000, month, day) is None:
        return None
    borrowed = borrow_year(c)
    if borrowed is not None:
        return read_period(make_valid_day(borrowed, month, day), "range")
    return read_period(resolve_month_day(context, c, month, day), "month_day", context.published_day)


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


def day_range(context: Context, c: Candidate) -> Reading | None:
    """June 27-28."""
    month, first, last = month_number(c, "month"), day_number(c, "day"), day_number(c, "day2")
    last_month = month_number(c, "month2") or month
    if month is None or first is None or last is None or last_month is None:
        return None
    if last_month == month and last <= first:
        return None
    if c.part("year"):
        start = make_valid_day(year_number(c) or 0, month, first)
    else:
        start = resolve_month_day(context, c, month, first)
        if start is None:
            return read_period(None)
    end = make_valid_day(start.start.year + (last_month < month), last_month, last) if start else None
    if start is None or end is None:
        return None
    return read_period(join(start, end), "day_range", None if c.part("year") else context.published_day)


def numeric_date(context: Context, c: Candidate) -> Reading | None:
    """28.05.2024, 7/8/07, 2024-05-28, in the order of the document's habits."""
    text = c.tokens[c.first].form
    parts = [int(p) for p in text.replace("/", "-").replace(".", "-").split("-")]
    if parts[0] > 999:
        period = make_valid_day(*parts)
    else:
        first, second, year = parts
        year = year if year > 99 else year + (1900 if year > 68 else 2000)
        options = [make_valid_day(year, second, first), make_valid_day(year, first, second)]
        if not (context.is_day_first or "." in text):
            options.reverse()
        period = options[0] or options[1]
    return read_period(period, "numeric") if period else None


def weekday_day(context: Context, c: Candidate) -> Reading | None:
    """Thursday the 23rd: the nearest such day."""
    weekday, day = weekday_number(c, "weekday"), day_number(c, "day")
    if weekday is None or day is None or context.published_day is None:
        return read_period(None)
    year, month = context.published_day.year, context.published_day.month
    months = [make_month(year, month + n) for n in range(-6, 7)]
    days = [make_valid_day(m.start.year, m.start.month, day) for m in months]
    fitting = [p for p in days if p and p.start.isoweekday() == weekday]
    return read_period(choose(fitting, context.published_day, None), "weekday_day", context.published_day)


def weekday_number(candidate: Candidate, name: str) -> int | None:
    """Number of the weekday that a part names, Monday 1."""
    for token in candidate.part(name):
        for class_name in ("weekday", "weekday_short", "weekday_plural"):
            number: int | None = load_grammar().value(class_name, token.form)
            if number is not None:
                return number
    return None


def day_of_month(context: Context, c: Candidate) -> Reading | None:
    """The 20th of this month; the 20th."""
    day = day_number(c, "day")
    told = context.published_month
    if told is None:
        day_told = context.latest_exactly("day") or context.latest_exactly("month")
        told = make_month(day_told.start.year, day_told.start.month) if day_told else None
    if day is None or told is None:
        return read_period(None)
    words = c.words("rel")
    step = -1 if words in LAST else 1 if words in NEXT else 0
    month = make_month(told.start.year, told.start.month + step)
    if not words and context.published_day is not None:
        options = [make_month(told.start.year, told.start.month + n) for n in (-1, 0, 1)]
        days = [make_valid_day(m.start.year, m.start.month, day) for m in options]
        direction = find_direction(context, c)
        period = choose([d for d in days if d], context.published_day, direction)
        return read_period(period, "day_of_month", context.published_day)
    return read_period(
        make_valid_day(month.start.year, month.start.month, day), "day_of_month", context.published_day
    )


def day_after_number(context: Context, c: Candidate) -> Reading | None:
    """ "The next day 16": the sixteenth of the month."""
    return day_of_month(context, Candidate(c.rule, c.tokens, c.first, c.last, {"day": c.groups["day"]}))


def month(context: Context, c: Candidate) -> Reading | None:
    """A month with year, with "this year", or alone."""
    number = month_number(c, "month")
    if number is None:
        return None
    edge, rel = c.words("edge"), c.words("rel")
    if c.part("year"):
        return narrow_to_edge(read_period(make_month(year_number(c) or 1, number)), edge)
    borrowed = borrow_year(c) if not rel else None
    if borrowed is not None:
        return narrow_to_edge(read_period(make_month(borrowed, number), "range"), edge)
    anchor = context.published_day
    if rel and c.rule.name == "month_relative_year":
        year = relative_year(context, rel)
        return narrow_to_edge(
            read_period(make_month(year, number) if year else None, "relative_year", anchor), edge
        )
    if rel and context.published_month is not None:
        period = _step_month(context.published_month, number, rel)
        return narrow_to_edge(read_period(period, "relative_month", anchor), edge)
    return narrow_to_edge(read_period(resolve_month(context, c, number), "month_name", anchor), edge)


def _step_month(told: Period, number: int, rel: str) -> Period:
    year = told.start.year
    if rel in LAST:
        return make_month(year if number < told.start.month else year - 1, number)
    if rel in NEXT:
        return make_month(year if number > told.start.month else year + 1, number)
    return make_month(year, number)


def month_range(context: Context, c: Candidate) -> Reading | None:
    """January-March 2024."""
    first, last = month_number(c, "month"), month_number(c, "month2")
    if first is None or last is None:
        return None
    if c.part("year"):
        year = year_number(c) or 1
        start, end, anchor = make_month(year - (last < first), first), make_month(year, last), None
    else:
        found = resolve_month(context, c, last)
        if found is None:
            return read_period(None)
        end, anchor = found, context.published_day
        start = make_month(end.start.year - (last < first), first)
    return read_period(join(start, end), "month_range", anchor)


def week_of(context: Context, c: Candidate) -> Reading | None:
    """The last week of July, the third week of 2018: seven days of the month or year."""
    number = -1 if c.words("number") in ("last", "final") else read_ordinal(c.part("number"))
    told: Reading | None
    if c.part("base"):
        told = _relative_base(context, c)
    else:
        told = (
            month(context, _only(c, "month", "year")) if c.part("month") else year(context, _only(c, "year"))
        )
    if number is None or told is None or told.start is None or told.end is None:
        return read_period(None)
    inside = told.end - timedelta(days=3) if number == -1 else told.start + timedelta(days=7 * number - 4)
    if inside > told.end:
        return None
    make = make_weekend if c.words("unit") == "weekend" else make_week
    return read_period(make(inside), "week_of", told.anchor)


def _relative_base(context: Context, c: Candidate) -> Reading | None:
    """The month or year of "the last week of this month"."""
    step = -1 if c.words("rel") == "last" else 1 if c.words("rel") == "next" else 0
    if c.words("base") == "year":
        told = context.published_year
        return read_period(make_year(told + step) if told else None, "relative_unit", context.published_day)
    on = context.published_month
    period = make_month(on.start.year, on.start.month + step) if on else None
    return read_period(period, "relative_unit", context.published_day)


def weekday_of_month(context: Context, c: Candidate) -> Reading | None:
    """The first Monday of September."""
    number = -1 if c.words("number") == "last" else read_ordinal(c.part("number"))
    weekday, told = weekday_number(c, "weekday"), month(context, _only(c, "month", "year"))
    if number is None or weekday is None or told is None or told.start is None or told.end is None:
        return read_period(None)
    first = told.start + timedelta(days=(weekday - told.start.isoweekday()) % 7)
    last = told.end - timedelta(days=(told.end.isoweekday() - weekday) % 7)
    day = last if number == -1 else first + timedelta(days=7 * (number - 1))
    return single_day(day, "weekday_of_month", told.anchor) if day <= told.end else None


def week_with_day(context: Context, c: Candidate) -> Reading | None:
    """The week of April 10."""
    told = calendar_day(context, c)
    if told is None:
        return None
    return read_period(make_week(told.start) if told.start else None, "week_with_day", told.anchor)


def _only(c: Candidate, *names: str) -> Candidate:
    return Candidate(c.rule, c.tokens, c.first, c.last, {n: c.groups[n] for n in names if n in c.groups})


def year(_: Context, c: Candidate) -> Reading | None:
    """A year in digits."""
    number = year_number(c)
    return narrow_to_edge(read_period(make_year(number)), c.words("edge")) if number else None


def year_range(_: Context, c: Candidate) -> Reading | None:
    """1941-1945, 2019-20."""
    first, second = year_number(c), c.part("year2")
    if first is None or not second:
        return None
    digits = second[0].form
    last = int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits)
    if len(digits) == 4 and last <= first or len(digits) != 4 and (len(digits) != 2 or last <= first):
        return None
    if last - first > 400:
        return None
    span = join(make_year(first), make_year(last))
    return Reading("DURATION", span.value, span.start, span.end, "year", None, "year_range")


def decade(context: Context, c: Candidate) -> Reading | None:
    """The 1990s, the '90s, the nineties."""
    edge = c.words("edge")
    if c.part("tens"):
        tens = int(load_grammar().value("tens_plural", c.part("tens")[-1].form))
    else:
        digits = "".join(ch for ch in c.words("decade") if ch.isdigit())
        if len(digits) == 4:
            number = int(digits)
            if number % 100 == 0 and number < 2000:
                period = Period(f"{number // 100}XX", date(number, 1, 1), date(number + 99, 12, 31), "decade")
                return narrow_to_edge(read_period(period), edge)
            return narrow_to_edge(read_period(make_decade(number)), edge)
        tens = int(digits)
    this = context.published_year or 2000
    century = 1900 if tens >= 30 or this < 2000 + tens else 2000
    return narrow_to_edge(read_period(make_decade(century + tens), "decade"), edge)


def century(_: Context, c: Candidate) -> Reading | None:
    """The 19th century."""
    number = read_ordinal(c.part("number"))
    return (
        narrow_to_edge(read_period(make_century(number)), c.words("edge")) if number and number < 30 else None
    )


def fiscal_year(_: Context, c: Candidate) -> Reading | None:
    """Fiscal 2021, FY2021/22: named by its last year; its bounds differ by country and stay open."""
    first = year_number(c, "fy") if c.part("fy") else year_number(c)
    if first is None:
        return None
    second = c.part("year2")
    last = first
    if second:
        digits = second[0].form
        last = int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits)
        if last != first + 1:
            return None
    period = make_year(last)
    if second:
        return Reading("DATE", period.value, None, None, "year", None, "fiscal_year")
    return Reading("DATE", period.value, period.start, period.end, "year", None, "fiscal_year")


def quarter(context: Context, c: Candidate) -> Reading | None:
    """The first quarter of 2024, Q1, the fourth quarter."""
    number = _quarter_number(c)
    if number is None or not 1 <= number <= 4:
        return None
    make = make_half if c.words("q").strip("1234")[:1] == "h" else make_quarter
    anchor = context.published_day
    if c.part("year") or c.part("fy"):
        fiscal = year_number(c, "fy") if c.part("fy") else year_number(c)
        return read_period(make(fiscal or 1, number), "quarter")
    if c.part("rel"):
        rel = c.words("rel")
        told = context.latest_exactly("year")
        if rel == "the" and told is not None and context.published is None:
            return read_period(make(told.start.year, number), "quarter")
        relative = relative_year(context, rel)
        return read_period(make(relative, number) if relative else None, "quarter", anchor)
    if context.published is None:
        return read_period(None)
    year = context.published.start.year
    if context.published.precision == "year":
        return read_period(make(year, number), "quarter", anchor)
    options = [make(y, number) for y in (year - 1, year, year + 1)]
    reference = context.published.start
    direction = find_direction(context, c)
    if direction == "past" and any(timedelta(0) < p.start - reference < NEAR_QUARTER for p in options):
        direction = None
    return read_period(choose(options, reference, direction), "quarter", anchor)


def _quarter_number(c: Candidate) -> int | None:
    if c.part("q"):
        return int("".join(ch for ch in c.words("q") if ch.isdigit()))
    words = c.words("number")
    if words in ("final", "last"):
        return 4
    return 1 if words == "opening" else read_ordinal(c.part("number"))


def half(context: Context, c: Candidate) -> Reading | None:
    """The first half of 2023; the second half (of the year)."""
    words = c.words("number")
    number = 2 if words == "latter" else read_ordinal(c.part("number"))
    if number not in (1, 2):
        return None
    year = year_number(c) if c.part("year") else relative_year(context, c.words("rel") or "this")
    anchor = None if c.part("year") else context.published_day
    if not c.part("year") and not c.part("rel"):
        return quarter(context, c)
    return read_period(make_half(year, number) if year else None, "half", anchor)


def first_months(context: Context, c: Candidate) -> Reading | None:
    """The first nine months of 2023."""
    count = read_number(c.part("count"))
    if count is None or not 1 <= count <= 11:
        return None
    months = int(count) * (3 if "quarters" in c.all_words() else 1)
    has_year = bool(c.part("year"))
    year = year_number(c) if has_year else relative_year(context, c.words("rel") or "this")
    named = has_year or bool(c.part("rel"))
    value = f"P{months}M"
    if year is None or not named or months > 12:
        return Reading("DURATION", value, method="first_months")
    first, last = make_month(year, 1), make_month(year, months)
    return Reading(
        "DURATION",
        value,
        first.start,
        last.end,
        "month",
        None if has_year else context.published_day,
        "first_months",
    )


def season(context: Context, c: Candidate) -> Reading | None:
    """Autumn 2008, last winter, spring."""
    grammar = load_grammar()
    word = c.words("season")
    code = grammar.value("season", word) or grammar.value("season_fall", word)
    if code is None:
        return None
    edge, rel = c.words("edge"), c.words("rel")
    if c.part("year"):
        return narrow_to_edge(read_period(make_season(year_number(c) or 1, code)), edge)
    if context.published is None:
        return read_period(None)
    year, reference = context.published.start.year, context.published.start
    options = [make_season(y, code) for y in (year - 1, year, year + 1)]
    if rel in LAST:
        period: Period | None = next((p for p in reversed(options) if p.end < reference), options[0])
    elif rel in NEXT:
        period = next((p for p in options if p.start > reference), options[-1])
    elif rel == "this":
        period = options[1]
    else:
        period = choose(options, reference, find_direction(context, c))
    return narrow_to_edge(read_period(period, "season", context.published_day), edge)


def single_day(on: date | None, method: str, anchor: date | None) -> Reading:
    """A DATE of one day; open where there is none."""
    return read_period(make_day(on) if on else None, method, anchor)
