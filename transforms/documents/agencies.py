"""News agencies named in credits, datelines and bylines."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

_SHORT = 5  # aliases up to this length are acronyms: their case counts


def find_agency(text: str) -> str | None:
    """The first news agency named in a short text (a credit, a byline), by its usual name."""
    match = _load_pattern().search(text)
    return _load_aliases()[_fold(match.group())] if match else None


def _fold(alias: str) -> str:
    return alias if len(alias) <= _SHORT else alias.casefold()


@lru_cache(maxsize=1)
def _load_aliases() -> dict[str, str]:
    path = Path(__file__).with_name("news_agencies.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {_fold(row["alias"]): row["name"] for row in rows}


@lru_cache(maxsize=1)
def _load_pattern() -> re.Pattern[str]:
    aliases = sorted(_load_aliases(), key=len, reverse=True)
    short = "|".join(re.escape(alias) for alias in aliases if len(alias) <= _SHORT)
    long = "|".join(re.escape(alias) for alias in aliases if len(alias) > _SHORT)
    # A name may be glued to what follows ("Associated PressApril 28"), an acronym may not.
    return re.compile(rf"(?<![\w.])(?:(?i:{long})(?![a-z])|(?:{short})(?![\w.]))")
