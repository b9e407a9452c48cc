"""Names in headlines whose capitals tell nothing: the rest of the text says which words are names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.actors.name_spans import NameSpan
from transforms.actors.words import Words

METHOD = "repeat:headline"
LEAST_WORDS = 4
TITLE_SHARE = 0.75
# Shorter words are too often others' ("US", "May").
LEAST_LETTERS = 4
LONGEST = 7
INFLECTION = re.compile(r"(?:es|s|ed|ing|d)$")
ENDS = frozenset({".", "?", "!", "…", '"', "”"})


class Headlines:
    """The headlines of a text in Title Case, CAPITALS or lower case, and how the rest writes words.

    `sentences` are token ranges.
    """

    def __init__(self, words: Words, sentences: Sequence[tuple[int, int]]) -> None:
        self._words = words
        self.tokens = [
            i for first, last in sentences if _is_headline(words, first, last) for i in range(first, last)
        ]
        inside = set(self.tokens)
        self._inside = inside
        outside = [i for i in range(len(words)) if i not in inside] if inside else []
        self._small = {_stem(words.text[i]) for i in outside if words.text[i].islower()}
        self._names = {
            words.text[i] for i in outside if words.text[i][0].isupper() and not words.sentence_start(i)
        }

    def trim(self, spans: Sequence[NameSpan]) -> list[NameSpan]:
        """The names, those of headlines without the words that the rest of the text writes small."""
        if not self.tokens:
            return list(spans)
        return [cut for s in spans if (cut := self._trim_one(s)) is not None]

    def find_names(self, spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
        """Yield names of the other sentences where a headline has their words, however it writes them."""
        taken = {i for s in spans for i in range(s.first, s.last)}
        wanted = self._list_wanted(spans) if self.tokens else {}
        lower = self._words.lower
        for i in self.tokens:
            if i in taken:
                continue
            for parts, span in sorted(wanted.get(lower[i], {}).items(), key=lambda item: -len(item[0])):
                own = range(i, i + len(parts))
                if tuple(lower[i : i + len(parts)]) == parts and self._inside.issuperset(own):
                    if not taken.intersection(own):
                        taken.update(own)
                        yield replace(span, first=i, last=i + len(parts), method=self._tell_method(span))
                    break

    def _tell_method(self, span: NameSpan) -> str:
        return METHOD if span.entry is None else span.method

    def _trim_one(self, span: NameSpan) -> NameSpan | None:
        if span.entry is not None or span.first not in self._inside or span.last - span.first < 2:
            return span
        first, last = span.first, span.last
        while first < last and self._is_small(first):
            first += 1
        end = next((i for i in range(first, last) if self._is_small(i)), last)
        if (first, end) == (span.first, span.last):
            return span
        return replace(span, first=first, last=end) if first < end else None

    def _is_small(self, i: int) -> bool:
        text = self._words.text[i]
        return text.isalpha() and _stem(text) in self._small and text not in self._names

    def _list_wanted(self, spans: Sequence[NameSpan]) -> dict[str, dict[tuple[str, ...], NameSpan]]:
        """Names outside of headlines, and the surnames of persons, by their first word."""
        words, wanted = self._words, defaultdict[str, dict[tuple[str, ...], NameSpan]](dict)
        for span in spans:
            is_people = span.entry is not None and span.entry.kind in {"adjective", "demonym"}
            if span.first in self._inside or span.last - span.first > LONGEST or is_people:
                continue
            parts = tuple(words.lower[span.first : span.last])
            forms = {parts, parts[-1:]} if span.type == "person" else {parts}
            for form in forms:
                if len(form) > 1 or (len(form[0]) >= LEAST_LETTERS and _stem(form[0]) not in self._small):
                    wanted[form[0]].setdefault(form, span)
        return wanted


def _is_headline(words: Words, first: int, last: int) -> bool:
    """Whether a sentence without an end mark writes its words all alike."""
    if last - first < LEAST_WORDS or words.text[last - 1] in ENDS:
        return False
    texts = [text for text in words.text[first:last] if text.isalpha()]
    if len(texts) < LEAST_WORDS:
        return False
    if all(t.isupper() for t in texts) or all(t.islower() for t in texts):
        return True
    longer = [t for t in texts if len(t) >= LEAST_LETTERS]
    return sum(t[0].isupper() for t in longer) >= TITLE_SHARE * len(longer) > 0


def _stem(word: str) -> str:
    lower = word.lower()
    return INFLECTION.sub("", lower) if len(lower) > LEAST_LETTERS else lower
