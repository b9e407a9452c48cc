"""Days of history that are named without their year: the September 11 attacks, the January 6 riot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv

# So close to a later anniversary, a day without telling words beside it may be that of the news.
ANNIVERSARY = timedelta(days=45)
# How much of the text beside a day is looked at, in characters.
BEHIND, BEFORE = 40, 60


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A row of known_days.csv with its patterns compiled."""

    on: date
    behind: re.Pattern[str]
    before: re.Pattern[str]
    about: re.Pattern[str]

    def is_told(self, text: str, start: int, end: int) -> bool:
        """Whether the words beside text[start:end] name what happened on the day."""
        behind = text[end : end + BEHIND].removeprefix("th").lstrip()
        if not (self.behind.match(behind) or self.before.search(text[max(0, start - BEFORE) : start])):
            return False
        return self.about.search(text) is not None


@lru_cache(maxsize=1)
def load_known_days() -> dict[tuple[int, int], Sequence[KnownDay]]:
    """The days of known_days.csv by month and day."""
    days: dict[tuple[int, int], list[KnownDay]] = {}
    for row in read_csv(Path(__file__).with_name("known_days.csv")):
        known = KnownDay(
            date(int(row["year"]), int(row["month"]), int(row["day"])),
            re.compile(row["behind"], re.IGNORECASE),
            re.compile(rf"(?:{row['before']})(?:the )?\Z", re.IGNORECASE),
            re.compile(row["about"]),
        )
        days.setdefault((known.on.month, known.on.day), []).append(known)
    return {key: tuple(found) for key, found in days.items()}


def find_known_day(
    text: str, start: int, end: int, month: int, day: int, published: date | None, told: Sequence[date]
) -> date | None:
    """The known day that text[start:end] names; None where it is a day of its own year.

    Args:
        text: the whole text.
        start: offset of the day's first character.
        end: offset behind its last one.
        month: its month.
        day: its day of the month.
        published: publication date, if known: no day after it is meant.
        told: days resolved before in the text; one that was told already is meant again.
    """
    for known in load_known_days().get((month, day), ()):
        if published is not None and published < known.on:
            continue
        if known.is_told(text, start, end):
            return known.on
        if known.on in told and not _is_anniversary(known.on, published):
            return known.on
    return None


def _is_anniversary(on: date, published: date | None) -> bool:
    if published is None:
        return False
    return timedelta(0) <= published - on.replace(year=published.year) <= ANNIVERSARY
