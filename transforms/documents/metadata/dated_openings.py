"""Datelines that state a full date: "BELGRADE, March 4, 2025 (Reuters) -", "PRAGUE, 4 Mar 2025 /CTK/ -"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.date_forms import find_dates

_REACH = 120  # characters; no dateline is longer
_FULL_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z.'’ -]*[^\W\d_a-z.]"
_NAMES = r"[^\W\d_a-z][\w.'’-]+(?: (?:[^\W\d_a-z][\w.'’-]+|de|del|am|an|der|la|el|al|of|da|do|sur)){0,3}"
_AGENCY = r"(?:\(\s?(?P<bracketed>[\w .&/'’-]{2,40}?)\s?\)|/(?P<slashed>[\w .&'’-]{2,30})/)"
_PLACE = rf"(?P<place>{_CAPITALS}|{_NAMES})(?:(?:\s?[/&]\s?| and ){_NAMES})?(?:, ?{_NAMES}){{0,2}}"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_GAP = r"\s?(?:,|\||·|:|[-–—]{1,2})?\s?"
_BEFORE = re.compile(rf"\(?{_PLACE}\s?{_GAP}(?:{_AGENCY}{_GAP})?\(?{_WEEKDAY}")
_AFTER_DATE = re.compile(rf"{_GAP}{_PLACE}(?=\W)")
_END = re.compile(
    rf"\)?,?\s?(?:(?:[-–—]{{1,2}}\s?)?{_AGENCY})?\)?\s?(?P<end>[-–—]{{1,2}}|[:|·•]|\.(?=\s)|(?=\s|$))\s*"
)
_RUNS_ON = re.compile(r"[a-z(,]")  # a story begins with a capital, a number or a quotation mark
_LEAST_STORY = 25  # characters after a dateline that has a story
_NO_PLACE = re.compile(
    r"(?:(?:first|last) )?(?:publish|updat|post|modif|correct|releas|issu|filed|date|as|by|in|on|at|until|"
    r"since|from|after|before|between|photo|image|file|breaking|exclusive|watch|live|video|opinion|note|today|week|"
    r"yesterday|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)(?:ed|ied|e)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DatedOpening:
    """The day, the place and the agency that a paragraph opens with, each as written but the day."""

    on: date
    place: str | None
    agency: str | None


def read_dated_opening(text: str) -> DatedOpening | None:
    """The dateline with day, month and year at the start of a paragraph; None when there is none.

    What stands before and after the date has to be a place, an agency in brackets or slashes, and a mark
    that ends the dateline; a date inside a sentence ("On March 4, 2025, ...") is none.
    """
    head = text[:_REACH]
    if _FULL_YEAR.search(head) is None:
        return None
    found = next((d for d in find_dates(head, None) if d.precision == "day"), None)
    if found is None:
        return None
    before = _BEFORE.fullmatch(head[: found.start]) if found.start else None
    if found.start and before is None:
        return None
    rest = head[found.end :]
    after = None if before else _AFTER_DATE.match(rest)
    end = _END.match(rest, after.end() if after else 0)
    if end is None:
        return None
    agency = _get_agency(before) or _get_agency(end)
    place = before["place"] if before else after["place"] if after else None
    if (place and _NO_PLACE.match(place)) or not _is_closed(end, rest, agency, place):
        return None
    # Alone on its line a date stands with a name, a rubric or a place; only an agency tells the place.
    is_alone = len(text) - found.end - end.end() < _LEAST_STORY
    if is_alone and (agency is None or find_agency(agency, is_dateline=True) is None):
        return None
    return DatedOpening(found.on, place, agency)


def _get_agency(match: re.Match[str] | None) -> str | None:
    return (match["bracketed"] or match["slashed"]) if match else None


def _is_closed(end: re.Match[str], rest: str, agency: str | None, place: str | None) -> bool:
    """Whether the dateline ends where it seems to, and says enough to be one."""
    if place is None and agency is None:
        return False  # "4 March 2025 - ..." opens the entries of a chronicle
    if _RUNS_ON.match(rest, end.end()):
        return False
    is_capital = place is not None and place.isupper()
    if end["end"] in ("", ".", ":"):
        return is_capital if end["end"] else is_capital and agency is not None
    return True
