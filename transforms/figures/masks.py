"""Spans of a text whose digits and number words are no figures: dates, times of day, links, references, names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from schemas.time_expressions import TimeExpression

MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jun\.|July?|Jul\.|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
DURATION_WORD = re.compile(
    r"[\s\u00a0-]*(?:(?:and a half|or so|more|full|consecutive|straight|past|last|calendar|whole|working|business|long|short|additional|-)[\s-]*)*"
    r"(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|decades?|centur(?:y|ies)|fortnights?|quarters|nights?|seasons?|weekends?)\b",
    re.IGNORECASE,
)
PATTERNS = re.compile(
    rf"""
    https?://\S+ | www\.\S+ | \S+@\S+\.\w+ | \b[\w-]+\.(?:com|org|net|gov|co|io)\b\S*        # links
  | \b\w+(?:/[\w-]+){{2,}}                                                                       # file numbers
  | [#@]\w+                                                                                   # tags
  | \b\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b                                                   # numeric dates
  | \b(?:\d{{1,2}}(?:st|nd|rd|th)?\s*(?:-|–|to|and)\s*)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\b(?!-)(?:\s*,?\s*{YEAR}\b)?
  | \b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*(?:%|percent|per\ cent|million|billion|people|years?|-year)\b)(?:\s*(?:-|–|to|and|&)\s*\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:\s*,?\s*{YEAR}\b)?
  | \b{MONTH}\s*,?\s*(?:of\s+)?{YEAR}\b
  | \b{YEAR}\s*(?:[-–/]|to|and)\s*(?:{YEAR}|\d\d)\b(?!\s*(?:%|percent|per\ cent|\w+s\b))           # spans of years
  | \b(?:mid-?|early\s|late\s)?(?:1[0-9]|20)\d0s\b | \b['’‘]?\d0s\b                              # decades
  | ['’‘]\d\d\b(?!\d)                                                                           # '96
  | \b\d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}})?\s*(?:[ap]\.?m\.?|hrs|hours|GMT|UTC|EST|EDT|CET|BST|IST|h)\b
  | \b\d{{1,2}}:\d{{2}}(?::\d{{2}}|\.\d+)?\b(?:\s*[ap]\.?m\b\.?)?
  | \b\d{{1,2}}(?:\.\d\d)?\s*(?:[ap]\.m\.|[ap]m\b)
  | \b\d{{4}}\s*(?:GMT|UTC|EST|EDT|CET|BST|IST|hrs|hours)\b
  | \b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{{1,2}})\s+o['’]\s?clock\b
  | \b\d{{3}}[-.\s]\d{{3}}[-.\s]\d{{4}}\b | \+\d{{1,3}}[-\s]?\(?\d[\d\s().-]{{6,}}\d | \b1-\d{{3}}-\d{{3}}-\d{{4}}\b   # telephones
  | \b\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}}(?:\.\d{{1,3}})*\b                                         # versions, addresses
  | \bGroup\s+of\s+(?:Seven|Eight|Ten|Twenty|77|7|8|10|20)\b | \b[GEB]-?(?:7|8|10|20|77)\b | \b(?:next\s+)?day\s+\d{{1,2}}\b(?=\s*[,.;])
  | \b(?:S\s?&\s?P|Standard\s(?:&|and)\sPoor)\s?(?:['’]\s?s)?\s+500\b
  | \b\d{{1,5}}\s+(?-i:(?:[A-Z][\w'.-]+\s+){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Terrace|Highway|Parade))\b   # addresses
  | \b24/7\b | \b9/11\b | \b7/7\b | \b50[/-]50\b | \b20[/-]20\b(?=\s+(?:hindsight|vision)) | \bTwenty20\b
  | \b\d+(?:st|nd|rd|th)\b(?:[\s-]+(?:century|centuries))? | \b\d+\s+th\b                        # ordinals
  | \[\d+\] | (?m:^\s*\(?\d{{1,2}}[.)]\s(?=\D))                                                  # notes, list numbers
    """,
    re.VERBOSE | re.IGNORECASE,
)


TRIGGER = re.compile(r"\d|o['’]\s?clock|Group of", re.IGNORECASE)
REACH = 45


class Masks:
    """Sorted spans, with the question whether a span lies in one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._longest = max((end - start for start, end in self._spans), default=0)

    def covers(self, start: int, end: int) -> bool:
        """Whether a masked span overlaps start..end."""
        at = bisect_right(self._starts, end - 1) - 1
        while at >= 0 and self._starts[at] >= start - self._longest:
            if self._spans[at][0] < end and start < self._spans[at][1]:
                return True
            at -= 1
        return False


def _find_windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches around what can begin or end a masked span, so that the patterns need not run everywhere."""
    start = end = -1
    for match in TRIGGER.finditer(text):
        low, high = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
        low = text.rfind(" ", 0, low) + 1 if low else 0
        if low > end:
            if end >= 0:
                yield start, end
            start = low
        end = max(end, high)
    if end >= 0:
        yield start, end


def find_masks(text: str, times: Iterable[TimeExpression]) -> Masks:
    """Masked spans of a text: patterns of its own and the dates and times that were found in it.

    A number before a unit of time is a figure inside a time expression as well ("the last 27 years").
    """
    spans = [m.span() for start, end in _find_windows(text) for m in PATTERNS.finditer(text, start, end)]
    for time in times:
        if time.type != "DURATION" and not (time.type == "SET" and " times " in time.text):
            spans.append((time.char_start, time.char_end))
    return Masks(spans)
