"""Clock times and time zones as metadata state them ("9:05 p.m. ET", "07:51 GMT+3")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta, timezone, tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from transforms.lexicon.csv_data import read_csv

_HALF = r"(?P<half>[ap])\.?\s?m\b\.?"
_CLOCK = re.compile(
    rf"""(?<![\d.:/+-])(?:
        (?P<h1>\d{{1,2}})\s?[:∶]\s?(?P<m1>\d\d)(?:[:∶](?P<s1>\d\d)(?:[.,]\d+)?)?(?:\s*{_HALF})?
      | (?P<h2>\d{{1,2}})[.](?P<m2>\d\d)\s*(?P<half2>[ap])\.?\s?m\b\.?
      | (?P<h3>\d{{1,2}})\s?(?P<half3>[ap])\.?\s?m\b\.?
      | (?P<h4>[01]?\d|2[0-3])\s?h\s?(?P<m4>[0-5]\d)\b
      | (?P<h5>[01]\d|2[0-3])(?P<m5>[0-5]\d)\s?(?:hrs?\b|hours\b|(?=GMT|UTC))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_OFFSET = r"(?P<sign>[+\-−–])\s?(?P<oh>\d{1,2})(?::?(?P<om>\d\d))?(?!\d|[./-]\d)"
_ZONE_GAP = r"\s*(?:hrs?|hours)?\s*[(,|]?\s*"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, the zone it is stated in (None when it is not), and where it stands in the string."""

    time: time
    zone: tzinfo | None
    has_seconds: bool
    start: int
    end: int


def find_clocks(text: str) -> tuple[Clock, ...]:
    """All times of day in a string, each with the zone that follows it."""
    return tuple(clock for match in _CLOCK.finditer(text) if (clock := _read_clock(text, match)) is not None)


def _read_clock(text: str, match: re.Match[str]) -> Clock | None:
    parts = match.groupdict()
    hour = int(next(parts[key] for key in ("h1", "h2", "h3", "h4", "h5") if parts[key]))
    minute = int(parts["m1"] or parts["m2"] or parts["m4"] or parts["m5"] or 0)
    second = int(parts["s1"] or 0)
    half = (parts["half"] or parts["half2"] or parts["half3"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone, end = _read_zone(text, match.end())
    return Clock(time(hour, minute, second), zone, parts["s1"] is not None, match.start(), end)


def _read_zone(text: str, position: int) -> tuple[tzinfo | None, int]:
    match = _zone_pattern().match(text, position)
    if match is None:
        return None, position
    if match["sign"]:
        minutes = int(match["oh"]) * 60 + int(match["om"] or 0)
        if minutes > 14 * 60:
            return None, position
        return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes)), match.end()
    return _load_zones()[" ".join(match["name"].casefold().split())], match.end()


@lru_cache(maxsize=1)
def _zone_pattern() -> re.Pattern[str]:
    names = sorted(_load_zones(), key=len, reverse=True)
    joined = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"{_ZONE_GAP}(?:(?:GMT|UTC|Z)?\s?{_OFFSET}|(?P<name>{joined})(?![\w]))", re.IGNORECASE)


@lru_cache(maxsize=1)
def _load_zones() -> dict[str, tzinfo]:
    path = Path(__file__).with_name("time_zones.csv")
    return {row["name"]: _make_zone(row["zone"]) for row in read_csv(path)}


def _make_zone(name: str) -> tzinfo:
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[4:6])
        return timezone(timedelta(minutes=minutes if name[0] == "+" else -minutes))
    return ZoneInfo(name)
