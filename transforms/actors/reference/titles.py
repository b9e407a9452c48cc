"""Titles and offices: before a name ("Foreign Minister X") and as nouns ("the Russian leader")."""

from __future__ import annotations

from functools import lru_cache

from transforms.actors.reference.tables import read_table, read_words
from transforms.actors.words import Words

LONGEST = 4


@lru_cache(maxsize=1)
def load_roles() -> dict[str, tuple[str, str]]:
    """(sector, kind) by role in lower case; ministers and secretaries of every portfolio among them."""
    found = {
        f"{portfolio} {office}": ("GOV", "title")
        for portfolio in read_words("portfolios.txt")
        for office in ("minister", "secretary")
    }
    found.update({row["role"]: (row["sector"], row["kind"]) for row in read_table("roles.csv")})
    return found


def title_length(words: Words, first: int, last: int) -> int:
    """Number of tokens of the longest title that starts at `first` and ends by `last`; 0 if none does."""
    roles = load_roles()
    for end in range(min(last, first + 2 * LONGEST), first, -1):
        if words.slice(first, end).lower() in roles:
            return end - first
    return 0


def skip_titles(words: Words, first: int, last: int) -> int:
    """The first token of a name after its titles; at least one token is left."""
    while last - first > 1:
        length = title_length(words, first, last - 1)
        if not length:
            break
        first += length
    return first


def title_end_at(words: Words, last: int, earliest: int) -> tuple[int, str] | None:
    """(first token, role) of the longest title that ends just before token `last`."""
    roles = load_roles()
    for first in range(max(earliest, last - 2 * LONGEST), last):
        role = words.slice(first, last).lower()
        if role in roles:
            return first, role
    return None
