"""Attribute rules of a spaCy pipeline, each combination of a token's attributes matched once.

The rules of the English models look at one token (its tag, lower-case form, dependency), a handful at two:
what they say of a token depends on few attributes, so that matching again and again can be saved.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from spacy.attrs import IDS
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

LONGEST = 2  # tokens in a pattern; a ruler with longer ones matches by itself
MOST_KEYS = 50_000  # remembered; a word is part of a key, so that their number grows with what is read

Key = tuple[int, ...]
Match = tuple[int, int, int]  # number of the rule, its name, tokens covered


class AttributeMemo:
    """What a ruler says by the attributes of a token, or of a token and the next."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler: Any = ruler
        rules: Any = ruler.patterns
        patterns: list[Any] = [pattern for rule in rules for pattern in rule["patterns"]]
        names = sorted({name for pattern in patterns for token in pattern for name in token})
        self._is_simple = all(n in IDS for n in names) and all(len(p) <= LONGEST for p in patterns)
        self._attributes = [IDS[name] for name in names if name in IDS]
        self._first = Matcher(ruler.vocab)
        for number, pattern in enumerate(p for p in patterns if len(p) > 1):
            self._first.add(str(number), [pattern[:1]])
        self._alone: dict[Key, tuple[list[Match], bool]] = {}
        self._paired: dict[Key, list[Match]] = {}

    @staticmethod
    @lru_cache(maxsize=4)
    def of(ruler: AttributeRuler) -> AttributeMemo:
        """The memo of a ruler, kept as long as the process."""
        return AttributeMemo(ruler)

    def annotate(self, docs: list[Doc]) -> None:
        """Set the attributes that the ruler would set."""
        if len(self._alone) + len(self._paired) > MOST_KEYS:
            self._alone.clear()
            self._paired.clear()
        for doc in docs:
            matches = self._match(doc) if self._is_simple else self._ruler.match(doc)
            self._ruler.set_annotations(doc, matches)

    def _match(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """Matches as the ruler sorts them: rules that come later have precedence."""
        table: Any = doc.to_array(self._attributes)
        keys: list[Key] = [tuple(row) for row in table.reshape(len(doc), -1).tolist()]
        matches = []
        for i, key in enumerate(keys):
            found, may_open = self._look_up(doc, i, key)
            matches += [(number, name, i, i + length) for number, name, length in found]
            if may_open and i + 1 < len(keys):
                pair = key + keys[i + 1]
                if pair not in self._paired:
                    self._paired[pair] = self._ask(doc, i, LONGEST)
                matches += [(number, name, i, i + length) for number, name, length in self._paired[pair]]
        matches.sort()
        return matches

    def _look_up(self, doc: Doc, i: int, key: Key) -> tuple[list[Match], bool]:
        """Matches of a token alone, and whether it may begin a longer one."""
        found = self._alone.get(key)
        if found is None:
            may_open = bool(len(self._first)) and bool(self._first(doc[i : i + 1], allow_missing=True))
            found = self._alone[key] = (self._ask(doc, i, 1), may_open)
        return found

    def _ask(self, doc: Doc, start: int, length: int) -> list[Match]:
        """Matches that cover exactly these tokens."""
        span, strings = doc[start : start + length], self._ruler.vocab.strings
        found: Any = self._ruler.matcher(span, allow_missing=True, as_spans=False)
        return [(int(strings[name]), name, e - s) for name, s, e in found if e - s == length]
