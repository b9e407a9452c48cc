"""Numbers of the tokens that are certain words, read from the arrays of a document: no other is made."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from spacy.attrs import LEMMA, LOWER, ORTH
from spacy.tokens import Doc

# What of a token is compared: its text, its lower-case text, its lemma in lower case.
ATTRIBUTES = {"orth": ORTH, "lower": LOWER, "lemma": LEMMA}
MOST_KEYS = 50_000  # remembered of the words seen


class WordFinder:
    """Finds the tokens that are one of some words, and remembers of every word seen whether it is."""

    def __init__(self, attribute: Literal["orth", "lower", "lemma"], words: Collection[str]) -> None:
        self._attribute, self._words = attribute, words
        self._known: dict[int, bool] = {}

    def number_tokens(self, doc: Doc) -> list[int]:
        """Numbers of the tokens that are one of the words, in order."""
        if not len(doc):
            return []
        column: Any = doc.to_array(ATTRIBUTES[self._attribute])
        keys: list[int] = column.tolist()
        known = self._known
        if len(known) > MOST_KEYS:
            known.clear()
        strings = doc.vocab.strings
        for key in set(keys).difference(known):
            known[key] = self._is_wanted(strings[key])
        return [i for i, key in enumerate(keys) if known[key]]

    def _is_wanted(self, word: str) -> bool:
        return (word.lower() if self._attribute == "lemma" else word) in self._words
