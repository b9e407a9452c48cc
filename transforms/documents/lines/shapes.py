"""What one line looks like, without its surroundings: the numbers that the line model starts from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from transforms.documents.lines.line_words import load_words
from transforms.lexicon.word_lists import read_lines

SHAPE_NAMES = (
    "char_count",
    "word_count",
    "mean_word_length",
    "capital_share",
    "digit_share",
    "symbol_share",
    "capitalised_share",
    "stop_count",
    "stop_share",
    "ends_sentence",
    "ends_colon",
    "ends_ellipsis",
    "has_bullet",
    "starts_lower",
    "starts_quote",
    "sentence_breaks",
    "commas",
    "odd_symbols",
    "has_year",
    "has_clock",
    "has_month",
    "past_verbs",
    "addresses_reader",
    "lexical_sum",
    "lexical_mean",
    "lexical_start",
    "is_glued",
    "third_person",
    "quote_marks",
)

_BULLET = re.compile(r"(?:[*+•·▪►➤○●■◦‣»>–-]|o)\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’»)\]*]*$")
_ODD = re.compile(r"[|©®™@#/<>{}=_~→›»$€£₹%]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
_BREAKS = re.compile(r"[.!?][\"'”’)]* +[\"'“‘(]?[A-Z]")
_GLUED = re.compile(r"[a-z][A-Z]")
_READER = frozenset(load_words("reader"))
_PAST = frozenset(load_words("past"))
_THIRD_PERSON = frozenset(load_words("third_person"))
_QUOTE = re.compile('["“”]')
_UPPER = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]")
_DIGIT = re.compile(r"\d")
_MAX_WORDS = 60  # of a long paragraph, the first words decide


def strip_bullet(text: str) -> str:
    """The line without its bullet."""
    match = _BULLET.match(text)
    return text[match.end() :] if match else text


def measure_line(text: str, lexicon: Mapping[str, float]) -> list[float]:
    """The numbers of one line in the order of SHAPE_NAMES.

    `lexicon` maps words, pairs ("sign up") and first words ("^follow") to log odds of article content.
    """
    bare = strip_bullet(text)
    words = _WORD.findall(bare[:600])
    lowered = [word.lower() for word in words[:_MAX_WORDS]]
    length = len(bare) or 1
    count = len(bare.split())
    seen = len(lowered) or 1
    stops = sum(map(_stop_words().__contains__, lowered))
    capitals = sum([word[0].isupper() for word in words[:_MAX_WORDS]])
    lexical = score_words(lowered, lexicon)
    total = sum(lexical)
    letters = sum(map(len, words))
    shown = min(length, 600)
    head = bare[:200]
    has_digit = _DIGIT.search(head) is not None
    return [
        min(length, 1500),
        min(count, 250),
        letters / (len(words) or 1),
        len(_UPPER.findall(bare[:120])) / min(length, 120),
        len(_DIGIT.findall(bare[:120])) / min(length, 120),
        1 - (letters + bare.count(" ", 0, 600)) / shown,
        capitals / seen,
        stops,
        stops / seen,
        1.0 if _ENDS_SENTENCE.search(bare[-6:]) else 0.0,
        1.0 if bare.endswith(":") else 0.0,
        1.0 if bare.endswith(("…", "...")) else 0.0,
        1.0 if len(bare) < len(text) else 0.0,
        1.0 if bare[:1].islower() else 0.0,
        1.0 if bare[:1] in "\"'“‘«" else 0.0,
        float(len(_BREAKS.findall(bare[:800]))),
        float(bare.count(",", 0, 800)),
        float(len(_ODD.findall(head))),
        1.0 if has_digit and _YEAR.search(head) else 0.0,
        1.0 if has_digit and _CLOCK.search(head) else 0.0,
        1.0 if _MONTH.search(head) else 0.0,
        float(sum([(word[-2:] == "ed" and len(word) > 4) or word in _PAST for word in lowered])) / seen,
        float(sum(map(_READER.__contains__, lowered))),
        total,
        total / (len(lexical) or 1),
        lexical[0] if lexical else 0.0,
        1.0 if _GLUED.search(head) else 0.0,
        float(sum(map(_THIRD_PERSON.__contains__, lowered))),
        float(len(_QUOTE.findall(bare[:800]))),
    ]


def list_terms(lowered: Sequence[str]) -> list[str]:
    """The terms of a line that the lexicon may hold: marked first word, words and pairs of its beginning."""
    if not lowered:
        return []
    head = lowered[:24]
    terms = ["^" + head[0], *head]
    terms.extend(map(" ".join, pairwise(head)))
    return terms


def list_words(text: str) -> list[str]:
    """The lower-case words of a line that terms are made of."""
    return [word.lower() for word in _WORD.findall(strip_bullet(text)[:600])[:_MAX_WORDS]]


def score_words(lowered: Sequence[str], lexicon: Mapping[str, float]) -> list[float]:
    """Log odds of the known terms of a line, first word first (0 where it is unknown)."""
    terms = list_terms(lowered)
    if not terms:
        return []
    first, *others = map(lexicon.get, terms)
    return [first or 0.0, *(weight for weight in others if weight is not None)]


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(read_lines(Path(__file__).with_name("stop_words.txt")))
