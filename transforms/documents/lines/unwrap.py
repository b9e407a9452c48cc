"""Lines that were broken at a width, joined to paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from transforms.documents.lines.lines import Line

_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$|[|>]$")
_BULLET = re.compile(r"(?:[*+•·▪►➤○●■◦‣»>–-]|o|\d{1,2}[.)])\s")
_CONTINUES = re.compile(r"(?:[a-z][a-z'’-]*[ ,.]|[a-z]$|\((?!ATTN\b)|\d+ [a-z])")
_BYLINE = re.compile(r"by [A-Z][\w.'’-]*(?: (?:and )?[A-Z][\w.'’-]*){1,5}")
_NARROWEST, _WIDEST = 40, 120
_SHORTEST_PIECE = 15
_MIN_WRAPPED = 4
_FEWEST_CUT = 3  # lines cut in a sentence that tell the width of paragraphs among other lines
_FEWEST_PARTED = 2  # where empty lines part the paragraphs
_EVEN = 0.8  # the shortest of them, as a share of the longest


def join_wrapped_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Join the lines of a paragraph that was broken at a fixed width, and single broken captions.

    A joined line keeps the offsets of the whole stretch; its text has one space where a line ended.
    """
    width = _find_width(lines)
    mixed = _find_mixed_width(lines) if width is None else None
    is_wrapped = width is not None or len(_list_cut(lines)) >= _FEWEST_PARTED
    is_parted = is_wrapped and _is_parted(lines)
    joined: list[Line] = []
    last_piece = 0
    for line in lines:
        is_cut = is_parted and bool(joined) and _runs_on(joined[-1], last_piece, line)
        if joined and (is_cut or _belongs(joined[-1], last_piece, line, width, mixed)):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        last_piece = len(line.text)
    return tuple(joined)


def _find_width(lines: Sequence[Line]) -> int | None:
    """The width at which most lines of the text are broken; None when it is not broken at a width."""
    pairs = [
        (first, second)
        for first, second in pairwise(lines)
        if second.blank_before == 0 and not _BULLET.match(second.text)
    ]
    if len(pairs) < _MIN_WRAPPED or len(pairs) < len(lines) / 3:
        return None
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(len(lengths) * 0.95)]
    if not _NARROWEST <= width <= _WIDEST or lengths[-1] > width * 1.3:
        return None
    full = [pair for pair in pairs if len(pair[0].text) + 1 + len(pair[1].text.split()[0]) > width * 0.93]
    cut = [first for first, _ in full if not _ENDS.search(first.text)]
    return width if len(full) >= len(pairs) * 0.6 and len(cut) >= len(full) * 0.5 else None


def _is_parted(lines: Sequence[Line]) -> bool:
    """Whether empty lines part the paragraphs: they stand below most lines that end a sentence early."""
    longest = max((len(line.text) for line in lines), default=0)
    ends = [
        second.blank_before > 0
        for first, second in pairwise(lines)
        if len(first.text) < _EVEN * longest and _ENDS.search(first.text)
    ]
    return longest <= _WIDEST and sum(ends) >= max(1, _EVEN * len(ends))


def _runs_on(first: Line, last_piece: int, second: Line) -> bool:
    """Whether a line breaks off in a sentence, where empty lines part all paragraphs.

    Inside of a paragraph a short line may break off, too.
    """
    least = _SHORTEST_PIECE if len(first.text) > last_piece else _NARROWEST
    return (
        second.blank_before == 0
        and last_piece >= least
        and not _ENDS.search(first.text)
        and not _BULLET.match(second.text)
    )


def _find_mixed_width(lines: Sequence[Line]) -> int | None:
    """The width at which paragraphs among other lines are broken; None where none are.

    Told by lines that end in the middle of a sentence which the next one continues in small letters: they are
    about equally long.
    """
    cut = _list_cut(lines)
    is_even = len(cut) >= _FEWEST_CUT and min(cut) >= _EVEN * max(cut)
    return max(cut) if is_even else None


def _list_cut(lines: Sequence[Line]) -> list[int]:
    """The lengths of lines that end in the middle of a sentence which the next one continues."""
    return [
        len(first.text)
        for first, second in pairwise(lines)
        if second.blank_before == 0
        and _NARROWEST <= len(first.text) <= _WIDEST
        and not _ENDS.search(first.text)
        and second.text[0].islower()
    ]


def _belongs(first: Line, last_piece: int, second: Line, width: int | None, mixed: int | None) -> bool:
    if second.blank_before or _BULLET.match(second.text) or _BYLINE.fullmatch(second.text):
        return False
    following = last_piece + 1 + len(second.text.split()[0])
    if width is not None:
        return following > width * 0.8
    if mixed is not None and _EVEN * mixed <= last_piece <= mixed and following > mixed:
        return True
    return (
        last_piece >= (60 if second.text[0].isdigit() else 35)  # a headline may stand above a number
        and not _ENDS.search(first.text)
        and _CONTINUES.match(second.text) is not None
        and " " in second.text
    )


def _join(first: Line, second: Line) -> Line:
    hyphen = first.text.endswith("-") and not first.text.endswith((" -", "--"))
    text = first.text + ("" if hyphen else " ") + second.text
    return Line(text, first.raw_start, second.raw_end, first.blank_before, first.indent)
