"""Choose among the years (or weeks) that a bare month, day or weekday may mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Token

from transforms.dates.context.context import Context
from transforms.dates.context.periods import Period, make_month, make_valid_day
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers.known_days import find_known_day
from transforms.dates.resolvers.relative_words import ENDING, YEAR_RANGE
from transforms.language.syntax import is_past_perfect
from transforms.language.tense_words import load_tense_words
from transforms.lexicon.patterns import load_pattern

WORDS = load_tense_words()
# The level that something starts from was reached before: "would drop to 9 million from 10 million in May".
LEVEL_BEFORE = load_pattern("dates", "level_before")

# What is told by its last day: "the six months ended June", "the year to March".
ENDED_UNITS = frozenset(("month", "quarter", "week", "year"))


def find_direction(context: Context, candidate: Candidate) -> str | None:
    """`past` or `future` as the words around a date say; None where they leave it open."""
    before = context.previous_token(candidate)
    word = before.lower_ if before is not None else ""
    if word in WORDS["past_prepositions"]:
        return "past"
    if before is not None and LEVEL_BEFORE.search(context.parsed.text, max(0, before.idx - 48), before.idx):
        return "past"
    following = context.next_token(candidate)
    if word == "for" and following is not None and following.lower_ in ("delivery", "settlement"):
        return "future"
    tense = context.tense(candidate)
    if tense != "future" and before is not None and _is_end_of_period(before):
        return "past"
    if word in ("until", "till", "til") and not context.is_simple_past(candidate):
        return "future"
    if word in WORDS["future_neighbours"] or (before is not None and _is_new_day(before)):
        return "future"
    if word in WORDS["future_prepositions"] and tense != "past":
        return "future"
    if before is not None and before.i > 0 and before.nbor(-1).lower_ in WORDS["future_neighbours"]:
        return "future"
    if following is not None and following.tag_ == "POS" and _is_ahead(before):
        return "future"
    if tense == "present" and context.is_scheduled(candidate):
        return "future"
    return tense if tense in ("past", "future") else None


def _is_end_of_period(before: Token) -> bool:
    """Whether a date ends a period told by its length: "in the 12 months through February"."""
    return before.lower_ in ENDING and before.i > 0 and before.nbor(-1).lemma_.lower() in ENDED_UNITS


def _is_new_day(before: Token) -> bool:
    """Whether what was put off is now to come on a day: "has been postponed to 30 November"."""
    verb = before.head
    if before.lower_ not in ("to", "until", "till") or verb.lemma_.lower() not in WORDS["slipping"]:
        return False
    return not is_past_perfect(verb)


def _is_ahead(before: Token | None) -> bool:
    """Whether the words before a date place it ahead: "ahead of Tuesday's parade"."""
    if before is None or not before.i or before.lower_ not in ("of", "for", "to"):
        return False
    word = before.nbor(-1).lower_
    return word in WORDS["ahead_words"] if before.lower_ != "to" else word in WORDS["words_before_to"]


def choose(options: Sequence[Period], reference: date, direction: str | None) -> Period | None:
    """The latest option begun by the reference day, the earliest not yet over, or the nearest."""
    if not options:
        return None
    ordered = sorted(options, key=lambda p: p.start)
    if direction == "past":
        return next((p for p in reversed(ordered) if p.start <= reference), ordered[0])
    if direction == "future":
        return next((p for p in ordered if p.end >= reference), ordered[-1])
    return min(ordered, key=lambda p: (_distance(p, reference), p.start))


def _distance(period: Period, reference: date) -> timedelta:
    if period.start <= reference <= period.end:
        return timedelta(0)
    return min(abs(period.start - reference), abs(period.end - reference))


def resolve_month(context: Context, candidate: Candidate, month: int) -> Period | None:
    """A month without year."""
    if context.published is None:
        return None
    year = context.published.start.year
    if context.published.precision == "year":
        return make_month(year, month)
    options = [make_month(y, month) for y in (year - 1, year, year + 1)]
    direction = find_direction(context, candidate)
    if direction is None:
        told = [p for _, p in context.history if p.precision == "month" and p in options]
        if told:  # the same month again, without a tense that says otherwise
            return told[-1]
    return choose(options, context.published.start, direction)


def resolve_month_day(context: Context, candidate: Candidate, month: int, day: int) -> Period | None:
    """A day of a month without year."""
    known = find_known_day(
        context.parsed.text,
        candidate.char_start,
        candidate.char_end,
        month,
        day,
        context.published.start if context.published else None,
        [p.start for _, p in context.history],
    )
    if known is not None:
        return make_valid_day(known.year, month, day)
    if context.published is None:
        return None
    year = context.published.start.year
    if context.published.precision == "year":
        return make_valid_day(year, month, day)
    options = [make_valid_day(y, month, day) for y in (year - 1, year, year + 1)]
    reference = context.published.start
    direction = find_direction(context, candidate)
    chosen = choose([p for p in options if p], reference, direction)
    nearest = choose([p for p in options if p], reference, None)
    if chosen and _is_range_end(context, candidate, chosen):
        return make_valid_day(chosen.start.year + 1, month, day)
    # News tells of days close by: a tense that points over ten months away is misread.
    if chosen and nearest and _distance(chosen, reference) > timedelta(days=300):
        return nearest
    return chosen


def _is_range_end(context: Context, candidate: Candidate, chosen: Period) -> bool:
    """Whether a day ends a range whose start, just told, would lie behind it: "from March 30 to July 1"."""
    before = context.previous_token(candidate)
    told = context.told_before(candidate.char_start, "day", 30)
    if before is None or before.lower_ not in YEAR_RANGE or told is None:
        return False
    return timedelta(0) < told.start - chosen.start < timedelta(days=365)
