"""News agencies named in credits, datelines and bylines."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv

_SHORT = 5  # aliases up to this length are acronyms: their case counts


def find_agency(text: str, is_dateline: bool = False) -> str | None:
    """The first news agency named in a short text (a credit, a byline), by its usual name.

    `is_dateline`: the text stands in the brackets of a dateline, where every known acronym counts.
    """
    match = _load_pattern(is_dateline).search(text)
    return _load_aliases(is_dateline)[_fold(match.group())] if match else None


def match_agency(text: str, start: int) -> tuple[str, int] | None:
    """The agency whose name begins at `start`, and where the name ends."""
    match = _load_pattern(True).match(text, start)
    return (_load_aliases(True)[_fold(match.group())], match.end()) if match else None


def _fold(alias: str) -> str:
    return alias if len(alias) <= _SHORT else alias.casefold()


@lru_cache(maxsize=2)
def _load_aliases(is_dateline: bool) -> dict[str, str]:
    path = Path(__file__).with_name("news_agencies.csv")
    return {
        _fold(row["alias"]): row["name"] for row in read_csv(path) if is_dateline or row["place"] == "any"
    }


@lru_cache(maxsize=2)
def _load_pattern(is_dateline: bool) -> re.Pattern[str]:
    aliases = sorted(_load_aliases(is_dateline), key=len, reverse=True)
    short = "|".join(re.escape(alias) for alias in aliases if len(alias) <= _SHORT)
    long = "|".join(re.escape(alias) for alias in aliases if len(alias) > _SHORT)
    # A name may be glued to what follows ("Associated PressApril 28"), an acronym may not.
    return re.compile(rf"(?<![\w.])(?:(?i:{long})(?![a-z])|(?:{short})(?![\w.]))")
