"""Names and idioms that look like time expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml


@dataclass(frozen=True, slots=True)
class Masks:
    """Words of masks.yaml, ready for look-up."""

    names: re.Pattern[str]
    weekday_names: frozenset[str]
    before_year: frozenset[str]
    after_year: frozenset[str]
    year_plurals: frozenset[str]
    award_nouns: frozenset[str]
    match_nouns: frozenset[str]
    season_nouns: frozenset[str]
    race_words: frozenset[str]
    before_season: frozenset[str]
    after_fall: frozenset[str]
    before_old_year: frozenset[str]
    before_short_month: frozenset[str]
    after_unit: frozenset[str]

    def find_names(self, text: str) -> list[tuple[int, int]]:
        """Spans of the text inside which nothing is a time expression."""
        return [m.span() for m in self.names.finditer(text)]


@lru_cache(maxsize=1)
def load_masks() -> Masks:
    """The masks that ship beside this module."""
    raw = read_yaml(Path(__file__).parent / "masks.yaml")
    names = sorted((re.escape(str(n)) for n in raw["names"]), key=len, reverse=True)
    initials = re.escape("".join(sorted({str(n)[0] for n in raw["names"]})))
    words = {name: frozenset(str(w) for w in raw[name]) for name in raw if name != "names"}
    return Masks(re.compile(rf"(?=[{initials}])(?<!\w)(?:" + "|".join(names) + r")(?!\w)"), **words)
