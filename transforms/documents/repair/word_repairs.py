"""Repairs of words and numbers: look-alike letters, words broken at line ends, glued sentences, "4. 8%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from transforms.documents.repair.text_edits import Edit
from transforms.lexicon.csv_data import read_csv
from transforms.lexicon.word_lists import read_word_lists

_OTHER_WORD = re.compile(r"\w*[\u0370-\u03ff\u0400-\u052f]\w*")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
_BROKEN = re.compile(
    r"(?<![\w-])([^\W\d_]{2,40})-[ \t]*(\r?\n)[ \t]*([a-zà-ÿ]{2,})(?![\w-])([.,;:!?\"”’)]*)( ?)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_GLUED = re.compile(
    r"(?<![\w./@:'’-])([a-z][a-z'’-]{1,30}|\d+(?:st|nd|rd|th|%)|(?:19|20)\d\d|[A-Z][a-z]{2,})([.!?])([\"”’)]?)"
    r"(?=[\"“‘]?[A-Z][a-z]*[ ,'’])(?![\w.]*[/@])"
)
# Cheap to search; where sentences are glued together, it is found.
_GLUE = re.compile(r"[.!?](?<=[a-z\d%'’-][.!?])[\"”’)]?[\"“‘]?[A-Z]")
_NEXT_WORD = re.compile(r"[\"“‘]?([A-Z][a-z]*)")
_TORN = re.compile(r"\.\s\d")  # cheap to search; a torn decimal has it
_DECIMAL = re.compile(
    r"(?<![\d.,-])(\d{1,3})(?:\. | \.| \. )(\d{1,2})"
    r"(?=\s?%|[\s-](?:per\s?cent|percent|percentage|million|billion|trillion|bn|mn|crore|lakh|magnitude)\b)",
    re.IGNORECASE,
)


def find_look_alike_edits(text: str) -> Iterator[Edit]:
    """Write words that mix Latin letters with Cyrillic or Greek look-alikes in Latin.

    A word of look-alikes only is rewritten where a mixed word stands in the same line.
    """
    if text.isascii() or not _OTHER.search(text):
        return
    for line in re.finditer(r"[^\n]+", text):
        if not _OTHER.search(line.group()):
            continue
        words = list(_OTHER_WORD.finditer(line.group()))
        if not any(_LATIN.search(word.group()) and _to_latin(word.group()) for word in words):
            continue
        for word in words:
            latin = _to_latin(word.group())
            if latin:
                yield Edit(line.start() + word.start(), line.start() + word.end(), latin)


def _to_latin(word: str) -> str | None:
    table = _load_look_alikes()
    letters = [char if char.isascii() else table.get(char, "") for char in word]
    return "".join(letters) if all(letters) else None


def find_broken_word_edits(text: str) -> Iterator[Edit]:
    """Close words that were hyphenated at a line end; the line breaks after the word instead.

    The hyphen stays in compounds: where the text has the word with a hyphen elsewhere, or after first parts
    that usually take one.
    """
    if "-\n" not in text and "-\r\n" not in text and not re.search(r"-[ \t]+\r?\n", text):
        return
    known = set(_WORD.findall(text.casefold()))
    for match in _BROKEN.finditer(text):
        first, second = match[1].casefold(), match[3]
        is_compound = f"{first}{second}" not in known and (
            first in _load_words()["compound_first_parts"] or f"{first}-{second}" in known
        )
        yield Edit(match.end(1), match.start(3), "-" if is_compound else "")
        if match[5]:
            yield Edit(match.start(5), match.end(5), match[2])
        elif text[match.end() : match.end() + 1] not in ("\n", "\r", ""):
            yield Edit(match.end(), match.end(), match[2])


def find_glued_sentence_edits(text: str) -> Iterator[Edit]:
    """Put a space between sentences that were glued together ("in May.The talks")."""
    if not _GLUE.search(text):
        return
    words = _load_words()
    for match in _GLUED.finditer(text):
        following = _NEXT_WORD.match(text, match.end())
        if following is None or following[1] in words["domain_ends"]:
            continue
        if not match[1][0].isupper() or following[1] in words["sentence_starters"]:
            yield Edit(match.end(), match.end(), " ")


def find_decimal_edits(text: str) -> Iterator[Edit]:
    """Close decimals that were torn apart before a unit ("4. 8%")."""
    if not _TORN.search(text):
        return
    for match in _DECIMAL.finditer(text):
        yield Edit(match.end(1), match.start(2), ".")


@lru_cache(maxsize=1)
def _load_words() -> dict[str, frozenset[str]]:
    return read_word_lists(Path(__file__).with_name("repair_words.yaml"))


@lru_cache(maxsize=1)
def _load_look_alikes() -> dict[str, str]:
    path = Path(__file__).with_name("look_alikes.csv")
    return {row["other"]: row["latin"] for row in read_csv(path)}
