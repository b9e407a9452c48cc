"""The parts of a dateline: places, agencies, weekdays and days, and the marks between them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.word_lists import read_lines

_CAPITAL = r"[^\W\d_a-z]"
_WORD = rf"(?:(?:S[Tt]|S[Tt][Ee]|F[Tt]|M[Tt])\.|{_CAPITAL}[\w'’]*(?:-[\w'’]+)*|(?:{_CAPITAL}\.){{2,3}})"
_NAMES = rf"{_WORD}(?: (?:{_WORD}|de|del|am|an|der|la|el|al|of|da|do|sur)){{0,3}}"
PLACE = re.compile(rf"(?P<place>{_NAMES})(?:(?:\s?[/&]\s?| and ){_NAMES})?")
REGION = re.compile(rf",? ?{_CAPITAL}[\w.'’-]*(?: [\w.'’-]+){{0,2}}?(?=\s?[,(/:–—|]|\s-|--)")
WEEKDAY = re.compile(
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,? ?", re.IGNORECASE
)
AGENCY = re.compile(r"\(\s?(?P<bracketed>[\w .&/'’-]{2,40}?)\s?\)|/(?P<slashed>[\w .&'’-]{2,30})/")
GAP = re.compile(r"\s?(?:[,.|·:]|[-–—]{1,2})?\s?")
END = re.compile(r"\)?\.?\s?(?P<mark>[-–—]{1,2}|[:|·•]|\.(?=\s|$)|(?=\s|$))\s*")
RUNS_ON = re.compile(r"[a-z(,]")  # a story begins with a capital, a number or a quotation mark


def is_no_place(name: str) -> bool:
    """Whether a line that begins with these words has a label where datelines have their place."""
    return _load_labels().match(name) is not None


@lru_cache(maxsize=1)
def _load_labels() -> re.Pattern[str]:
    labels = read_lines(Path(__file__).with_name("no_places.txt"))
    return re.compile(rf"(?:{'|'.join(labels)})\b", re.IGNORECASE)
