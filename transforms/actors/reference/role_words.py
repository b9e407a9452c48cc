"""Words beside offices, and ministers' offices with portfolios of several words."""

from __future__ import annotations

from functools import lru_cache

from transforms.actors.reference.tables import DATA
from transforms.actors.words import Words
from transforms.lexicon.word_lists import read_word_lists

LONGEST_PORTFOLIO = 12


@lru_cache(maxsize=1)
def load_role_words() -> dict[str, frozenset[str]]:
    """The words of each list of `role_words.yaml`."""
    return read_word_lists(DATA / "role_words.yaml")


def find_portfolio(words: Words, last: int) -> int | None:
    """The first token of "Minister of Trade, Industry and Energy" that ends before token `last`."""
    k, sentence = last - 1, words.sentence[min(last, len(words) - 1)]
    while k > 0 and last - k <= LONGEST_PORTFOLIO and words.sentence[k] == sentence:
        if words.lower[k] in {"for", "of"} and words.lower[k - 1] in load_role_words()["portfolio_offices"]:
            return k - 1 if last - k > 1 else None
        if not (words.text[k][0].isupper() or words.lower[k] in load_role_words()["in_portfolios"]):
            return None
        k -= 1
    return None
