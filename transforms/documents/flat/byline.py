"""Names of authors in a byline."""

from __future__ import annotations

import re

from transforms.documents.metadata.agencies import find_agency
from transforms.lexicon.patterns import load_pattern

_BY = load_pattern("documents", "byline")
_CUT = load_pattern("documents", "behind_byline")
_SPLIT = re.compile(r"\s*(?:,| and | AND |&)\s*")
_NAME = re.compile(r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|al|bin|de|la|van|von|der|el|da|dos|di)){1,4}")
_DESK = load_pattern("documents", "desk_of_byline")


_OPENING = re.compile(r"^(?:By|BY) (?P<names>[A-Z][^:.]{3,60}): ")


def read_opening_byline(paragraph: str) -> tuple[str, ...]:
    """The authors named where the first paragraph begins ("By Ann Lee: The council ...")."""
    match = _OPENING.match(paragraph)
    return read_byline(f"By {match['names']}") if match else ()


def read_byline(text: str) -> tuple[str, ...]:
    """The persons that a line names as authors ("By Ann Lee and Bo Park | Reuters"); empty when none."""
    match = _BY.match(text.strip())
    if match is None or len(text) > 120:
        return ()
    names = [name.strip(" .") for name in _SPLIT.split(_CUT.sub("", match["names"]))]
    return tuple(
        (name.title() if name.isupper() else name)
        for name in names
        if _NAME.fullmatch(name) and not _DESK.search(name) and find_agency(name) is None
    )
