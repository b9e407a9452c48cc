"""Flat text to lines that know where they stand in the raw text."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Every character that ends a line somewhere: a lone CR, form feed and the Unicode separators too.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_EDGE = " \t\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad\u3000\u2002\u2003\u2009\u202f\x00"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty.

    `text` is stripped of spaces, also the invisible ones; `raw_start` and `raw_end` are its offsets in the
    decoded raw text; `blank_before` counts the empty lines before it; `indent` the spaces cut at its start.
    """

    text: str
    raw_start: int
    raw_end: int
    blank_before: int
    indent: int


def split_lines(raw_text: str) -> tuple[Line, ...]:
    """Split decoded text into the lines that hold something, in order."""
    lines: list[Line] = []
    previous_end = 0
    for match in _LINE.finditer(raw_text):
        whole = match.group()
        left = whole.lstrip(_EDGE)
        text = left.rstrip(_EDGE)
        if not text:
            continue
        indent = len(whole) - len(left)
        start = match.start() + indent
        between = raw_text[previous_end:start]
        breaks = 1 if between == "\n" else len(_BREAK.findall(between))
        lines.append(Line(text, start, start + len(text), max(0, breaks - (1 if lines else 0)), indent))
        previous_end = start + len(text)
    return tuple(lines)
