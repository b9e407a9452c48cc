"""Who wrote a flat text: bylines, and names alone on a line of the head or beside its date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.documents.flat.byline import read_byline, read_opening_byline
from transforms.documents.lines.date_lines import is_date_line
from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.author_names import clean_authors, cut_role, is_desk
from transforms.documents.metadata.page_title import has_press_word

_LONGEST = 80  # characters of a line with names
_NAME_WORDS = (2, 4)
_NAMED_SHARE = 0.6  # of the words of a line that is no date
_PLACE = re.compile(r" in [A-Z]\w+(?: [A-Z]\w+)?(?= and |$)")  # of a reporter


def find_authors(head: Sequence[str], above: int, opening: str, body: Sequence[str]) -> tuple[str, ...]:
    """The authors that the head of a text names.

    Args:
        head: the dropped lines from a few above the title down to the text.
        above: how many of them stand above the title; these name sites, not authors, but in a byline.
        opening: the first paragraph, which may begin with a byline.
        body: the paragraphs; a name that they hold ("in New York", "Minister Ann Lee said") is no author.
    """
    for line in head:
        if names := read_byline(line):
            return names
    if names := read_opening_byline(opening):
        return names
    text = " ".join(body)
    for number, line in enumerate(head[above:], start=above):
        near = [*head[max(above, number - 2) : number], *head[number + 1 : number + 3]]
        if names := _read_names(line, near, text):
            return names
    return ()


def _read_names(line: str, near: Sequence[str], text: str) -> tuple[str, ...]:
    """The names of a line that is a date with names, or names alone near a date, or follows an agency."""
    if len(line) > _LONGEST:
        return ()
    is_dated = is_date_line(line)
    is_signed = "/" in line and find_agency(line) is not None
    if not (is_dated or is_signed or any(map(is_date_line, near))):
        return ()
    line = cut_role(line)
    names = clean_authors([line])
    named = sum(name.count(" ") + 1 for name in names)
    words = _PLACE.sub("", line).count(" ") + 1
    if not is_dated and not is_signed and named < _NAMED_SHARE * words:
        return ()
    return names if all(_is_author(name, text) for name in names) else ()


def _is_author(name: str, text: str) -> bool:
    if is_desk(name):
        return True
    words = name.split()
    is_told = name in text  # the person that the text is about, as a label or under a picture
    is_person = _NAME_WORDS[0] <= len(words) <= _NAME_WORDS[1] and not has_press_word(name)
    return is_person and not is_told
