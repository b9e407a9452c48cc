"""Datelines: place, day and agency at the start of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.dated_openings import DatedOpening, read_dated_opening
from transforms.documents.metadata.published_date import PublishedDate

_PLACE = r"(?P<place>[A-Z][A-Z.'’ -]{2,30}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?"
_DATELINE = re.compile(
    rf"^{_PLACE}(?:(?:/| and )[A-Z][\w .]+)?(?:, [A-Z][\w .]+?)?(?:, {_DAY})?"
    r"\s*(?:(?:\(|/(?=[\w .&-]+/))(?P<agency>[\w .&/-]{2,40}?)[/)]\s*(?:[-–—]{1,2}|:|$)|"
    r"\s[-–—]{1,2}\s|\s?[–—]\s?)"
)
_MARKS = ("(", "/", "-", "–", "—", ":")  # one of them ends every dateline
_COLON_PLACE = re.compile(r"^(?P<place>[A-Z][A-Z.'’ -]{2,30})(?:, [A-Z][\w .]+)?:\s")
_NOT_PLACES = frozenset(
    (
        "BREAKING",
        "UPDATE",
        "EXCLUSIVE",
        "WATCH",
        "CLAIM",
        "THE FACTS",
        "BOTTOM LINE",
        "LIVE",
        "VIDEO",
        "OPINION",
    )
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place of a dateline, the agency named in it, and its day where it states day, month and year."""

    place: str | None
    agency: str | None
    on: date | None = None


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with ("SEOUL, Aug. 20 (Yonhap) --"); None when there is none."""
    if (dated := read_dated_opening(text)) is not None:
        return _name_parts(dated)
    if not text[:1].isupper():
        return None
    head = text[:120]
    if not any(mark in head for mark in _MARKS):
        return None
    match = _DATELINE.match(head) or _COLON_PLACE.match(text[:60])
    if match is None:
        return None
    place = match["place"].strip()
    named = match.groupdict().get("agency")
    agency = find_agency(named, is_dateline=True) if named else None
    if place in _NOT_PLACES or (agency is None and not place.isupper()):
        return None
    return Dateline(_write_place(place), agency)


def date_dateline(dateline: Dateline | None) -> PublishedDate | None:
    """The day of a dateline as a date of publication; None when it states none."""
    if dateline is None or dateline.on is None:
        return None
    return PublishedDate(dateline.on, None, "day")


def _name_parts(dated: DatedOpening) -> Dateline | None:
    if dated.place in _NOT_PLACES:
        return None
    agency = find_agency(dated.agency, is_dateline=True) if dated.agency else None
    return Dateline(_write_place(dated.place) if dated.place else None, agency, dated.on)


def _write_place(place: str) -> str:
    """A place in capitals as it is written elsewhere; "USA" stays."""
    return place.title() if place.isupper() and len(place) > 3 else place
