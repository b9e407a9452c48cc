"""A date of publication as metadata state it, read from its string."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from schemas.documents import PublishedPrecision
from transforms.documents.metadata.clock_forms import Clock, find_clocks
from transforms.documents.metadata.date_conventions import read_conventions
from transforms.documents.metadata.date_forms import WrittenDate, find_dates
from transforms.lexicon.patterns import load_pattern

_MAX_LENGTH = 300  # no statement of a date is longer
_CHANGED = load_pattern("documents", "word_of_updated")
_PUBLISHED = load_pattern("documents", "word_of_published")
_EPOCH = re.compile(r"\s*(\d{10}|\d{13})\s*")
_YEAR_ONLY = re.compile(r"\s*((?:19|20)\d\d)\s*")
_MAX_CLOCK_DISTANCE = 24


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """When something was published.

    `on` is the day as stated, in the zone it was stated in or, of a moment, in that of the source, where it
    states one (of a month or a year: its first day). `at` is the
    moment in UTC, without tzinfo; None unless a time and its zone are stated.
    """

    on: date
    at: datetime | None
    precision: PublishedPrecision


def parse_published(text: str, day_first: bool | None = None) -> PublishedDate | None:
    """Read a date of publication from a metadata-like string; None when it states no date.

    Where the string states several ("Posted 27 May 2024, updated 28 May 2024"), that of the publication
    counts, else the first.

    Args:
        text: "2024-05-28T09:05:37+03:00", "28.05.2024 09:05:37", "Last Updated : Apr 07 2023 | 7:51 AM IST".
        day_first: whether 04/05/2024 is 4 May; None: as the source says, else such a date is not read.
    """
    if len(text) > _MAX_LENGTH:
        return None
    if epoch := _EPOCH.fullmatch(text):
        return _read_epoch(epoch[1])
    if year := _YEAR_ONLY.fullmatch(text):
        return PublishedDate(date(int(year[1]), 1, 1), None, "year")
    if day_first is None:
        day_first = read_conventions().day_first
    dates = find_dates(text, day_first)
    if not dates:
        return None
    ranks = [_rank_label(text, dates, number) for number in range(len(dates))]
    number = ranks.index(min(ranks))
    return _join(dates[number], _find_clock(text, dates, number))


def _read_epoch(digits: str) -> PublishedDate | None:
    seconds = int(digits) // (1000 if len(digits) == 13 else 1)
    moment = datetime.fromtimestamp(seconds, UTC)
    on = moment.astimezone(read_conventions().zone or UTC).date()
    return _place_moment(moment, on) if 1990 <= moment.year < 2100 else None


def _rank_label(text: str, dates: tuple[WrittenDate, ...], number: int) -> int:
    label = text[dates[number - 1].end if number else 0 : dates[number].start]
    if _CHANGED.search(label):
        return 2
    return 0 if _PUBLISHED.search(label) else 1


def _find_clock(text: str, dates: tuple[WrittenDate, ...], number: int) -> Clock | None:
    """The time that belongs to a date: inside or after it, else right before it."""
    this = dates[number]
    following = dates[number + 1].start if number + 1 < len(dates) else len(text)
    previous = dates[number - 1].end if number else 0
    # A "T" between date and time would hide the time from the pattern's left edge.
    clocks = find_clocks(re.sub(r"(?<=\d)[Tt](?=\d)", " ", _open_compact_time(text)))
    for clock in clocks:
        if clock.start < this.end and text[clock.start : clock.start + 4].isdigit():
            continue  # the year ("April 28, 2023 GMT")
        if this.start <= clock.start < min(following, this.end + _MAX_CLOCK_DISTANCE):
            return clock
    for clock in reversed(clocks):
        if previous <= clock.start and clock.end <= this.start <= clock.end + _MAX_CLOCK_DISTANCE // 2:
            return clock
    return None


def _open_compact_time(text: str) -> str:
    """20240528T090537Z with colons in the time; what stands behind it moves, so only where it comes last."""
    return re.sub(r"(?<=\d{8}T)(\d\d)(\d\d)(\d\d)(?=\D{0,6}$|[+-]\d\d:?\d\d$)", r"\1:\2:\3", text)


def _join(written: WrittenDate, clock: Clock | None) -> PublishedDate:
    own_zone = read_conventions().zone
    zone = clock.zone or own_zone if clock is not None else None
    # Midnight to the second is how systems write a day without a time.
    if clock is None or zone is None or (clock.has_seconds and clock.time == time()):
        return PublishedDate(written.on, None, written.precision)
    moment = datetime.combine(written.on, clock.time, zone)
    return _place_moment(moment, moment.date() if own_zone is None else moment.astimezone(own_zone).date())


def _place_moment(moment: datetime, on: date) -> PublishedDate:
    return PublishedDate(on, moment.astimezone(UTC).replace(tzinfo=None), "time")
