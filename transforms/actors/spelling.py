"""Fold spellings: case, accents, hyphens, apostrophes and abbreviation points make no other name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from text_unidecode import unidecode

SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "de", "da", "do", "la", "le", "du", "des", "&", "to"}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower-case ASCII words of a name, without "the", points, apostrophes and hyphens inside words."""
    plain = (name if name.isascii() else unidecode(unicodedata.normalize("NFKC", name))).lower()
    plain = re.sub(r"\bco-(?=operat|ordinat)", "co", plain)
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)|['`]s\b|['`]", "", plain)
    plain = re.sub(r"[^a-z0-9&+]+", " ", plain).strip()
    return plain[4:] if plain.startswith("the ") else plain


def initials(name: str) -> str:
    """The acronym of a name: "Pan American Health Organization" gives "paho"."""
    return "".join(word[0] for word in fold(name).split() if word not in SMALL_WORDS)
