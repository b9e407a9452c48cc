"""Dates that a sentence gives by their distance, or by the day on which something was said."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Token

from schemas.events import DatePrecision
from transforms.dates.lookup import TimeLookup, find_clause
from transforms.events.coding import Coding
from transforms.events.ontology import VERBAL_CONFLICT

_LENGTH = re.compile(r"P(\d+)([DWMY])")
SPOKEN_TYPES = VERBAL_CONFLICT | {"AGREE", "SUPPORT", "CONCEDE"}
PAST_TAGS = frozenset({"VBD", "VBN"})


@dataclass(frozen=True, slots=True)
class Distance:
    """How far an event lies from the main clause of its sentence; `value` is a TIMEX3 duration."""

    main: Token
    value: str
    sign: int
    text: str

    def count_from(self, day: date) -> tuple[date, date, DatePrecision] | None:
        """First day, last day and precision; None where the length is vague."""
        match = _LENGTH.fullmatch(self.value)
        if match is None:
            return None
        number, unit = int(match[1]) * self.sign, match[2]
        if unit in "DW":
            found = day + timedelta(days=number * (7 if unit == "W" else 1))
            if unit == "D":
                return found, found, "day"
            monday = found - timedelta(days=found.weekday())
            return monday, monday + timedelta(days=6), "week"
        if unit == "M":
            year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
            last = calendar.monthrange(year, month + 1)[1]
            return date(year, month + 1, 1), date(year, month + 1, last), "month"
        return date(day.year + number, 1, 1), date(day.year + number, 12, 31), "year"


def find_distance(token: Token, times: TimeLookup) -> Distance | None:
    """The length before "after" or "before" that heads an event: "a day after rebels attacked"."""
    for marker, above in _list_markers(token):
        if marker.lower_ not in {"after", "before"} or not marker.i:
            continue
        before = marker.nbor(-1)
        length = times.overlapping(before.idx, before.idx + len(before))
        main = find_clause(above)
        if length is None or length.type != "DURATION" or main is None or main.i == token.i:
            continue
        return Distance(main, length.value or "", -1 if marker.lower_ == "after" else 1, length.text)
    return None


def _list_markers(token: Token) -> Iterator[tuple[Token, Token]]:
    """Conjunctions and prepositions under which a word stands, each with what is above it."""
    clause = find_clause(token) or token
    yield from ((c, clause.head) for c in clause.children if c.dep_ == "mark")
    for word in (token, clause):
        if word.dep_ in {"pobj", "pcomp"}:
            yield word.head, word.head.head


def find_saying(coding: Coding) -> Token | None:
    """The verb of saying by which a spoken event is done: "said on Monday it will not attend"."""
    if coding.event_type not in SPOKEN_TYPES or coding.status == "hypothetical":
        return None
    clause = find_clause(coding.anchor)
    if clause is None or clause.dep_ not in {"ccomp", "parataxis"} or clause.tag_ in PAST_TAGS:
        return None
    if any(c.dep_ == "aux" and c.tag_ == "VBD" for c in clause.children):
        return None
    above = find_clause(clause.head)
    return above if above is not None and above.i != clause.i and above.pos_ == "VERB" else None
