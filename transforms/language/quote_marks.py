"""Stretches of text inside quotation marks, of every usual style, also across paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

OPENING = "“„«"
CLOSING = "”»"
_DOUBLE = re.compile(rf"``|''|[{OPENING}{CLOSING}\"]")
# A single quotation mark opens after a space or bracket and closes before a space or punctuation.
_SINGLE = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[(—–-]))[‘'](?=\w)(?P<inner>[^‘’'\n]*(?:\w[’']\w[^‘’'\n]*)*)[’'](?=[\s,.;:!?)—–-]|$)"
)


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """Words in quotation marks: `start`/`end` with the marks, `inner_start`/`inner_end` without.

    `continues` tells that the span goes on with the one before it, which its paragraph left open.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool = True
    continues: bool = False


@lru_cache(maxsize=4)
def find_marked_spans(text: str) -> tuple[MarkedSpan, ...]:
    """All stretches in quotation marks, in order, not overlapping.

    A quotation that isn't closed at the end of its paragraph goes on when the next paragraph opens
    with a mark again (the convention for speech of several paragraphs): a span for each paragraph.
    The last texts are remembered: dates and quotations ask for the same one.
    """
    spans: list[MarkedSpan] = []
    offset = 0
    for paragraph in text.split("\n"):
        found = list(_scan_paragraph(paragraph, offset))
        if not found and ("'" in paragraph or "‘" in paragraph):
            found = [_inner_single(m, offset) for m in _SINGLE.finditer(paragraph)]
        spans.extend(found)
        offset += len(paragraph) + 1
    return tuple(_mark_continued(text, spans))


def _inner_single(match: re.Match[str], offset: int) -> MarkedSpan:
    return MarkedSpan(
        offset + match.start(),
        offset + match.end(),
        offset + match.start("inner"),
        offset + match.end("inner"),
    )


def _scan_paragraph(paragraph: str, offset: int) -> Iterator[MarkedSpan]:
    """Pair the double marks of one paragraph.

    Straight marks, and curly ones set the wrong way round (common in machine-translated news), are
    paired by alternation; a mark is read as opening when none is open.
    """
    open_at: int | None = None
    open_width = 1
    for position, width in _marks(paragraph):
        if open_at is None:
            if paragraph[position] not in OPENING and not _may_open(paragraph, position, width):
                continue
            open_at, open_width = position, width
        elif paragraph[position] in OPENING and _is_true_opening(paragraph, position, width):
            yield _span(offset, open_at, open_width, position, 0, paragraph)
            open_at, open_width = position, width
        else:
            yield _span(offset, open_at, open_width, position, width, paragraph)
            open_at = None
    if open_at is not None:
        yield _span(offset, open_at, open_width, len(paragraph), 0, paragraph)


def _marks(paragraph: str) -> Iterator[tuple[int, int]]:
    """Start and width of every double mark."""
    return ((m.start(), m.end() - m.start()) for m in _DOUBLE.finditer(paragraph))


def _may_open(paragraph: str, position: int, width: int) -> bool:
    before = paragraph[position - 1 : position]
    after = paragraph[position + width : position + width + 1]
    return not before.isalnum() and after.strip() != ""


def _is_true_opening(paragraph: str, position: int, width: int) -> bool:
    before = paragraph[position - 1 : position]
    after = paragraph[position + width : position + width + 1]
    return before in ("", " ", "(", "—") and after.strip() != "" and after not in ",.;:!?"


def _span(offset: int, start: int, start_width: int, end: int, end_width: int, paragraph: str) -> MarkedSpan:
    inner_start, inner_end = start + start_width, end
    while inner_start < inner_end and paragraph[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and paragraph[inner_end - 1] in " \t,":
        inner_end -= 1
    return MarkedSpan(
        offset + start, offset + end + end_width, offset + inner_start, offset + inner_end, end_width > 0
    )


def _mark_continued(text: str, spans: list[MarkedSpan]) -> list[MarkedSpan]:
    marked: list[MarkedSpan] = []
    for span in spans:
        if span.inner_end <= span.inner_start:
            continue
        last = marked[-1] if marked else None
        between = text[last.inner_end : span.start] if last is not None else ""
        goes_on = last is not None and not last.is_closed and not between.strip() and "\n" in between
        marked.append(replace(span, continues=goes_on))
    return marked
