"""Datelines: place, day and agency at the start of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from transforms.documents.metadata.agencies import find_agency, match_agency
from transforms.documents.metadata.date_conventions import read_conventions
from transforms.documents.metadata.date_forms import MonthDay, WrittenDate, find_dates, match_month_day
from transforms.documents.metadata.dateline_parts import (
    AGENCY,
    END,
    GAP,
    PLACE,
    REGION,
    RUNS_ON,
    WEEKDAY,
    is_no_place,
)
from transforms.documents.metadata.published_date import PublishedDate

_REACH = 120  # characters; no dateline is longer
_LONGEST_PLACE = 40
_LEAST_STORY = 25  # characters after a dateline that has a story
_MARKS = ("(", "/", "-", "–", "—", ":", "|")  # one of them stands in every dateline
_DASHES = ("-", "--", "–", "—", "|", "·", "•")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place of a dateline, the agency named in it, and its day where it states day, month and year.

    `day` is the day as it is written where no year stands with it ("Friday, May 3").
    """

    place: str | None
    agency: str | None
    on: date | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was read of a dateline up to `end`: `has_source` tells of an agency in brackets, known or not."""

    end: int
    place: str | None = None
    on: date | None = None
    day: str | None = None
    agency: str | None = None
    has_source: bool = False


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with; None when there is none.

    "SEOUL, Aug. 20 (Yonhap) --", "ASTANA, February 3. /TASS/.", "Ankara, 3 May, BelTA -", "May 9, 2014 --".
    What stands before the story has to be a place, a day, an agency, and a mark that ends it; a date inside a
    sentence ("On March 4, 2025, ...") is none.
    """
    found = _read(text)
    return found[0] if found is not None and _has_story(text, *found) else None


def is_bare_dateline(text: str) -> bool:
    """Whether a line is a dateline and nothing else ("MOSCOW, April 10 (RIA Novosti)")."""
    # Cheap tests first: most lines of a page are short and no dateline.
    if len(text) >= _REACH or ", " not in text or not any(char.isdigit() for char in text):
        return False
    found = _read(text)
    if found is None or text[found[1] :].strip():
        return False
    place = text[: len(found[0].place or "")]
    is_signed = place.isupper() or found[0].agency is not None
    return bool(place) and is_signed and (found[0].on is not None or found[0].day is not None)


def date_dateline(dateline: Dateline | None) -> PublishedDate | None:
    """The day of a dateline as a date of publication; None when it states none with its year."""
    if dateline is None or dateline.on is None:
        return None
    return PublishedDate(dateline.on, None, "day")


def _read(text: str) -> tuple[Dateline, int] | None:
    head = text[:_REACH]
    if not any(mark in head for mark in _MARKS) and not _has_digit(head):
        return None
    parts = _read_parts(head)
    end = END.match(head, parts.end) if parts is not None else None
    if parts is None or end is None or not _is_closed(parts, end, head):
        return None
    place = _write_place(parts.place) if parts.place else None
    return Dateline(place, parts.agency, parts.on, parts.day), end.end()


def _has_digit(head: str) -> bool:
    """Whether digits stand in a text: without one it names no day."""
    return any(char.isdigit() for char in head)


def _read_parts(head: str) -> _Parts | None:
    """Place or day first, then regions, agency and day in any order."""
    start = 1 if head.startswith("(") else 0
    dates = find_dates(head, read_conventions().day_first) if _has_digit(head) else ()
    parts = _read_day(_Parts(start), head, start, dates)
    if parts is None:
        match = PLACE.match(head, start)
        if match is None or match.end() - start > _LONGEST_PLACE or is_no_place(match["place"]):
            return None
        parts = _Parts(match.end(), match["place"])
    while (longer := _read_next(parts, head, dates)) is not None:
        parts = longer
    return parts


def _read_next(parts: _Parts, head: str, dates: tuple[WrittenDate, ...]) -> _Parts | None:
    """The parts with the one that follows; None where none does."""
    gap = GAP.match(head, parts.end)
    start = gap.end() if gap is not None else parts.end
    if head[start : start + 1] == "(" and parts.on is None and parts.day is None:
        inner = _read_day(parts, head, start + 1, dates)
        if inner is not None:
            return inner
    source = AGENCY.match(head, start)
    if source is not None and not parts.has_source:
        named = source["bracketed"] or source["slashed"]
        agency = find_agency(named, is_dateline=True)
        return replace(parts, end=source.end(), agency=agency or parts.agency, has_source=True)
    if parts.on is None and parts.day is None:
        dated = _read_day(parts, head, start, dates)
        if dated is not None:
            return dated
    if parts.place is None:
        match = PLACE.match(head, start) if head[parts.end : parts.end + 1] == "," else None
        return replace(parts, end=match.end(), place=match["place"]) if match else None
    bare = match_agency(head, start) if parts.agency is None and start > parts.end + 1 else None
    if bare is not None and END.match(head, bare[1]) is not None:
        return replace(parts, end=bare[1], agency=bare[0])
    region = REGION.match(head, parts.end) if head[parts.end : parts.end + 1] == "," else None
    if region is not None and not parts.has_source and not _has_digit(region.group()):
        return replace(parts, end=region.end())
    return None


def _read_day(parts: _Parts, head: str, start: int, dates: tuple[WrittenDate, ...]) -> _Parts | None:
    weekday = WEEKDAY.match(head, start)
    first = weekday.end() if weekday is not None else start
    full = next((found for found in dates if found.start == first and found.precision == "day"), None)
    if full is not None:
        return replace(parts, end=full.end, on=full.on)
    short: MonthDay | None = match_month_day(head, first)
    if short is None:
        return None
    return replace(parts, end=short.end, day=head[start : short.end].strip(" .,"))


def _is_closed(parts: _Parts, end: re.Match[str], head: str) -> bool:
    """Whether the dateline ends where it seems to, and says enough to be one."""
    mark, is_capital = end["mark"], parts.place is not None and parts.place.isupper()
    mark = mark or end.group().strip()[-1:]  # the point after a day
    if parts.agency is None and RUNS_ON.match(head, end.end()):
        return False
    if parts.place is None:
        # "4 March 2025 - ..." opens the entries of a chronicle.
        return parts.on is not None and ((parts.agency is not None and mark != ".") or mark == "--")
    if parts.agency is not None:
        return mark in _DASHES or mark == ":" or parts.has_source
    is_dashed = mark in _DASHES and (mark not in ("-", "--") or head[end.start() : end.end()] != "-")
    if parts.on is not None and mark in _DASHES:
        return True
    if parts.on is not None or parts.day is not None or parts.has_source:
        return is_capital and (is_dashed or mark in (".", ":") or parts.has_source)
    return is_capital and (is_dashed or (mark == ":" and end.end() > end.end("mark")))


def _has_story(text: str, dateline: Dateline, end: int) -> bool:
    """Whether a story follows; alone on its line a date stands with a name or a rubric, too."""
    return dateline.agency is not None or dateline.on is None or len(text) - end >= _LEAST_STORY


def _write_place(place: str) -> str:
    """A place in capitals as it is written elsewhere; "USA" stays."""
    return place.title() if place.isupper() and len(place) > 3 else place
