"""Names of months and weekdays, in all their forms."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml


@lru_cache(maxsize=1)
def load_calendar_words() -> dict[str, dict[str, int]]:
    """Number (January 1, Monday 1) by lower-case word and form.

    Forms: `month`, `month_short`, `weekday`, `weekday_short`, `weekday_plural`.
    """
    words: dict[str, dict[str, int]] = read_yaml(Path(__file__).parent / "calendar_words.yaml")
    return words


def list_openings(form: str) -> tuple[str, ...]:
    """First three letters of the names of a form (`month`, `weekday`), in order; no two are alike."""
    return tuple(name[:3] for name in load_calendar_words()[form])
