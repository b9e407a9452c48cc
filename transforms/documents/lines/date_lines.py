"""Lines that are nothing but a date, alone or with a place, a source or a label."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.documents.lines.line_words import join_words
from transforms.documents.metadata.clock_forms import find_clocks
from transforms.documents.metadata.date_forms import find_dates

_MAX_LENGTH = 90
_YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d")
_DIGIT = re.compile(r"\d")
_FILLER = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    rf"|\b(?:{join_words('date_filler')})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIX = re.compile(r"(?<=\d)(?:am|pm|st|nd|rd|th)\b", re.IGNORECASE)  # glued to their number


_GLUED = re.compile(
    r"(?<=[a-z])(?=(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d)"
)
_GLUED_TIME = re.compile(r"(?<=\b(?:19|20)\d\d)(?=\d{1,2}:\d\d)|(?<=\d [AP]M UTC|\d [AP]M GMT)(?=[A-Z][a-z])")


def split_glued_date(text: str) -> str:
    """The line with spaces before a month and after a year that lack them ("PressMay 2, 20247:00 AM")."""
    return _GLUED_TIME.sub(" ", _GLUED.sub(" ", text))


@lru_cache(maxsize=32768)
def is_date_line(text: str) -> bool:
    """Whether a line states a full date and hardly anything else ("Wed, Oct 14, 2020 - 5:50 AM")."""
    if len(text) > _MAX_LENGTH or not _DIGIT.search(text) or text.count(" ") > 14:
        return False
    text = split_glued_date(text)
    # Cheap tests first: a year or a date in numbers, and no word in small letters that dates don't have.
    words = _WORD.findall(_FILLER.sub(" ", _SUFFIX.sub(" ", text)))
    if not _YEAR.search(text) or any(word[0].islower() for word in words):
        return False
    dates = find_dates(text, True) or find_dates(text, False)
    if not dates:
        return False
    rest = text
    spans = sorted(
        [(d.start, d.end) for d in dates] + [(c.start, c.end) for c in find_clocks(text)], reverse=True
    )
    for start, end in spans:
        rest = rest[:start] + " " + rest[end:]
    others = _WORD.findall(_FILLER.sub(" ", _SUFFIX.sub(" ", rest)))
    if text.endswith(".") and len(others) > 1:
        return False
    return len(others) <= 4 and all(word[0].isupper() for word in others)
