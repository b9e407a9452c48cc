"""Datelines: place, day and agency at the start of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.documents.agencies import find_agency

_PLACE = r"(?P<place>[A-Z][A-Z.'’ -]{2,30}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?"
_DATELINE = re.compile(
    rf"^{_PLACE}(?:(?:/| and )[A-Z][\w .]+)?(?:, [A-Z][\w .]+?)?(?:, {_DAY})?"
    r"\s*(?:\((?P<agency>[\w .&/-]{2,40})\)\s*(?:[-–—]{1,2}|:|$)|\s[-–—]{1,2}\s|\s?[–—]\s?)"
)
_MARKS = ("(", "-", "–", "—", ":")  # one of them ends every dateline
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
    """The place of a dateline and the agency named in it."""

    place: str
    agency: str | None


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with ("SEOUL, Aug. 20 (Yonhap) --"); None when there is none."""
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
    return Dateline(place.title() if place.isupper() and len(place) > 3 else place, agency)
