"""How answers about figures are written and compared: items by their words, periods by their days."""

from __future__ import annotations

import calendar
import re
from datetime import date

# How many words an item may hold beyond those that it must.
ROOM = 6


def read_period(text: str) -> tuple[date | None, date | None]:
    """First and last day of `2023`, `2023-06`, `2023-Q4`, `2023-06-05`, `a..b`, `-`."""
    if text == "-":
        return None, None
    first, _, last = text.partition("..")
    if ".." in text:
        return date.fromisoformat(first), date.fromisoformat(last) if last else None
    if quarter := re.fullmatch(r"(\d{4})-Q(\d)", text):
        year, month = int(quarter[1]), int(quarter[2]) * 3
        return date(year, month - 2, 1), date(year, month, calendar.monthrange(year, month)[1])
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    year, months = parts[0], (parts[1], parts[1]) if len(parts) == 2 else (1, 12)
    return date(year, months[0], 1), date(year, months[1], calendar.monthrange(year, months[1])[1])


def is_item_right(item: str | None, words: tuple[str, ...]) -> bool:
    """Whether an item holds all the words wanted, and not half a page besides."""
    said = re.findall(r"[\w'’-]+", (item or "").lower())
    return (
        all(any(s.startswith(w.rstrip("s")) for s in said) for w in words) and len(said) <= len(words) + ROOM
    )
