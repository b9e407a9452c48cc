"""The name of the site in the line of a title, and on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from transforms.documents.lines.date_lines import is_date_line
from transforms.documents.metadata.page_title import has_press_word, is_site_name
from transforms.lexicon.word_lists import read_lines

_SEPARATOR = re.compile(r"\s+(?:[|–—•·»:]|-|::|//)\s+|\s*\|\s*")
_FEWEST_WORDS = 3  # of a title


def split_site_name(line: str, others: Sequence[str]) -> tuple[str, str | None]:
    """The title in a line, and the name of the site that stands before or behind it ("Title - The Gazette").

    A part is the name where it is written like one and has a word of newspapers ("Gazette"), or other lines
    of the text (`others`) hold it.
    """
    parts = [part for part in _SEPARATOR.split(line) if part]
    if len(parts) < 2:
        return line, None
    for name, start, end in ((parts[-1], 0, line.rindex(parts[-1])), (parts[0], len(parts[0]), len(line))):
        title = line[start:end].strip(" |–—•·»:-/")
        is_full = title.count(" ") + 1 >= _FEWEST_WORDS and not is_date_line(title)
        if is_full and is_publisher_name(name, [o for o in others if o != line]):
            return title, name
    return line, None


def is_publisher_name(text: str, others: Sequence[str]) -> bool:
    """Whether a text is written like the name of a site and something says that it is one."""
    if not is_site_name(text) or {text.split()[0], text.title()} & load_no_publishers():
        return False
    if has_press_word(text) or text in others:
        return True
    return " " in text and sum(text in other for other in others) > 0


def find_named_site(texts: Sequence[str]) -> str | None:
    """The first line that is the name of a newspaper ("The Merrow Gazette"), one in capitals last."""
    named = [text for text in texts if " " in text and has_press_word(text) and is_publisher_name(text, ())]
    best = next((text for text in named if not text.isupper()), None)
    return best or next((text.title() for text in named), None)


@lru_cache(maxsize=1)
def load_no_publishers() -> frozenset[str]:
    """Words and first words of what stands where sites name themselves, and names none."""
    return frozenset(read_lines(Path(__file__).with_name("no_publishers.txt")))
