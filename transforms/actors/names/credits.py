"""Names that belong to the article and not to its story: bylines, credits, agencies of datelines, tickers."""

from __future__ import annotations

import re

from transforms.actors.words import Words
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.patterns import load_pattern

DESK = load_pattern("actors", "desk")
PHOTO = load_pattern("actors", "photo")
BYLINE = re.compile(r"(?:By|BY)\s+[A-Z]")
TICKER = re.compile(r"\((?:[A-Z][\w .]{1,30}): ?[A-Z][A-Z0-9.]{0,6}\)")
DATELINE = re.compile(r"[A-Z][\w .,'’/-]{2,60}?\((?P<agency>[^),]{2,40})\)\s*[-–—:]+\s")


def find_credits(parsed: ParsedDocument, words: Words) -> set[int]:
    """Tokens that credit somebody for the text or its pictures."""
    out: set[int] = set()
    for number, (first, last) in enumerate(parsed.sentence_tokens):
        sentence = parsed.sentences[number]
        text = sentence.text
        for found in (PHOTO.search(text), DESK.search(text)):
            start = sentence.char_start + found.start() if found else len(parsed.text)
            out.update(i for i in range(first, last) if words.start[i] >= start)
        for code in TICKER.finditer(text):
            low, high = (sentence.char_start + k for k in code.span())
            out.update(i for i in range(first, last) if low <= words.start[i] < high)
        if BYLINE.match(text) and (last - first <= 10 or ":" in text[:60]):
            out.update(range(first, min(last, first + 8)))
        before = parsed.text[sentence.char_start - 1 : sentence.char_start]
        dateline = DATELINE.match(parsed.text, sentence.char_start) if before in {"", "\n"} else None
        if dateline:
            low, high = dateline.span("agency")
            out.update(i for i in range(first, min(len(words), last + 12)) if low <= words.start[i] < high)
    return out
