"""Days that a text tells by another event's: "freed on Wednesday, two days after police had arrested him"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from schemas.events import DatePrecision
from transforms.dates.context.periods import make_day, make_month, make_week
from transforms.lexicon.number_words import load_number_words

# Between the words of order and the trigger: no other clause, and not too far.
ORDER = re.compile(
    r"\b(?P<count>[a-z]+|\d{1,2})\s+(?P<unit>day|week|month)s?\s+"
    r"(?P<order>after|before)\s+(?P<rest>[^.,;:()\n]{0,45})\Z",
    re.IGNORECASE,
)
LONGEST_DAYS = 366
UNIT_DAYS = {"day": 1, "week": 7, "month": 30}
MAKE_PERIOD = {"day": make_day, "week": make_week}

Told = tuple[date, date, DatePrecision]


def find_order(before: str) -> re.Match[str] | None:
    """The words of order in what stands before a trigger in its sentence, if they lead to it."""
    return ORDER.search(before)


def move_day(anchor: date, order: re.Match[str]) -> Told | None:
    """When the other event was: days exactly, weeks and months about; None where nobody can tell.

    Args:
        anchor: the day of the event that the sentence tells first.
        order: what `find_order` found.
    """
    word = order["count"].lower()
    count = int(word) if word.isdigit() else _read_count(word)
    if count is None:
        return None
    sign = -1 if order["order"].lower() == "after" else 1
    unit = order["unit"].lower()
    days = count * UNIT_DAYS[unit]
    if days > LONGEST_DAYS:
        return None
    day = anchor + sign * timedelta(days=days)
    period = make_month(day.year, day.month) if unit == "month" else MAKE_PERIOD[unit](day)
    return period.start, period.end, period.precision


def _read_count(word: str) -> int | None:
    """One for "a day", two for "two days"; None for "some days"."""
    return 1 if word in ("a", "an") else load_number_words()["cardinal"].get(word)
