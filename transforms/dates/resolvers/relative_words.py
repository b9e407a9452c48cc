"""Words that place a time beside another one."""

from __future__ import annotations

from pathlib import Path

from transforms.lexicon.word_lists import read_word_lists

_WORDS = read_word_lists(Path(__file__).parent / "relative_words.yaml")
LAST = _WORDS["last"]
NEXT = _WORDS["next"]
RANGE_WORDS = _WORDS["range"]
TOLD = _WORDS["told"]
BACKWARD = _WORDS["backward"]
FORWARD = _WORDS["forward"]
PRESENT = _WORDS["present"]
DURING = _WORDS["during"]
TOLD_YEAR = _WORDS["told_year"]
ENDING = _WORDS["ending"]
DAY_RANGE = _WORDS["day_range"]
YEAR_RANGE = _WORDS["year_range"]
PAST_HOUR = _WORDS["past_hour"]
MANY_UNITS = tuple(sorted(_WORDS["many_units"]))
