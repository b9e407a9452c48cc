"""Markdown to the text that a reader sees, with the way back: headings, quotes, tables, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from transforms.documents.markdown.inline import find_inline_edits
from transforms.documents.repair.text_edits import Edit, RepairedText, apply_edits

_LINE = re.compile(r"[^\n]*\n?")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_QUOTE = re.compile(r"(?: {0,3}> ?)++")
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?:[ \t]+|$)")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$|^#+[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>=+|-{2,})[ \t]*$")
_REFERENCE = re.compile(r" {0,3}\[(?P<label>[^\[\]^][^\[\]]*)\]:[ \t]*\S+.*$")
_TABLE_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?[ \t]*$")
_TABLE_START, _TABLE_END = re.compile(r"[ \t]*\|[ \t]*"), re.compile(r"[ \t]*\|[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_NO_BREAK = re.compile(r"[^\n]")
_ENDS = (".", "!", "?", "…", ".”", '."', ":")
_NARROWEST, _WIDEST = 50, 120  # characters of a line that its author broke at a width


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """The text as rendered, and its title: the one heading of the first level, None where there isn't one."""

    repaired: RepairedText
    title: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    """One source line: its offsets without line end and marks, and what it is."""

    start: int
    end: int
    kind: str  # text, item, heading1, heading, table, code, underline1 (of a heading above it), none


def render_markdown(text: str, start: int = 0) -> MarkdownText:
    """Remove the marks of Markdown, from an offset on; what is left keeps its offsets in the source."""
    comments = list(_find_comments(text, start))
    # The same length and the same lines, so that what follows finds nothing in the comments.
    pieces, position = [], 0
    for edit in comments:
        pieces += [text[position : edit.start], _NO_BREAK.sub(" ", text[edit.start : edit.end])]
        position = edit.end
    plain = "".join([*pieces, text[position:]])
    references = {m["label"].strip().casefold() for m in re.finditer(_REFERENCE.pattern, plain[start:], re.M)}
    edits: list[Edit] = []
    rows = list(_list_rows(plain, start, edits))
    titles = [row for row in rows if row.kind == "heading1"]
    titles += [row for row, following in pairwise(rows) if following.kind == "underline1"]
    for group in _group_rows(rows):
        first, last = group[0], group[-1]
        edits += _join_lines(plain, group)
        edits += find_inline_edits(plain, first.start, last.end, references)
    rendered = apply_edits(RepairedText(text), _settle([*comments, *edits]))
    title = _render_part(text, titles[0].start, titles[0].end, references) if len(titles) == 1 else None
    return MarkdownText(rendered, title or None)


def _find_comments(text: str, start: int) -> Iterator[Edit]:
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin)) >= 0:
        start = end + len("-->")
        yield Edit(begin, start, "\n" * text.count("\n", begin, start))


def _list_rows(text: str, start: int, edits: list[Edit]) -> Iterator[_Row]:
    """The lines from `start` on; the marks that make a line what it is are added to the edits."""
    fence: str | None = None
    previous = "none"
    for match in _LINE.finditer(text, start):
        begin = match.start()
        line = match.group().rstrip("\r\n")
        if not match.group():
            break
        quote = _QUOTE.match(line) if fence is None else None
        if quote is not None:
            edits.append(Edit(begin, begin + quote.end(), ""))
            begin, line = begin + quote.end(), line[quote.end() :]
        end = begin + len(line)
        opened = _FENCE.match(line)
        if opened is not None and (fence is None or opened["fence"].startswith(fence)):
            fence = opened["fence"] if fence is None else None
            edits.append(Edit(begin, end, ""))
            row = _Row(begin, end, "none")
        elif fence is not None:
            row = _Row(begin, end, "code")
        else:
            row = _read_row(line, begin, previous, edits)
        previous = row.kind
        yield row


def _read_row(line: str, begin: int, previous: str, edits: list[Edit]) -> _Row:
    end = begin + len(line)
    if not line.strip():
        return _Row(begin, end, "none")
    underline = _UNDERLINE.match(line) if previous == "text" else None
    if underline is not None or any(form.match(line) for form in (_RULE, _REFERENCE, _TABLE_RULE)):
        edits.append(Edit(begin, end, ""))
        return _Row(begin, end, "underline1" if underline and underline["mark"][0] == "=" else "none")
    if heading := _HEADING.match(line):
        closing = _HEADING_END.search(line, heading.end())
        stop = begin + closing.start() if closing else end
        edits += [Edit(begin, begin + heading.end(), ""), Edit(stop, end, "")]
        return _Row(begin + heading.end(), stop, "heading1" if len(heading["level"]) == 1 else "heading")
    if line.lstrip().startswith("|"):
        edits += [Edit(begin + m.start(), begin + m.end(), "") for m in _table_edges(line)]
        return _Row(begin, end, "table")
    if item := _ITEM.match(line):
        return _Row(begin + item.end(), end, "item")
    return _Row(begin, end, "text")


def _table_edges(line: str) -> Iterator[re.Match[str]]:
    if first := _TABLE_START.match(line):
        yield first
        if last := _TABLE_END.search(line, first.end()):
            yield last


def _group_rows(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Rows that are one paragraph: a text or an item with the text under it; all others alone."""
    group: list[_Row] = []
    for row in rows:
        if group and not (row.kind == "text" and group[-1].kind in ("text", "item")):
            yield group
            group = []
        if row.kind not in ("none", "code", "underline1"):
            group.append(row)
    if group:
        yield group


def _join_lines(text: str, group: list[_Row]) -> Iterator[Edit]:
    """The lines of a paragraph that was broken at a width, as one line."""
    pieces = [text[row.start : row.end] for row in group]
    broken = pieces[:-1]
    is_wrapped = all(_NARROWEST <= len(piece) <= _WIDEST for piece in broken) and any(
        not piece.rstrip().endswith(_ENDS) for piece in broken
    )
    for row, following, piece in zip(group, group[1:], broken, strict=False):
        if piece.endswith("\\"):
            yield Edit(row.end - 1, row.end, "")
        elif is_wrapped and not piece.endswith("  "):
            yield Edit(row.end, following.start, " ")


def _render_part(text: str, start: int, end: int, references: set[str]) -> str:
    part = text[start:end]
    return apply_edits(RepairedText(part), find_inline_edits(part, 0, len(part), references)).text.strip()


def _settle(edits: list[Edit]) -> list[Edit]:
    """Edits in order; one that lies in another goes."""
    settled: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start == edit.end or (settled and edit.start < settled[-1].end):
            if settled and edit.start < settled[-1].end < edit.end:
                settled[-1] = Edit(settled[-1].start, edit.end, settled[-1].new or edit.new)
            continue
        settled.append(edit)
    return settled
