"""Names that belong to the article and not to its story: bylines, credits, agencies of datelines, tickers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.actors.words import Words
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.patterns import load_pattern

DESK = load_pattern("actors", "desk")
PHOTO = load_pattern("actors", "photo")
BYLINE = re.compile(r"(?:By|BY)\s+[A-Z]")
TICKER = re.compile(r"\((?:[A-Z][\w .]{1,30}): ?[A-Z][A-Z0-9.]{0,6}\)")
DATELINE = re.compile(r"[A-Z][\w .,'’/-]{2,60}?\((?P<agency>[^),]{2,40})\)\s*[-–—:]+\s")


def find_credits(parsed: ParsedDocument, words: Words) -> set[int]:
    """Tokens that credit somebody for the text or its pictures, or give a firm's ticker."""
    out: set[int] = set()
    for number, (first, last) in enumerate(parsed.sentence_tokens):
        sentence = parsed.sentences[number]
        if BYLINE.match(sentence.text) and (last - first <= 10 or ":" in sentence.text[:60]):
            out.update(range(first, min(last, first + 8)))
        for low, high in _list_credits(parsed, number):
            out.update(i for i in range(first, min(len(words), last + 12)) if low <= words.start[i] < high)
    return out


def _list_credits(parsed: ParsedDocument, number: int) -> Iterator[tuple[int, int]]:
    """Offsets, from and to, of the credits, tickers and the dateline's agency of a sentence."""
    sentence = parsed.sentences[number]
    start, text = sentence.char_start, sentence.text
    for found in (PHOTO.search(text), DESK.search(text)):
        if found:
            yield start + found.start(), start + len(text)
    for code in TICKER.finditer(text):
        yield start + code.start(), start + code.end()
    dateline = DATELINE.match(parsed.text, start) if parsed.text[start - 1 : start] in {"", "\n"} else None
    if dateline:
        yield dateline.span("agency")
